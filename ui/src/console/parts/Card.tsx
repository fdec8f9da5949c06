import { useId, type ReactNode } from 'react';
import style from './card.module.css';

interface CardProps {
  title?: ReactNode;
  extra?: ReactNode;
  /** Marks what waits for the reader. */
  hot?: boolean;
  children: ReactNode;
}

/** Card is a piece of a page with a name. */
export function Card({ title, extra, hot, children }: CardProps) {
  const id = useId();
  return (
    <section className={style.card} data-hot={hot || undefined} aria-labelledby={title ? id : undefined}>
      {title ? (
        <header className={style.head}>
          <h2 id={id}>{title}</h2>
          {extra}
        </header>
      ) : null}
      {children}
    </section>
  );
}
