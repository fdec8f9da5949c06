import type { ReactNode } from 'react';
import style from './parts.module.css';

interface HeadProps {
  title: string;
  /** One sentence below the title. */
  hint?: ReactNode;
  /** Buttons at the right. */
  children?: ReactNode;
}

/** Head is the top of a screen: its name, a sentence, and what can be done here. */
export function Head({ title, hint, children }: HeadProps) {
  return (
    <header className={style.head}>
      <div>
        <h1>{title}</h1>
        {hint ? <p>{hint}</p> : null}
      </div>
      {children ? <div className={style.headActions}>{children}</div> : null}
    </header>
  );
}
