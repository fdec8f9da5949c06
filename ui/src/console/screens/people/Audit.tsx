import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { startOf, type Named } from '../../../model/people';
import { Tone } from '../../parts/Chip';
import { Head } from '../../parts/Head';
import { Line } from '../../parts/Line';
import { Lines } from '../../parts/Lines';
import { More } from '../../parts/More';
import { PersonPicker } from '../../parts/PersonPicker';
import { Choose } from '../../parts/Choose';
import { Failed, State } from '../../parts/State';
import { usePages } from '../../parts/usePages';
import { When } from '../../parts/When';
import style from './people.module.css';

interface Entry {
  id: string;
  at: string;
  type: string;
  by: Named | null;
  user: Named | null;
  address: string;
  failed: boolean;
  /** What it is about, in the reader's words. */
  said: { app: string; form: string; record: string; fields: readonly string[]; text: string; scopes: readonly string[] };
}

/** So many columns of an export are named; more are counted and open on demand. */
const few = 3;

const kinds = ['sign_in', 'people', 'token', 'export', 'unmask', 'publish'] as const;

/** Who signed in, who changed rights, who looked at what was masked, who published: what must be provable later. */
export default function Audit() {
  const { t } = useTranslation('audit');
  const [params, setParams] = useSearchParams();
  const [kind, by, from, to, failed] = ['kind', 'by', 'from', 'to', 'failed'].map((name) => params.get(name) ?? '') as [string, string, string, string, string];
  const query = { kind, by, failed, from: from ? startOf(from) : '', to: to ? startOf(to, true) : '' };
  const pages = usePages<Entry>(['audit', query], 'audit', query);
  const set = (name: string, value: string) =>
    setParams((before) => {
      const next = new URLSearchParams(before);
      if (value) next.set(name, value);
      else next.delete(name);
      return next;
    }, { replace: true });
  return (
    <>
      <Head title={t('title')} hint={t('hint')} />
      <search className={style.trailFilters}>
        <Choose label={t('kind')} value={kind} onChange={(value) => set('kind', value)}>
          <option value="">{t('all')}</option>
          {kinds.map((one) => (
            <option key={one} value={one}>
              {t(`kinds.${one}`)}
            </option>
          ))}
        </Choose>
        <PersonPicker label={t('who')} onChange={(id) => set('by', id)} />
        <Line label={t('from')} type="date" value={from} onChange={(value) => set('from', value)} />
        <Line label={t('to')} type="date" value={to} onChange={(value) => set('to', value)} />
        <label className={style.check}>
          <input type="checkbox" checked={failed === '1'} onChange={(event) => set('failed', event.target.checked ? '1' : '')} />
          <span>{t('failedOnly')}</span>
        </label>
      </search>
      {pages.isError ? <Failed error={pages.error} onRetry={() => void pages.refetch()} /> : null}
      {pages.isPending ? <Lines /> : null}
      {pages.items && pages.items.length === 0 ? <State title={t('none')} hint={t('noneHint')} /> : null}
      {pages.items && pages.items.length > 0 ? (
        <ol className={style.trail}>
          {pages.items.map((entry) => (
            <Item key={entry.id} entry={entry} />
          ))}
        </ol>
      ) : null}
      <More {...pages} />
    </>
  );
}

function Item({ entry }: { entry: Entry }) {
  const { t } = useTranslation(['audit', 'tokens']);
  const { said } = entry;
  const scopes = said.scopes.map((scope) => t([`tokens:scope.${scope}.title`, 'tokens:scope.other'], { scope })).join(t('comma'));
  const fields = said.fields.join(t('comma'));
  const many = said.fields.length > few;
  const facts = [said.text, scopes, [said.app, said.form, said.record, many ? '' : fields].filter(Boolean).join(' / '), entry.address];
  return (
    <li>
      <span className={style.at}>
        <When at={entry.at} />
      </span>
      <span className={style.who}>
        <b>
          {t([`type.${entry.type}`, 'type.other'], { type: entry.type })}
          {entry.user && entry.user.id !== entry.by?.id ? `${t('about')}${entry.user.name}` : ''}
        </b>
        <small>{facts.filter(Boolean).join(' · ')}</small>
        {many ? (
          <details>
            <summary>{t('columns', { count: said.fields.length })}</summary>
            <small>{fields}</small>
          </details>
        ) : null}
      </span>
      <span>{entry.by?.name ?? t('nobody')}</span>
      {entry.failed ? <Tone color="red">{t('failed')}</Tone> : <span />}
    </li>
  );
}
