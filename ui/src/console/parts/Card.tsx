import { useId, type ReactNode } from 'react';
import style from './card.module.css';

interface CardProps {
  /** Where links on the page lead to it. */
  id?: string;
  title?: ReactNode;
  extra?: ReactNode;
  /** Marks what waits for the reader. */
  hot?: boolean;
  /** It is as high as its column has room for at most; what is between its head and its foot scrolls. */
  fit?: boolean;
  children: ReactNode;
}

/** Card is a piece of a page with a name. */
export function Card({ id: place, title, extra, hot, fit, children }: CardProps) {
  const id = useId();
  return (
    <section id={place} className={style.card} data-hot={hot || undefined} data-fit={fit || undefined} aria-labelledby={title ? id : undefined}>
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
