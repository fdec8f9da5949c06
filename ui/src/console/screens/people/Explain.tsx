import { CheckCircleOutlined, CloseCircleOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { get } from '../../../api/client';
import type { RecordRef } from '../../../model/record';
import { appOf, formsOf, type Session } from '../../../model/session';
import { recordUrl } from '../../parts/act';
import { Card } from '../../parts/Card';
import { Choose } from '../../parts/Choose';
import { Faults } from '../../parts/Faults';
import { Line } from '../../parts/Line';
import { PersonPicker } from '../../parts/PersonPicker';
import { elsewhere, faultAt } from '../../parts/fault';
import { useSession } from '../../session';
import type { Rights } from './Access';
import style from './people.module.css';

interface Reason {
  role: string;
  title: string;
  code: string;
  scope: string;
  allowed: boolean;
  text: string;
}

interface Explanation {
  allowed: boolean;
  reasons: readonly Reason[];
  record: RecordRef | null;
  /** What ties the record to the person. */
  ties: readonly string[];
  /** Roles that would allow it. */
  roles: readonly string[];
  field: { title: string; level: string; text: string; by: string } | null;
}

/** firstForm is what is asked about most: the first of the menu that has a process, else the first of all. */
function firstForm(session: Session | undefined, app: string, forms: readonly { form: string }[]): string {
  const menu = appOf(session, app);
  const listed = menu ? formsOf(menu) : [];
  return (listed.find((one) => one.process) ?? listed[0] ?? forms[0])?.form ?? '';
}

/** Explain answers why somebody can, or cannot, do something: in general, with one record, with one field. */
export function Explain({ app, rights }: { app: string; rights: Rights }) {
  const { t } = useTranslation('access');
  const forms = rights.roles[0]?.forms ?? [];
  const [user, setUser] = useState('');
  const session = useSession();
  const [ask, setAsk] = useState({ form: firstForm(session, app, forms), action: 'read', record: '', field: '' });
  const [answer, setAnswer] = useState<Explanation>();
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const set = (change: Partial<typeof ask>) => setAsk({ ...ask, ...change });
  const send = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    setAnswer(undefined);
    try {
      setAnswer(await get<Explanation>(`apps/${app}/explain`, { query: { ...ask, record: ask.record.trim(), user } }));
    } catch (reason) {
      setError(reason);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Card title={t('explain.title')}>
      <form className={style.pair} onSubmit={(event) => void send(event)} noValidate>
        <PersonPicker label={t('explain.user')} onChange={setUser} problem={faultAt(error, '/user')} />
        <Choose label={t('explain.action')} value={ask.action} onChange={(action) => set({ action })} problem={faultAt(error, '/action')}>
          {rights.actions.map((action) => (
            <option key={action} value={action}>
              {t(`action.${action}`)}
            </option>
          ))}
        </Choose>
        <Choose label={t('form')} value={ask.form} onChange={(form) => set({ form, field: '' })} problem={faultAt(error, '/form')}>
          {forms.map((form) => (
            <option key={form.form} value={form.form}>
              {form.title}
            </option>
          ))}
        </Choose>
        <Line label={t('explain.record')} hint={t('explain.recordHint')} value={ask.record} onChange={(record) => set({ record })} problem={faultAt(error, '/record')} autoComplete="off" />
        <Choose label={t('explain.field')} value={ask.field} onChange={(field) => set({ field })} problem={faultAt(error, '/field')}>
          <option value="">{t('explain.noField')}</option>
          {forms.find((form) => form.form === ask.form)?.fields.map((field) => (
            <option key={field.field} value={field.field}>
              {field.title}
            </option>
          ))}
        </Choose>
        <p className={style.ask}>
          <Button type="primary" htmlType="submit" loading={busy}>
            {t('explain.ask')}
          </Button>
        </p>
      </form>
      <Faults problems={elsewhere(error, ['/user', '/action', '/form', '/record', '/field']) ?? []} />
      <div role="status">{answer ? <Verdict answer={answer} /> : null}</div>
    </Card>
  );
}

function Verdict({ answer }: { answer: Explanation }) {
  const { t } = useTranslation('access');
  const Icon = answer.allowed ? CheckCircleOutlined : CloseCircleOutlined;
  return (
    <div className={style.verdict} data-allowed={answer.allowed || undefined}>
      <p>
        <Icon aria-hidden /> <b>{t(answer.allowed ? 'explain.can' : 'explain.cannot')}</b>
        {answer.record ? (
          <>
            {' '}
            <Link to={recordUrl(answer.record)}>
              {answer.record.no} {answer.record.title}
            </Link>
          </>
        ) : null}
      </p>
      <ul>
        {answer.reasons.map((reason) => (
          <li key={`${reason.role}${reason.code}`}>
            {reason.role ? <b>{t('explain.role', { role: reason.title })}</b> : null} {reason.text}
            {reason.scope ? <small> {t('explain.scope', { scope: t(`scope.${reason.scope}`) })}</small> : null}
          </li>
        ))}
        {answer.record ? <li>{answer.ties.length > 0 ? t('explain.ties', { list: answer.ties.join(t('comma')) }) : t('explain.noTies')}</li> : null}
        {answer.allowed || answer.roles.length === 0 ? null : <li>{t('explain.roles', { list: answer.roles.join(t('comma')) })}</li>}
        {answer.field ? (
          <li>
            <b>{t('explain.fieldIs', { field: answer.field.title })}</b> {answer.field.text}
            {answer.field.by ? <small> {t('explain.by', { by: answer.field.by })}</small> : null}
          </li>
        ) : null}
      </ul>
    </div>
  );
}
