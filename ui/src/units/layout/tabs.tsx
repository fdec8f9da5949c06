import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { defineLayout, type LayoutProps } from './layout';
import style from './layout.module.css';

const keys: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowRight: (at, count) => (at + 1) % count,
  ArrowLeft: (at, count) => (at - 1 + count) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
};

/** useReveal opens the tab of whatever asks to be seen, such as a field with a problem, at once: it is focused next. */
function useReveal(open: (key: string) => void) {
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const own = root.current!;
    const reveal = (event: Event) => {
      const panel = (event.target as Element).closest<HTMLElement>('[data-tab]');
      if (!panel || panel.closest('[data-tabs]') !== own) return;
      own.querySelectorAll<HTMLElement>(':scope > [data-tab]').forEach((one) => (one.hidden = one !== panel));
      open(panel.dataset.tab!);
    };
    own.addEventListener('reveal', reveal);
    return () => own.removeEventListener('reveal', reveal);
  }, []);
  return root;
}

/** Tabs is the WAI-ARIA pattern: arrows move and choose. What is behind the other tabs stays filled in, and prints. */
function View({ item, id, t, children, draw, wrong }: LayoutProps) {
  const [chosen, setChosen] = useState('');
  const root = useReveal(setChosen);
  const keyOf = (at: number) => children[at]?.key ?? String(at);
  const at = Math.max(0, children.findIndex((_, index) => keyOf(index) === chosen));
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const next = keys[event.key]?.(at, children.length);
    if (next === undefined) return;
    event.preventDefault();
    setChosen(keyOf(next));
    event.currentTarget.querySelectorAll<HTMLElement>('[role="tab"]')[next]?.focus();
  };
  return (
    <div ref={root} data-tabs className={style.tabs}>
      <div role="tablist" aria-label={item.title || undefined} className={style.list} onKeyDown={onKeyDown}>
        {children.map((child, index) => (
          <button key={keyOf(index)} type="button" role="tab" id={`${id}-tab-${keyOf(index)}`} aria-selected={index === at} aria-controls={`${id}-panel-${keyOf(index)}`} tabIndex={index === at ? 0 : -1} onClick={() => setChosen(keyOf(index))}>
            {child.title}
            {wrong(child) > 0 ? (
              <em>
                {wrong(child)}
                <span className="visually-hidden"> {t('form.problems', { count: wrong(child) })}</span>
              </em>
            ) : null}
          </button>
        ))}
      </div>
      {children.map((child, index) => (
        <div key={keyOf(index)} role="tabpanel" id={`${id}-panel-${keyOf(index)}`} data-tab={keyOf(index)} aria-labelledby={`${id}-tab-${keyOf(index)}`} hidden={index !== at} className={style.panel}>
          {child.text ? <p className={style.text}>{child.text}</p> : null}
          {draw(child.children ?? [])}
        </div>
      ))}
    </div>
  );
}

export default defineLayout({ type: 'tabs', View });
