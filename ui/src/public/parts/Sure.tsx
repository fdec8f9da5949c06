import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import type { PageProps } from '../page';
import card from './card.module.css';
import style from './track.module.css';

interface SureProps extends Pick<PageProps, 't'> {
  question: string;
  /** What is done: the words on the button. */
  label: string;
  danger?: boolean;
  children?: ReactNode;
  onCancel: () => void;
  onConfirm: () => Promise<void>;
}

/** Sure asks again, in place: on a phone a dialogue over the page would hide what the question is about. */
export function Sure({ question, label, danger, children, t, onCancel, onConfirm }: SureProps) {
  const id = useId();
  const head = useRef<HTMLParagraphElement>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => head.current?.focus(), []);
  const confirm = async () => {
    if (busy) return;
    setBusy(true);
    await onConfirm();
    setBusy(false);
  };
  return (
    <div role="group" aria-labelledby={id} className={style.sure} onKeyDown={(event) => event.key === 'Escape' && onCancel()}>
      <p id={id} ref={head} tabIndex={-1}>
        {question}
      </p>
      {children}
      <div className={`${card.row} ${style.choice}`}>
        <button type="button" className={card.plain} onClick={onCancel}>
          {t('public.track.cancel')}
        </button>
        <button type="button" className={danger ? card.danger : card.primary} aria-disabled={busy || undefined} onClick={() => void confirm()}>
          {label}
        </button>
      </div>
    </div>
  );
}
