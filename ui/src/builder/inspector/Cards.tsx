import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, DownOutlined, RightOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import style from './inspector.module.css';

interface CardsProps<T> {
  list: readonly T[];
  onChange: (list: T[]) => void;
  /** What a closed card says. */
  head: (one: T, at: number) => { title: string; hint?: string };
  body: (one: T, at: number, set: (next: T) => void) => ReactNode;
  /** What adds another one. */
  children?: ReactNode;
  /** The card that is open at first. */
  opened?: number;
}

/** Cards are a list whose elements have settings of their own: closed, each says what it is; they can be put in order. */
export function Cards<T>({ list, onChange, head, body, children, opened = -1 }: CardsProps<T>) {
  const { t } = useTranslation('design');
  const [open, setOpen] = useState(opened);
  const [length, setLength] = useState(list.length);
  if (length !== list.length) {
    setLength(list.length);
    if (list.length > length) setOpen(list.length - 1);
  }
  const move = (at: number, to: number) => {
    const next = [...list];
    next.splice(to, 0, ...next.splice(at, 1));
    if (open === at) setOpen(to);
    onChange(next);
  };
  return (
    <div className={style.rows}>
      {list.map((one, at) => {
        const { title, hint } = head(one, at);
        return (
          <div key={at} className={style.card}>
            <div className={style.cardHead}>
              <button type="button" className={style.open} aria-expanded={open === at} onClick={() => setOpen(open === at ? -1 : at)}>
                {open === at ? <DownOutlined aria-hidden /> : <RightOutlined aria-hidden />}
                <span title={title}>{title}</span>
                {hint ? <em>{hint}</em> : null}
              </button>
              <Button size="small" type="text" icon={<ArrowUpOutlined aria-hidden />} aria-label={t('up', { at: at + 1 })} disabled={at === 0} onClick={() => move(at, at - 1)} />
              <Button size="small" type="text" icon={<ArrowDownOutlined aria-hidden />} aria-label={t('down', { at: at + 1 })} disabled={at === list.length - 1} onClick={() => move(at, at + 1)} />
              <Button size="small" type="text" icon={<DeleteOutlined aria-hidden />} aria-label={t('takeOut', { at: at + 1 })} onClick={() => onChange(list.filter((_, index) => index !== at))} />
            </div>
            {open === at ? body(one, at, (next) => onChange(list.map((old, index) => (index === at ? next : old)))) : null}
          </div>
        );
      })}
      {children}
    </div>
  );
}
