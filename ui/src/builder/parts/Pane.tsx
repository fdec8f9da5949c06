import { CloseOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import style from './pane.module.css';

interface PaneProps {
  label: string;
  /** What kind of thing is looked at, in front of its title. */
  kind?: string;
  title: string;
  /** How the way back is called, and what it does; a pane without it stays. */
  close?: { label: string; go: () => void };
  /** What is wrong with it; hard where it cannot be published. */
  trouble?: { words: readonly string[]; hard?: boolean };
  children: ReactNode;
}

/** Pane is an inspector beside a canvas: what is selected, what is wrong with it, and its settings. */
export function Pane({ label, kind, title, close, trouble, children }: PaneProps) {
  return (
    <section className={style.pane} aria-label={label}>
      <header>
        <h2>
          {kind ? <small>{kind}</small> : null} {title}
        </h2>
        {close ? <Button type="text" icon={<CloseOutlined aria-hidden />} aria-label={close.label} onClick={close.go} /> : null}
      </header>
      <div className={style.scroll}>
        {trouble ? (
          <ul className={style.problems} data-hard={trouble.hard || undefined}>
            {trouble.words.map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
        ) : null}
        {children}
      </div>
    </section>
  );
}
