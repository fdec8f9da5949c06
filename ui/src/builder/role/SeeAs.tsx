import { CheckOutlined, CloseOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Input, Select } from 'antd';
import { useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { post } from '../../api/client';
import { ApiError, type Problem } from '../../api/problem';
import { recordUrl } from '../../console/parts/act';
import { Faults } from '../../console/parts/Faults';
import { problemText } from '../../i18n/console';
import { toLanguage } from '../../i18n/text';
import type { Definition } from '../../model/design';
import type { RecordRef } from '../../model/record';
import type { RoleSpec } from '../../model/roledesign';
import { definitionsOf } from '../inspector/references';
import { usePeople } from '../inspector/usePeople';
import { designUrl, placeOf } from '../kinds';
import { useDocument, useSurroundings } from '../useDesign';
import { useSettled } from '../parts/useSettled';
import style from './seeas.module.css';

interface Reach {
  roles: readonly string[];
  admin: boolean;
  actions: readonly { action: string; allowed: boolean; reasons: readonly { title: string; scope: string; allowed: boolean; text: string }[] }[];
  fields: readonly { key: string; title: string; level: string; personal: boolean; by: string }[];
  count: number | null;
  records: readonly RecordRef[];
  record: RecordRef | null;
  ties: readonly string[];
  presses: readonly string[];
  /** What does not compile and was left out. */
  left?: readonly Problem[];
}

const levels = ['write', 'read', 'masked', 'hidden'] as const;

/** usual is the form that a role is mostly about: one it names where work is done, else the first it names. */
function usual(spec: RoleSpec, bundle: readonly Definition[], forms: readonly { value: string }[]): string {
  const named = (spec.permissions ?? []).map(({ form }) => form).filter((form) => forms.some(({ value }) => value === form));
  const worked = named.find((form) => bundle.some(({ kind, key, spec }) => kind === 'form' && key === form && spec.process));
  return worked ?? named[0] ?? forms[0]?.value ?? '';
}

const kindOf = (kind: string) => /^(app|form|process|rule|role|list|view|message|calendar|connector|report)$/.test(kind);

/** Wrong leads to the definitions that nothing can be worked out with, or that were left out. */
function Wrong({ app, problems, sound }: { app: string; problems: readonly Problem[]; sound: boolean }) {
  const { t } = useTranslation('seeas');
  return (
    <div role="alert">
      <p>{t(sound ? 'leftOut' : 'wrong')}</p>
      <ul>
        {problems.slice(0, 10).map((problem, index) => {
          const { kind, key, at } = placeOf(problem.pointer);
          return (
            <li key={index}>
              <Link to={designUrl(app, kind, key, at)}>{problem.message || problemText(problem)}</Link>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** SeeAs tells what somebody would see and do with the records of a form if the drafts were published. */
export function SeeAs() {
  const { t, i18n } = useTranslation('seeas');
  const { place, bundle, design } = useSurroundings();
  const { spec } = useDocument<RoleSpec>();
  const forms = definitionsOf(bundle, 'form', toLanguage(i18n.language));
  const roles = definitionsOf(bundle, 'role', toLanguage(i18n.language));
  const [who, setWho] = useState(`role:${place.key}`);
  const [form, setForm] = useState(() => usual(spec, bundle, forms));
  const [record, setRecord] = useState('');
  const [words, setWords] = useState('');
  const people = usePeople(place.app, words);
  const asked = useSettled(record.trim());
  const savedAt = useSyncExternalStore(design.subscribe, () => design.getState().savedAt?.getTime());
  const reach = useQuery({
    queryKey: ['reach', place.app, who, form, asked, savedAt],
    queryFn: async () => {
      await design.flush();
      const [kind, id] = [who.slice(0, 4), who.slice(5)];
      return post<Reach>(`apps/${place.app}/access/preview`, { form, record: asked, ...(kind === 'role' ? { role: id } : { user: id }) });
    },
    retry: false,
    staleTime: 0,
    placeholderData: (before) => before,
  });
  const wrong = reach.error instanceof ApiError ? reach.error.problems.filter(({ pointer }) => kindOf(placeOf(pointer).kind)) : (reach.data?.left ?? []);
  const options = [
    { label: t('people'), options: (people.data ?? []).map(({ id, name }) => ({ value: `user:${id}`, label: name })) },
    { label: t('roles'), options: roles.filter(({ label }) => label.toLowerCase().includes(words.toLowerCase())).map(({ value, label }) => ({ value: `role:${value}`, label: t('only', { title: label }) })) },
  ];
  return (
    <section className={style.card} aria-labelledby="see-as" aria-busy={reach.isFetching}>
      <h2 id="see-as">{t('title')}</h2>
      <p>{t('hint')}</p>
      <Select value={who} aria-label={t('who')} options={options} onChange={setWho} showSearch={{ filterOption: false, onSearch: setWords }} onBlur={() => setWords('')} />
      <Select value={form} aria-label={t('form')} options={forms} onChange={setForm} showSearch={{ optionFilterProp: 'label' }} />
      <Input value={record} placeholder={t('record')} aria-label={t('record')} allowClear onChange={({ target }) => setRecord(target.value)} />
      {wrong.length > 0 ? <Wrong app={place.app} problems={wrong} sound={Boolean(reach.data?.left)} /> : <Faults error={reach.error} />}
      {reach.data && !reach.error ? <Seen reach={reach.data} /> : null}
    </section>
  );
}

function Seen({ reach }: { reach: Reach }) {
  const { t } = useTranslation(['seeas', 'designother']);
  return (
    <div role="status" className={style.seen}>
      <h3>{t('actions')}</h3>
      <ul className={style.actions}>
        {reach.actions.map((one) => (
          <li key={one.action} data-allowed={one.allowed || undefined}>
            {one.allowed ? <CheckOutlined aria-hidden /> : <CloseOutlined aria-hidden />}
            <span>
              {t(`action.${one.action}`, { ns: 'designother' })}
              <span className={style.unseen}>{t(one.allowed ? 'can' : 'cannot')}</span> <small>{why(one, t)}</small>
            </span>
          </li>
        ))}
      </ul>
      {reach.record ? <OnRecord reach={reach} record={reach.record} /> : <Records reach={reach} />}
      <h3>{t('fields')}</h3>
      <Fields fields={reach.fields} />
    </div>
  );
}

/** why says on which records, or what is in the way. */
function why(one: Reach['actions'][number], t: (key: string, options?: Record<string, unknown>) => string): string {
  const reasons = one.reasons.filter(({ allowed }) => allowed === one.allowed);
  const said = reasons.map(({ title, scope, allowed, text }) => [title, allowed && scope ? t(`scope.${scope}`, { ns: 'designother' }) : allowed && title ? '' : text].filter(Boolean).join(t('colon')));
  return [...new Set(said)].join(t('comma'));
}

/** Records are what they would find in their lists. */
function Records({ reach }: { reach: Reach }) {
  const { t } = useTranslation('seeas');
  const more = (reach.count ?? 0) - reach.records.length;
  return (
    <>
      <h3>{reach.count === null ? t('untold') : t('records', { count: reach.count })}</h3>
      {reach.records.length > 0 ? (
        <ul className={style.records}>
          {reach.records.slice(0, 6).map((one) => (
            <li key={one.id}>
              <a href={recordUrl(one)} target="_blank" rel="noreferrer">
                {one.no} {one.title === one.no ? '' : one.title}
              </a>
            </li>
          ))}
        </ul>
      ) : null}
      {more > 0 && reach.records.length === 0 ? <p>{t('notYours')}</p> : null}
    </>
  );
}

/** OnRecord is what ties somebody to one record and what they could press there. */
function OnRecord({ reach, record }: { reach: Reach; record: RecordRef }) {
  const { t } = useTranslation('seeas');
  return (
    <>
      <h3>{t('onRecord', { name: record.title || record.no })}</h3>
      <p>{reach.ties.length > 0 ? t('ties', { list: reach.ties.join(t('comma')) }) : t('noTie')}</p>
      <p>{reach.presses.length > 0 ? t('presses', { list: reach.presses.join(t('comma')) }) : t('noPress')}</p>
    </>
  );
}

/** Fields lists the fields by what may be done with them; where everything is the same, how many there are is enough. */
function Fields({ fields }: { fields: Reach['fields'] }) {
  const { t } = useTranslation(['seeas', 'designother']);
  return levels.map((level) => {
    const list = fields.filter((field) => field.level === level);
    return list.length === 0 ? null : (
      <details key={level} className={style.level} data-level={level}>
        <summary>
          {t(`level.${level}`, { ns: 'designother' })} <b>{list.length}</b>
        </summary>
        <ul>
          {list.map((field) => (
            <li key={field.key} title={field.by}>
              {field.title}
            </li>
          ))}
        </ul>
      </details>
    );
  });
}
