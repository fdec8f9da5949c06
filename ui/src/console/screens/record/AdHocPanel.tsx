import { Button, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../../api/problem';
import { Form, gather, useForm } from '../../../form';
import { toLanguage } from '../../../i18n/text';
import type { FormView, Values } from '../../../model/formview';
import type { AdHoc, AdHocButton, Task } from '../../../model/record';
import { Card } from '../../parts/Card';
import { Faults } from '../../parts/Faults';
import { Line } from '../../parts/Line';
import { lookupIn } from '../../parts/lookup';
import { Note } from '../../parts/Note';
import { uploadTo } from '../../parts/upload';
import { Choices } from './Choices';
import { useDesk } from './desk';
import { Quote } from './Quote';
import { Reach } from './Reach';
import { TaskHead } from './TaskHead';
import { taskPlace } from './Untold';
import style from './panel.module.css';

const nothing: FormView = { key: 'none', title: '', fields: {} };

/** useTaskForm is a form of its own inside the page, such as "how did you tell the customer". */
function useTaskForm(view: FormView | null | undefined) {
  const { i18n } = useTranslation('record');
  const { app, form } = useDesk();
  return useForm({ view: view ?? nothing, language: toLanguage(i18n.language), create: true, initial: view?.values, upload: uploadTo(app, form), lookup: lookupIn(app, form) });
}

/** AdHocPanel is a task outside the flow: tell somebody by hand, look over a prepared message, do a thing. */
export function AdHocPanel({ task, adHoc }: { task: Task; adHoc: AdHoc }) {
  const { t } = useTranslation('record');
  const { record, sheet, press, busy } = useDesk();
  const promise = record.loop?.find((entry) => entry.id === adHoc.promise);
  const also = adHoc.also ?? [];
  const form = useTaskForm(adHoc.form);
  const [draft, setDraft] = useState(adHoc.draft ?? { subject: '', body: '' });
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const [asking, setAsking] = useState<AdHocButton>();

  const go = async (button: AdHocButton, values?: Values) => {
    const { data } = gather(sheet);
    if (!data) return;
    setProblems([]);
    const left = await press({ kind: 'button', task: task.id, button: button.key, data, values }, button.title, button.outcome === 'send' && Boolean(adHoc.unsent));
    const own = left ?? [];
    if (own.some((problem) => problem.pointer.startsWith('/values')) && adHoc.form && !asking) form.refuse(own.map(strip));
    else setProblems(own);
    if (own.length === 0) setAsking(undefined);
  };
  const start = (button: AdHocButton) => {
    // The form of the task stands in the panel already; only another one is asked for.
    if (button.form && button.form.key !== adHoc.form?.key) return setAsking(button);
    if (button.outcome === 'send') return void go(button, draft);
    if (!adHoc.form || (button.outcome === 'waived' && !button.form)) return void go(button);
    const values = form.check();
    return values && void go(button, values);
  };
  return (
    <Card id={taskPlace(task.id)} hot={task.mine} fit>
      <TaskHead task={task} />
      <div className={style.body}>
        {promise ? (
          <p className={style.promise}>
            {t(adHoc.draft ? 'adHoc.letter' : 'adHoc.promise', { customer: promise.customer?.name || t('adHoc.customer') })}
            <small>{t('adHoc.settles', { titles: [promise.promise.title, ...also].map((title) => t('adHoc.settled', { title })).join(t('listComma')) })}</small>
          </p>
        ) : null}
        {adHoc.reason ? <p className={style.hint}>{t('adHoc.reason', { reason: adHoc.reason })}</p> : null}
        {adHoc.contact?.length ? <Reach lines={adHoc.contact} /> : null}
        {adHoc.text ? <Words text={adHoc.text} aloud={Boolean(adHoc.promise) && !adHoc.draft} /> : null}
        {adHoc.draft ? (
          <div className={style.letter}>
            <Line label={t('adHoc.subject')} value={draft.subject} onChange={(subject) => setDraft((now) => ({ ...now, subject }))} />
            <Note label={t('adHoc.body')} value={draft.body} onChange={(body) => setDraft((now) => ({ ...now, body }))} rows={9} />
          </div>
        ) : null}
        {adHoc.unsent ? <p className={style.hint}>{adHoc.unsent}</p> : null}
        {adHoc.form ? <Form form={form} /> : null}
        <Faults problems={problems} />
        {task.claimable && !task.mine ? (
          <Button type="primary" loading={busy} onClick={() => void press({ kind: 'claim', task: task.id }, t('claim.button'))}>
            {t('claim.button')}
          </Button>
        ) : null}
      </div>
      {task.mine ? (
        <div className={style.foot}>
          <Choices
            choices={adHoc.buttons.map((button) => ({ key: button.key, title: button.title, primary: button.primary, disabled: busy || form.busy, loading: busy && button.primary, press: () => start(button) }))}
          />
        </div>
      ) : null}
      {asking?.form ? <AskForm button={asking} view={asking.form} busy={busy} problems={problems} onCancel={() => setAsking(undefined)} onDone={(values) => void go(asking, values)} /> : null}
    </Card>
  );
}

/** Words are what a task is about; what a customer is told by hand is there to be read out. */
function Words({ text, aloud }: { text: string; aloud: boolean }) {
  const { t } = useTranslation('record');
  return aloud ? <Quote title={t('adHoc.script')} text={text} copyable /> : <p className={style.guide}>{text}</p>;
}

/** strip takes the place of the task's form off a pointer, so that the form finds its field. */
function strip(problem: Problem): Problem {
  return { ...problem, pointer: problem.pointer.replace(/^\/values/, '') };
}

interface AskFormProps {
  button: AdHocButton;
  view: FormView;
  busy: boolean;
  problems: readonly Problem[];
  onCancel: () => void;
  onDone: (values: Values) => void;
}

/** AskForm is the small form a button asks for, such as the reason why a promise is waived. */
function AskForm({ button, view, busy, problems, onCancel, onDone }: AskFormProps) {
  const { t } = useTranslation(['record', 'common']);
  const form = useTaskForm(view);
  const done = () => {
    const values = form.check();
    if (values) onDone(values);
  };
  return (
    <Modal open title={button.title} onCancel={onCancel} onOk={done} confirmLoading={busy} okText={button.title} cancelText={t('cancel', { ns: 'common' })} width={520}>
      <Faults problems={problems} />
      <Form form={form} onSubmit={done} />
    </Modal>
  );
}
