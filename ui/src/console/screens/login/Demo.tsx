import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { get } from '../../../api/client';
import { say, toLanguage, type Text } from '../../../i18n/text';
import style from './login.module.css';

interface DemoInfo {
  logins: { login: string; name?: string; title: Text }[];
  publicUrl?: string;
  trackUrl?: string;
}

/** Demo lists the accounts of a demonstration; a server that is not one has no such address, and nothing is shown. */
export function Demo({ onPick }: { onPick: (login: string) => void }) {
  const { t, i18n } = useTranslation('login');
  const { data } = useQuery({ queryKey: ['demo'], queryFn: () => get<DemoInfo>('demo'), retry: false, staleTime: Infinity });
  if (!data?.logins?.length) return null;
  return (
    <section className={style.demo} aria-labelledby="demo-title">
      <h2 id="demo-title">{t('demo.title')}</h2>
      <p>{t('demo.hint')}</p>
      <ul>
        {data.logins.map(({ login, name, title }) => (
          <li key={login}>
            <button type="button" onClick={() => onPick(login)}>
              <span className="visually-hidden">{t('demo.fill', { login })}</span>
              <b>{login}</b>
              <span>{[...new Set([name, say(title, toLanguage(i18n.language))])].filter(Boolean).join(' · ')}</span>
            </button>
          </li>
        ))}
      </ul>
      <p className={style.links}>
        {data.publicUrl ? <a href={data.publicUrl}>{t('demo.public')}</a> : null}
        {data.trackUrl ? <a href={data.trackUrl}>{t('demo.track')}</a> : null}
      </p>
    </section>
  );
}
