import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { differences, titlesIn } from '../../model/difference';
import { toLanguage } from '../../i18n/text';
import type { Design, Designed } from '../session';
import { useCatalog } from '../useDesign';
import style from './frame.module.css';

/** Conflict tells that somebody else saved the same definition meanwhile, shows what differs, and lets choose. Nothing is lost until somebody did. */
export function Conflict({ state, design }: { state: Designed; design: Design }) {
  const { t, i18n } = useTranslation(['design', 'designprocess']);
  const { data: catalog } = useCatalog();
  if (state.keeping !== 'conflict') return null;
  const language = toLanguage(i18n.language);
  const titles = titlesIn(catalog?.kinds.find(({ id }) => id === state.edit.document.kind)?.settings, language);
  const called = (key: string) => titles.get(key) ?? (key === 'title' ? t('name') : t(`part.${key}`, { ns: 'designprocess', defaultValue: key }));
  const found = state.theirs ? differences(state.theirs, state.edit.document, language, called) : [];
  return (
    <section className={style.conflict} role="alert">
      <h2>{t('conflict.title')}</h2>
      <p>{t('conflict.text')}</p>
      <ul>
        {found.slice(0, 12).map(({ where, theirs, mine }) => (
          <li key={where}>
            <b>{where}</b> {t('conflict.line', { theirs: theirs || t('conflict.nothing'), mine: mine || t('conflict.nothing') })}
          </li>
        ))}
        {found.length > 12 ? <li>{t('conflict.more', { count: found.length - 12 })}</li> : null}
      </ul>
      <div className={style.actions}>
        <Button type="primary" onClick={design.keepMine}>
          {t('conflict.mine')}
        </Button>
        <Button onClick={design.takeTheirs}>{t('conflict.theirs')}</Button>
      </div>
    </section>
  );
}
