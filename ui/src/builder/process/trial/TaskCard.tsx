import { Button, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../../api/problem';
import { Faults } from '../../../console/parts/Faults';
import { Note } from '../../../console/parts/Note';
import { Form, gather, type FormHandle } from '../../../form';
import { act, demanded, foreignTo, shownWith, stepFields, stepLayout, type Act } from '../../../model/action';
import { isEmpty } from '../../../model/formview';
import type { Task, TaskButton } from '../../../model/record';
import { customer, elsewhere } from '../../../model/trial';
import { useTrialDesk } from './desk';
import { Claim, TaskTop } from './TaskTop';
import style from './trial.module.css';

/** usePress plays a press as whoever is looking. */
export function usePress() {
  const { t } = useTranslation('trial');
  const { trial, play, name } = useTrialDesk();
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const press = async (what: Act, title: string) => {
    const refused = await play({ do: 'act', who: trial.as, ...act(what) }, t('said.press', { who: name(trial.as), title }));
    setProblems(refused);
    return refused;
  };
  return { problems, setProblems, press };
}

/** TaskCard is one open task of the flow: who has it, what it asks for, and its buttons. */
export function TaskCard({ task, sheet }: { task: Task; sheet: FormHandle }) {
  const { t } = useTranslation('trial');
  const { trial, busy, name, app } = useTrialDesk();
  const { problems, press } = usePress();
  const [comment, setComment] = useState('');
  const [to, setTo] = useState('');
  const { view } = sheet;
  const own = (task.buttons ?? []).length > 0 && !task.claimable;
  const keys = own ? stepFields(task, view) : [];
  const shown = own ? shownWith(task, view, (key) => !isEmpty(view.values?.[key])) : [];
  const pages = [{ key: 'step', items: stepLayout(task, view, shown, (title) => t('forButton', { title })), fields: [...shown, ...keys] }];
  const state = { ...sheet.state, required: new Set([...sheet.state.required, ...demanded(task)]) };
  const go = (button: TaskButton) => {
    const { data } = gather(sheet, { ...button, except: foreignTo(task, button) });
    if (!data) return;
    const target = button.targets?.length ? button.targets[0]!.key : undefined;
    void press({ kind: 'button', task: task.id, button: button.key, data, comment, to: button.transferTo ? to : undefined, target }, button.title);
  };
  const buttons = own ? (task.buttons ?? []) : [];
  const others = own ? [] : elsewhere(trial.offers, task.id, trial.as);
  return (
    <section className={style.card} data-mine={task.mine || undefined} data-app={app}>
      <TaskTop task={task} />
      {keys.length + shown.length > 0 ? <Form form={{ ...sheet, pages, page: 0, attempted: false, state }} /> : null}
      {buttons.some((button) => button.comment) ? <Note label={t('comment')} value={comment} onChange={setComment} rows={1} /> : null}
      {buttons.some((button) => button.transferTo) ? (
        <label className={style.who}>
          <span>{t('transferTo')}</span>
          <Select aria-label={t('transferTo')} value={to || undefined} onChange={setTo} options={trial.people.filter(({ id }) => id !== customer && id !== trial.as).map(({ id }) => ({ value: id, label: name(id) }))} />
        </label>
      ) : null}
      <Faults problems={problems} />
      <div className={style.buttons}>
        {buttons.map((button) => (
          <Button key={button.key} type={button.primary ? 'primary' : 'default'} danger={button.danger} disabled={busy || Boolean(button.disabled) || (button.transferTo && !to)} title={button.disabled || undefined} onClick={() => go(button)}>
            {button.title}
          </Button>
        ))}
        <Claim task={task} press={press} />
        {others.map((offer) => (
          <Button key={offer.key} disabled={busy} onClick={() => void press({ kind: 'button', task: task.id, button: offer.key }, offer.title)}>
            {offer.title}
          </Button>
        ))}
      </div>
      {buttons.filter(({ disabled }) => disabled).map((button) => (
        <p key={button.key} className={style.quiet}>
          {button.title}: {button.disabled}
        </p>
      ))}
    </section>
  );
}
