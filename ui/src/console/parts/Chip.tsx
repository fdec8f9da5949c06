import type { Status } from '../../model/record';
import style from './parts.module.css';

/** StatusChip names a status in its colour; a filled dot for what is going on, a tick for what is done. */
export function StatusChip({ status }: { status: Status | null | undefined }) {
  if (!status) return null;
  return (
    <span className={`tone ${style.status}`} data-tone={status.color || 'grey'} data-category={status.category}>
      <i aria-hidden="true" />
      {status.title}
    </span>
  );
}

/** Tone is any other coloured word: an option, a state of a message. */
export function Tone({ color, children }: { color?: string; children: React.ReactNode }) {
  return (
    <span className="tone" data-tone={color || 'grey'}>
      {children}
    </span>
  );
}
