import { SwapOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ColumnOption, ListItem } from '../../../../model/list';
import { recordUrl } from '../../../parts/act';
import { Due } from '../../../parts/Due';
import { Person } from '../../../parts/Person';
import style from './board.module.css';

interface CardProps {
  item: ListItem;
  to: string;
  statuses: readonly ColumnOption[];
  zone?: string;
  /** It is on its way into another column. */
  moving: boolean;
  /** Why it came back. */
  refused?: string;
  onMove: (status: string) => void;
  onHold: (item: ListItem | undefined, dragged?: boolean) => void;
  /** Whether it is known where this one may go. */
  known: boolean;
  /** Whether nothing leads there from where it is. */
  barred: (status: string) => boolean;
}

/** Card is a record on the board: dragged by the mouse, moved by its menu from the keyboard and on a phone. */
export function Card({ item, to, statuses, zone, moving, refused, onMove, onHold, known, barred }: CardProps) {
  const { t } = useTranslation('list');
  const [held, setHeld] = useState(false);
  const [asked, setAsked] = useState(false);
  // The menu opens when it is known where the card may go, so that no entry changes under the finger.
  const ask = (on: boolean) => {
    setAsked(on);
    onHold(on ? item : undefined, false);
  };
  const targets = statuses.filter(({ value }) => value !== item.status?.key).map(({ value, text }) => ({ key: value, label: text, disabled: asked && barred(value) }));
  const hold = (on: boolean) => {
    setHeld(on);
    onHold(on ? item : undefined);
  };
  return (
    <li
      className={style.card}
      draggable={!moving}
      data-held={held || undefined}
      data-refused={refused ? true : undefined}
      aria-busy={moving || undefined}
      onDragStart={(event) => {
        event.dataTransfer.setData('text/plain', to);
        event.dataTransfer.effectAllowed = 'move';
        hold(true);
      }}
      onDragEnd={() => hold(false)}
    >
      <Link to={to} draggable={false}>
        {item.title || item.no}
      </Link>
      <span className={style.facts}>
        {item.title ? <span>{item.no}</span> : null}
        {item.due && item.status?.category !== 'done' ? <Due due={item.due} state={item.dueState} zone={zone} /> : null}
      </span>
      <span className={style.foot}>
        {item.owner ? <Person person={item.owner} /> : <span />}
        <Dropdown open={asked && known} onOpenChange={ask} menu={{ items: targets, onClick: ({ key }) => onMove(key) }} trigger={['click']} placement="bottomRight" autoFocus>
          <Button type="text" size="small" icon={<SwapOutlined aria-hidden />} loading={moving || (asked && !known)} aria-haspopup="menu" aria-label={t('board.move', { title: item.title || item.no })} title={t('board.moveTo')} />
        </Dropdown>
      </span>
      {refused ? (
        <p className={style.reason} role="alert">
          {t('board.refused', { reason: refused })}
        </p>
      ) : null}
    </li>
  );
}

export const cardUrl = (app: string, form: string, item: ListItem) => recordUrl({ app, form, id: item.id });
