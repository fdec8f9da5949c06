import { SearchOutlined } from '@ant-design/icons';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import style from './search.module.css';

const SearchDialog = lazy(() => import('./SearchDialog'));

function typing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

/** SearchButton opens the search through everything, also by "/" and Ctrl+K from anywhere. */
export function SearchButton() {
  const { t } = useTranslation('shell');
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const chord = (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'k';
      const slash = event.key === '/' && !event.ctrlKey && !event.metaKey && !event.altKey && !typing(event.target);
      if (!chord && !slash) return;
      event.preventDefault();
      setOpen(true);
    };
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  }, []);
  return (
    <>
      <button type="button" className={style.open} aria-haspopup="dialog" aria-keyshortcuts="/ Control+K" aria-label={t('search.open')} onClick={() => setOpen(true)}>
        <SearchOutlined aria-hidden />
        <span className={style.words} aria-hidden="true">
          {t('search.open')}
        </span>
        <kbd className={style.words} aria-hidden="true">
          /
        </kbd>
      </button>
      {open ? (
        <Suspense fallback={null}>
          <SearchDialog onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
