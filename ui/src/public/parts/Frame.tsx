import type { ReactNode } from 'react';
import { nextLanguage } from '../../i18n/plain';
import { appearance, setAppearance } from '../../style/appearance';
import { Mark } from '../../style/Mark';
import type { PageProps } from '../page';
import style from './frame.module.css';

interface FrameProps extends Pick<PageProps, 'boot' | 'language' | 't' | 'onLanguage'> {
  /** Whose page this is; the product's name when nobody says. */
  app?: string;
  children: ReactNode;
}

/** Frame is what stands around every public page: whose it is, the language, the size of the letters. */
export function Frame({ boot, app, language, t, onLanguage, children }: FrameProps) {
  const other = nextLanguage(language);
  const switchable = !boot.languages || boot.languages.includes(other);
  const large = appearance().size === 'large';
  const resize = () => {
    setAppearance({ size: large ? 'normal' : 'large' });
    // The words of the button change with the size.
    onLanguage(language);
  };
  return (
    <div className={style.page}>
      <header className={style.head}>
        <span className={style.brand}>
          <Mark size={28} />
          <span>{app || boot.app?.title || t('public.product')}</span>
        </span>
        <span className={style.tools}>
          <button type="button" onClick={resize} aria-pressed={large}>
            {t('public.large')}
          </button>
          {switchable ? (
            <button type="button" lang={other === 'zh' ? 'zh-CN' : 'en'} onClick={() => onLanguage(other)}>
              {t('public.switch')}
            </button>
          ) : null}
        </span>
      </header>
      <main className={style.main}>{children}</main>
    </div>
  );
}
