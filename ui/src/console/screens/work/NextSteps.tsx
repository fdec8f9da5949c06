import { WarningOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { get } from '../../../api/client';
import { formsOf, type Session } from '../../../model/session';
import { State } from '../../parts/State';
import { useSession } from '../../session';
import style from './next.module.css';

interface Place {
  app: string;
  form: string;
  title: string;
}

/** So many forms are asked whether they have a public page. */
const tries = 5;

/** places lists the forms a public page may belong to: those with a process are what customers hand in. */
function places(session: Session | undefined): Place[] {
  const all = (session?.apps ?? []).flatMap((app) => formsOf(app).map(({ form, title, process }) => ({ app: app.key, form, title, process })));
  return all.sort((a, b) => Number(b.process ?? false) - Number(a.process ?? false)).slice(0, tries);
}

/** firstPublic finds the first form that answers visitors. */
async function firstPublic(candidates: readonly Place[]): Promise<Place | null> {
  for (const place of candidates) {
    const found = await get(`public/forms/${place.app}/${place.form}`).catch(() => undefined);
    if (found) return place;
  }
  return null;
}

interface Advice {
  code: string;
  message: string;
}

/** What keeps customers from hearing of what they handed in. */
const needed: readonly string[] = ['system.mail_missing', 'system.url_local', 'system.url_inside'];

/** useReach lists what is still to be set up before customers can be answered; whoever may not know asks nothing. */
function useReach(admin: boolean): readonly Advice[] {
  const system = useQuery({ queryKey: ['system'], queryFn: () => get<{ advice: readonly Advice[] }>('system'), enabled: admin, retry: false });
  return (system.data?.advice ?? []).filter((one) => needed.includes(one.code));
}

function Reach({ advice }: { advice: readonly Advice[] }) {
  const { t } = useTranslation('work');
  return (
    <li>
      <h3>{t('next.reach')}</h3>
      <ul>
        {advice.map((one) => (
          <li key={one.code}>
            <WarningOutlined aria-hidden /> {one.message}
          </li>
        ))}
      </ul>
      <Link to="/admin/system">
        <Button>{t('next.toSystem')}</Button>
      </Link>
    </li>
  );
}

/** useFresh tells whether nothing was handed in yet; undefined while that is being asked. */
function useFresh(place: Place | undefined): boolean | undefined {
  const count = useQuery({
    queryKey: ['records', place?.app, place?.form, 'any'],
    queryFn: () => get<{ items: readonly unknown[] }>(`apps/${place!.app}/forms/${place!.form}/records`, { query: { limit: 1 } }),
    enabled: place !== undefined,
    retry: false,
  });
  if (!place || count.isError) return false;
  return count.data && count.data.items.length === 0;
}

/** NextSteps is the empty workbench of an administrator: what makes a fresh installation useful, or that nothing is to be done. */
export function NextSteps() {
  const { t } = useTranslation('work');
  const session = useSession();
  const candidates = places(session);
  const fresh = useFresh(candidates[0]);
  const page = useQuery({ queryKey: ['public-page', candidates.map(({ app, form }) => `${app}/${form}`).join()], queryFn: () => firstPublic(candidates), enabled: fresh === true, staleTime: Infinity, retry: false });
  const reach = useReach(fresh === true && session?.user.admin === true);
  if (fresh === undefined) return null;
  if (!fresh) return <State title={t('empty.open')} hint={t('empty.openHint')} />;
  const path = page.data ? `/f/${page.data.app}/${page.data.form}` : '';
  return (
    <section className={style.next} aria-labelledby="next-steps">
      <h2 id="next-steps">{t('next.title')}</h2>
      <ol>
        <li>
          <h3>{t('next.people')}</h3>
          <p>{t('next.peopleHint')}</p>
          <Link to="/admin/people">
            <Button>{t('next.toPeople')}</Button>
          </Link>
        </li>
        {reach.length > 0 ? <Reach advice={reach} /> : null}
        {path ? (
          <li>
            <h3>{t('next.form')}</h3>
            <p>{t('next.formHint')}</p>
            <a href={path} target="_blank" rel="noreferrer">
              {location.origin + path}
            </a>
          </li>
        ) : null}
        <li>
          <h3>{t('next.presets')}</h3>
          <p>{t('next.presetsHint')}</p>
          <Link to="/admin/presets">
            <Button>{t('empty.toPresets')}</Button>
          </Link>
        </li>
      </ol>
    </section>
  );
}
