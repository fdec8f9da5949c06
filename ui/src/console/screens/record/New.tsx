import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { get, post } from '../../../api/client';
import { ApiError } from '../../../api/problem';
import { Form, useForm } from '../../../form';
import { toLanguage } from '../../../i18n/text';
import { known, type FormView } from '../../../model/formview';
import type { RecordView } from '../../../model/record';
import { tellZone } from '../../../units/control/time';
import { recordPath, recordUrl } from '../../parts/act';
import { Answer } from '../../parts/Answer';
import { Card } from '../../parts/Card';
import { Head } from '../../parts/Head';
import { lookupIn } from '../../parts/lookup';
import { uploadTo } from '../../parts/upload';
import { useLeave } from '../../parts/useLeave';
import { useOnce } from '../../parts/useOnce';
import { useSay } from '../../parts/useSay';
import { queries } from '../../query';
import { useSession, useZone } from '../../session';
import { forget, useDraft } from './draft';
import { LeaveDialog } from './LeaveDialog';
import { Similar } from './Similar';
import style from './record.module.css';

/** A new record of a form. */
export default function New() {
  const { app = '', form = '' } = useParams();
  const query = useQuery({ queryKey: ['form', app, form], queryFn: () => fetchView(app, form), staleTime: 60_000 });
  return <Answer query={query}>{(data) => <Latest key={`${app}/${form}`} app={app} formKey={form} view={data.form} />}</Answer>;
}

const fetchView = (app: string, form: string) => get<{ form: FormView }>(`apps/${app}/forms/${form}`);

/** shape is what a form asks, without what differs from one answer to the next. */
const shape = (view: FormView) => JSON.stringify(view, (key, value: unknown) => (['default', 'values', 'texts', 'names', 'related'].includes(key) ? undefined : value));

/** Latest begins anew with what was typed when the form has become another one than the page shows. */
function Latest(props: Omit<NewFormProps, 'onChanged'>) {
  const [round, setRound] = useState(0);
  return <NewForm key={round} {...props} onChanged={() => setRound(round + 1)} />;
}

interface NewFormProps {
  app: string;
  formKey: string;
  view: FormView;
  onChanged: () => void;
}

function NewForm({ app, formKey, view, onChanged }: NewFormProps) {
  const { t, i18n } = useTranslation('record');
  const session = useSession();
  tellZone(useZone(app));
  const say = useSay();
  const navigate = useNavigate();
  const { busy, run } = useOnce();
  const [sent, setSent] = useState(false);
  const place = `${session?.user.id}.${app}.${formKey}`;
  const tools = useMemo(() => ({ upload: uploadTo(app, formKey), lookup: lookupIn(app, formKey) }), [app, formKey]);
  const around = useMemo(() => ({ user: session?.user }), [session?.user]);
  const draft = useDraft(place);
  const form = useForm({ view, language: toLanguage(i18n.language), create: true, initial: known(view, draft.found), around, ...tools });
  draft.keep(sent ? undefined : form.entered, form.dirty);
  const blocker = useLeave(!sent && (form.dirty || form.busy));

  const submit = async () => {
    const data = form.check();
    if (!data) return;
    try {
      const record = await run((key) => post<RecordView>(recordPath(app, formKey), { data }, { idempotencyKey: key }));
      if (!record) return;
      setSent(true);
      forget(place);
      for (const name of ['records', 'mine', 'tasks']) void queries.invalidateQueries({ queryKey: [name] });
      queries.setQueryData(['record', app, formKey, record.id], record);
      say.done(t('created', { no: record.no }));
      // The guard has to see the new state before it is asked.
      setTimeout(() => void navigate(recordUrl({ app, form: formKey, id: record.id }), { replace: true }));
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 422) return say.failed(error);
      // Faults of fields that this page does not have would help nobody: then the form is drawn as it is now.
      const now = await fetchView(app, formKey).catch(() => undefined);
      if (!now || shape(now.form) === shape(view)) return form.refuse(error.problems);
      draft.flush();
      queries.setQueryData(['form', app, formKey], now);
      say.warn(t('formChanged'));
      onChanged();
    }
  };
  const restart = () => {
    forget(place);
    draft.dismiss();
    form.reset();
  };
  return (
    <>
      <Head title={t('newTitle', { form: view.title })} hint={view.intro} />
      <div className={style.newGrid}>
        <Card>
          {draft.restored ? (
            <p className={style.restored} role="status">
              {t('draft.restored')}
              <Button size="small" type="link" onClick={restart}>
                {t('draft.clear')}
              </Button>
            </p>
          ) : null}
          <Form form={form} onSubmit={() => void submit()}>
            <div className={style.submit}>
              <Button type="primary" size="large" htmlType="submit" loading={busy} disabled={form.busy}>
                {view.submit || t('submit')}
              </Button>
              <span>{t('draft.kept')}</span>
            </div>
          </Form>
        </Card>
        <Similar app={app} form={formKey} view={view} values={form.entered} />
      </div>
      <LeaveDialog
        blocker={blocker}
        title={t('leave.draftTitle')}
        text={t('leave.draftText')}
        keep={t('leave.keepDraft')}
        drop={t('leave.dropDraft')}
        onDrop={() => {
          draft.dismiss();
          forget(place);
        }}
      />
    </>
  );
}
