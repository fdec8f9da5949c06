import { useTranslation } from 'react-i18next';
import type { Choice, Piece, SearchGroup } from '../../model/search';
import { StatusChip } from '../parts/Chip';
import { When } from '../parts/When';
import style from './search.module.css';

/** Marked is a text with what was looked for marked in it. */
export function Marked({ pieces }: { pieces: readonly Piece[] }) {
  return <>{pieces.map((piece, at) => (piece.hit ? <mark key={at}>{piece.text}</mark> : piece.text))}</>;
}

interface ResultsProps {
  id: string;
  groups: readonly SearchGroup[];
  lines: readonly Choice[];
  active: Choice | undefined;
  onPoint: (at: number) => void;
  onChoose: (to: string) => void;
}

/** Results are what was found, form by form. The list is walked from the input, so its lines take no focus. */
export function Results({ id, groups, lines, active, onPoint, onChoose }: ResultsProps) {
  const { t } = useTranslation('shell');
  return (
    <div id={`${id}-list`} role="listbox" aria-label={t('search.results')} className={style.results} tabIndex={-1}>
      {groups.map((group) => (
        <div key={`${group.app}/${group.form}`} role="group" aria-label={`${group.appTitle} ${group.title}`}>
          <p className={style.group} aria-hidden="true">
            {group.title}
          </p>
          {lines.map((line, at) =>
            line.group === group ? (
              <div key={line.key} id={`${id}-${at}`} role="option" aria-selected={line === active} className={style.line} onMouseMove={() => onPoint(at)} onClick={() => onChoose(line.to)}>
                {line.item ? <Found line={line} /> : <span className={style.more}>{t('search.all', { title: group.title })}</span>}
              </div>
            ) : null,
          )}
        </div>
      ))}
    </div>
  );
}

function Found({ line }: { line: Choice }) {
  const item = line.item!;
  return (
    <>
      <span className={style.title}>
        <Marked pieces={item.title} />
      </span>
      <span className={style.facts}>
        {item.no.length > 0 ? (
          <span>
            <Marked pieces={item.no} />
          </span>
        ) : null}
        {item.facts.map((fact) => (
          <b key={fact}>{fact}</b>
        ))}
        <When at={item.createdAt} />
        <StatusChip status={item.status} />
      </span>
      {item.found.map((found) => (
        <span key={found.field} className={style.found}>
          <span>{found.title}</span>
          <span>
            <Marked pieces={found.pieces} />
          </span>
        </span>
      ))}
    </>
  );
}
