import { useTranslation } from 'react-i18next';
import type { Designed } from '../session';

/** Announcer reads out what was done, undone and done again. Each designer names its commands in the texts of `said`. */
export function Announcer({ state }: { state: Designed }) {
  const { t } = useTranslation('said');
  const { said } = state;
  const words = said ? t(said.said.key, { defaultValue: t('changed'), ...said.said.params }) : '';
  return (
    <div role="status" aria-live="polite" className="visually-hidden" data-announcer>
      {said ? <span key={said.count}>{said.what === 'done' ? words : t(`about.${said.what}`, { words })}</span> : null}
    </div>
  );
}
