import { Button } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Faults } from '../../../console/parts/Faults';
import { lookupIn } from '../../../console/parts/lookup';
import { Form, useForm } from '../../../form';
import { toLanguage } from '../../../i18n/text';
import type { FormView, Values } from '../../../model/formview';
import type { AdHocButton, Task } from '../../../model/record';
import { prefilled } from '../../../model/trial';
import { useTrialDesk } from './desk';
import { Claim, TaskTop } from './TaskTop';
import { usePress } from './TaskCard';
import style from './trial.module.css';

const nothing: FormView = { key: 'none', title: '', fields: {} };

function useTaskForm(view: FormView | null | undefined) {
  const { i18n } = useTranslation('trial');
  const { trial, app, form } = useTrialDesk();
  const shown = view ?? nothing;
  const initial = useMemo(() => prefilled(shown, Object.keys(shown.fields), trial.samples[shown.key]), [shown, trial.samples]);
  return useForm({ view: shown, language: toLanguage(i18n.language), create: true, initial, lookup: lookupIn(app, form) });
}

/** AdHocCard is work beside the flow, such as telling the customer by hand. */
export function AdHocCard({ task }: { task: Task }) {
  const { busy } = useTrialDesk();
  const { problems, press } = usePress();
  const adHoc = task.adHoc;
  const form = useTaskForm(adHoc?.form);
  const [asking, setAsking] = useState<AdHocButton>();
  const go = (button: AdHocButton, values?: Values) => void press({ kind: 'button', task: task.id, button: button.key, values }, button.title);
  const start = (button: AdHocButton) => {
    if (button.form && button.form.key !== adHoc?.form?.key) return setAsking(button);
    if (button.outcome === 'send') return go(button, adHoc?.draft ?? undefined);
    if (!adHoc?.form || (button.outcome === 'waived' && !button.form)) return go(button);
    const values = form.check();
    return values && go(button, values);
  };
  return (
    <section className={style.card} data-mine={task.mine || undefined}>
      <TaskTop task={task} />
      {adHoc?.reason ? <p className={style.quiet}>{adHoc.reason}</p> : null}
      {adHoc?.text ? <p className={style.words}>{adHoc.text}</p> : null}
      {adHoc?.form ? <Form form={form} /> : null}
      <Faults problems={problems} />
      {asking?.form ? <Asking key={asking.key} button={asking} view={asking.form} onDone={(values) => go(asking, values)} /> : null}
      <div className={style.buttons}>
        {(adHoc?.buttons ?? []).map((button) => (
          <Button key={button.key} type={button.primary ? 'primary' : 'default'} disabled={busy} onClick={() => start(button)}>
            {button.title}
          </Button>
        ))}
        <Claim task={task} press={press} />
      </div>
    </section>
  );
}

/** Asking is the small form a button asks for first. */
function Asking({ button, view, onDone }: { button: AdHocButton; view: FormView; onDone: (values: Values) => void }) {
  const { t } = useTranslation('trial');
  const form = useTaskForm(view);
  const done = () => {
    const values = form.check();
    if (values) onDone(values);
  };
  return (
    <div className={style.asking}>
      <Form form={form} onSubmit={done} />
      <Button type="primary" onClick={done}>
        {t('confirm', { title: button.title })}
      </Button>
    </div>
  );
}
