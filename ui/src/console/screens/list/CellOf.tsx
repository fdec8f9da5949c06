import { useTranslation } from 'react-i18next';
import type { Column, ListItem } from '../../../model/list';
import { StatusChip, Tone } from '../../parts/Chip';
import { Due } from '../../parts/Due';
import { Person } from '../../parts/Person';
import { When } from '../../parts/When';
import style from './list.module.css';

interface CellOfProps {
  column: Column;
  item: ListItem;
  zone?: string;
}

/** CellOf draws one value of a row: what every record has in its own way, fields as the server wrote them. */
export function CellOf({ column, item, zone }: CellOfProps) {
  const { t } = useTranslation('list');
  switch (column.field) {
    case 'record.status':
      return <StatusChip status={item.status} />;
    case 'record.owner':
      return item.owner ? <Person person={item.owner} /> : null;
    case 'record.submitter':
      return item.submitter ? <Person person={item.submitter} /> : null;
    case 'record.due':
      if (!item.due) return null;
      // Where nothing runs any more there is nothing left of it, and no mark that would make it the moment it was met.
      return item.status?.category === 'done' ? <When at={item.due} zone={zone} /> : <Due due={item.due} state={item.dueState} zone={zone} />;
    case 'record.createdAt':
      return <When at={item.createdAt} zone={zone} />;
    case 'record.updatedAt':
      return <When at={item.updatedAt} zone={zone} />;
    case 'record.channel':
      return <span className={style.text}>{item.cameBy}</span>;
    default:
      return <FieldCell column={column} item={item} zone={zone} yes={t('filter.true')} no={t('filter.false')} />;
  }
}

function FieldCell({ column, item, zone, yes, no }: CellOfProps & { yes: string; no: string }) {
  const cell = item.cells?.[column.field];
  if (!cell || (cell.text === '' && typeof cell.value !== 'boolean')) return null;
  if (typeof cell.value === 'boolean') return <>{cell.text || (cell.value ? yes : no)}</>;
  if (column.type === 'datetime' && typeof cell.value === 'string') return <When at={cell.value} zone={zone} />;
  const color = cell.color ?? column.filter?.options?.find((option) => option.value === cell.value)?.color;
  if (color) return <Tone color={color}>{cell.text}</Tone>;
  return <span className={style.text}>{cell.text}</span>;
}
