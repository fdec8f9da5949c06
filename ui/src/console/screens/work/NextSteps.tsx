import { CheckOutlined, WarningOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { get, patch } from '../../../api/client';
import { formsOf, type Session } from '../../../model/session';
import { State } from '../../parts/State';
import { useSay } from '../../parts/useSay';
import { update, useSession } from '../../session';
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

/** Roles that processes give work to and nobody has. */
const vacant = 'system.role_vacant';

/** useAdvice lists what the installation says about itself; undefined while that is not known. */
function useAdvice(asked: boolean): readonly Advice[] | undefined {
  return useQuery({ queryKey: ['system'], queryFn: () => get<{ advice: readonly Advice[] }>('system'), enabled: asked, retry: false }).data?.advice;
}

/** useAlone tells whether the administrator is still the only user; undefined while that is not known. */
function useAlone(asked: boolean): boolean | undefined {
  const users = useQuery({ queryKey: ['users', 'alone'], queryFn: () => get<{ count: number }>('users', { query: { limit: 1 } }), enabled: asked, retry: false });
  return users.data && users.data.count <= 1;
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

/** Step is one thing to do, ticked when it is done. */
function Step({ title, done, children }: { title: string; done?: boolean; children: ReactNode }) {
  const { t } = useTranslation('work');
  return (
    <li data-done={done || undefined}>
      <h3>
        {title}
        {done ? (
          <span className={style.done}>
            <CheckOutlined aria-hidden /> {t('next.done')}
          </span>
        ) : null}
      </h3>
      {done ? null : children}
    </li>
  );
}

function Warnings({ advice }: { advice: readonly Advice[] }) {
  return (
    <ul>
      {advice.map((one) => (
        <li key={one.message}>
          <WarningOutlined aria-hidden /> {one.message}
        </li>
      ))}
    </ul>
  );
}

interface StepsProps {
  alone: boolean;
  vacancies: readonly Advice[];
  reach: readonly Advice[];
  page?: Place | null;
}

/** toDo counts the steps that are shown and not done. */
function toDo({ alone, vacancies, reach, page }: StepsProps): number {
  return [alone || vacancies.length > 0, reach.length > 0, Boolean(page)].filter(Boolean).length;
}

function Steps({ alone, vacancies, reach, page }: StepsProps) {
  const { t } = useTranslation('work');
  const path = page ? `/f/${page.app}/${page.form}` : '';
  return (
    <>
      <ol>
        <Step title={t('next.people')} done={!alone && vacancies.length === 0}>
          {alone ? <p>{t('next.peopleHint')}</p> : null}
          <Warnings advice={vacancies} />
          <Link to="/admin/people">
            <Button>{t('next.toPeople')}</Button>
          </Link>
        </Step>
        <Step title={t('next.reach')} done={reach.length === 0}>
          <Warnings advice={reach} />
          <Link to="/admin/system">
            <Button>{t('next.toSystem')}</Button>
          </Link>
        </Step>
        {path ? (
          <Step title={t('next.form')}>
            <p>{t('next.formHint')}</p>
            <a href={path} target="_blank" rel="noreferrer">
              {location.origin + path}
            </a>
          </Step>
        ) : null}
      </ol>
      <p>
        {t('next.presetsHint')} <Link to="/admin/presets">{t('next.presets')}</Link>
      </p>
    </>
  );
}

/**
 * NextSteps is what makes a fresh installation useful. It stands open while nothing was handed in, then folded above the
 * work, until there are colleagues and customers can be reached, or the administrator puts it away. empty says that
 * nothing stands below it.
 */
export function NextSteps({ empty }: { empty: boolean }) {
  const { t } = useTranslation('work');
  const session = useSession();
  const say = useSay();
  const asked = session?.user.admin === true && !session.user.started;
  const candidates = places(session);
  const fresh = useFresh(asked ? candidates[0] : undefined);
  const alone = useAlone(asked);
  const advice = useAdvice(asked);
  const page = useQuery({ queryKey: ['public-page', candidates.map(({ app, form }) => `${app}/${form}`).join()], queryFn: () => firstPublic(candidates), enabled: fresh === true, staleTime: Infinity, retry: false });
  if (fresh === undefined) return null;
  const nothing = empty ? <State title={t('empty.open')} hint={t('empty.openHint')} /> : null;
  if (!asked || alone === undefined || advice === undefined) return nothing;
  const steps = { alone, vacancies: advice.filter((one) => one.code === vacant), reach: advice.filter((one) => needed.includes(one.code)), page: page.data };
  const left = toDo(steps);
  const due = toDo({ ...steps, page: null }) > 0 && session?.mode !== 'demo';
  if (!fresh && !due) return nothing;
  const dismiss = () => void patch<Session>('session', { started: true }).then(update, say.failed);
  return (
    <>
      <section className={style.next} aria-labelledby="next-steps">
        <details open={fresh}>
          <summary>
            <h2 id="next-steps">{t('next.title')}</h2>
            {left > 0 ? <span>{t('next.left', { count: left })}</span> : null}
          </summary>
          <Steps {...steps} />
          <Button type="text" onClick={dismiss}>
            {t('next.dismiss')}
          </Button>
        </details>
      </section>
      {fresh ? null : nothing}
    </>
  );
}
