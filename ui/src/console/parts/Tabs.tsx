import { useId, useRef, type KeyboardEvent, type ReactNode } from 'react';
import style from './tabs.module.css';

export interface Tab {
  key: string;
  title: ReactNode;
  count?: number;
  /** The count asks for attention. */
  hot?: boolean;
}

interface TabsProps {
  label: string;
  tabs: readonly Tab[];
  value: string;
  onChange: (key: string) => void;
  /** Stands at the right of the row of tabs. */
  extra?: ReactNode;
  children: ReactNode;
}

/** Tabs is the WAI-ARIA pattern: arrows move and choose, the panel belongs to the chosen tab. */
export function Tabs({ label, tabs, value, onChange, extra, children }: TabsProps) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const at = Math.max(0, tabs.findIndex((tab) => tab.key === value));
  const go = (next: number) => {
    const place = (next + tabs.length) % tabs.length;
    onChange(tabs[place]!.key);
    list.current?.querySelectorAll<HTMLElement>('[role="tab"]')[place]?.focus();
  };
  const keys: Record<string, () => void> = {
    ArrowRight: () => go(at + 1),
    ArrowLeft: () => go(at - 1),
    Home: () => go(0),
    End: () => go(tabs.length - 1),
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const run = keys[event.key];
    if (!run) return;
    event.preventDefault();
    run();
  };
  return (
    <div className={style.tabs}>
      <div className={style.bar}>
        <div ref={list} role="tablist" aria-label={label} className={style.list} onKeyDown={onKeyDown}>
          {tabs.map((tab, index) => (
            <button
              key={tab.key}
              type="button"
              role="tab"
              id={`${id}-${tab.key}`}
              aria-selected={index === at}
              aria-controls={`${id}-panel`}
              tabIndex={index === at ? 0 : -1}
              onClick={() => onChange(tab.key)}
            >
              {tab.title}
              {tab.count !== undefined ? <em data-hot={tab.hot || undefined}>{tab.count}</em> : null}
            </button>
          ))}
        </div>
        {extra ? <div className={style.extra}>{extra}</div> : null}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${tabs[at]?.key}`} className={style.panel}>
        {children}
      </div>
    </div>
  );
}
