import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** Page waits for the words of a screen and names the browser tab after it. */
export function Page({ area, children }: { area: string; children: ReactNode }) {
  const { t, i18n } = useTranslation([area, 'shell']);
  useEffect(() => {
    document.title = `${t('title', { ns: area })} · ${t('name', { ns: 'shell' })}`;
  }, [t, area, i18n.language]);
  return children;
}
