import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Head } from '../../console/parts/Head';
import { State } from '../../console/parts/State';
import { useSession } from '../../console/session';
import { granted } from '../../model/session';
import style from './home.module.css';

/** Home lists the apps a person may design. */
export default function Home() {
  const { t } = useTranslation('design');
  const session = useSession();
  const apps = (session?.apps ?? []).filter((app) => granted(session, 'design', app.key));
  return (
    <>
      <Head title={t('title')} hint={t('hint')} />
      {apps.length === 0 ? <State title={t('noApps')} hint={t('noAppsHint')} /> : null}
      <ul className={style.apps}>
        {apps.map((app) => (
          <li key={app.key}>
            <Link to={`/design/${app.key}`}>
              <b>{app.title}</b>
              <span>{t('forms', { count: app.forms.length })}</span>
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}
