import style from './parts.module.css';

/** Lines is the grey shape of text that is on its way. */
export function Lines({ count = 4 }: { count?: number }) {
  return (
    <div className={style.lines} aria-hidden="true">
      {Array.from({ length: count }, (_, at) => (
        <span key={at} style={{ width: `${92 - ((at * 17) % 40)}%` }} />
      ))}
    </div>
  );
}

/** Rows is the grey shape of a list that is on its way. */
export function Rows({ count = 6 }: { count?: number }) {
  return (
    <div className={style.rows} aria-hidden="true">
      {Array.from({ length: count }, (_, at) => (
        <div key={at}>
          <span style={{ width: 88 }} />
          <span style={{ flex: 1, maxWidth: `${70 - ((at * 13) % 36)}%` }} />
          <span style={{ width: 64, marginLeft: 'auto' }} />
        </div>
      ))}
    </div>
  );
}
