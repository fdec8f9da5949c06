import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { differences } from '../../model/difference';
import { toLanguage } from '../../i18n/text';
import type { Design, Designed } from '../session';
import style from './frame.module.css';

/** Conflict tells that somebody else saved the same definition meanwhile, shows what differs, and lets choose. Nothing is lost until somebody did. */
export function Conflict({ state, design }: { state: Designed; design: Design }) {
  const { t, i18n } = useTranslation('design');
  if (state.keeping !== 'conflict') return null;
  const found = state.theirs ? differences(state.theirs, state.edit.document, toLanguage(i18n.language)) : [];
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
