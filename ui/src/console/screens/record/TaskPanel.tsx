import { Button } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../../api/problem';
import { Form, gather } from '../../../form';
import { fieldOf } from '../../../model/formproblem';
import { asks, demanded, quoted, shownWith, stepFields, stepLayout } from '../../../model/action';
import { blank, isEmpty } from '../../../model/formview';
import type { Task, TaskButton } from '../../../model/record';
import { foreign, offered } from '../../../model/task';
import { Card } from '../../parts/Card';
import { Faults } from '../../parts/Faults';
import { Note } from '../../parts/Note';
import { ActionDialog, type Answers } from './ActionDialog';
import { Alike } from './Alike';
import { useDesk, useWords } from './desk';
import { Quote } from './Quote';
import { Results } from './Results';
import { TaskButtons } from './TaskButtons';
import { TaskHead } from './TaskHead';
import { taskPlace, Untold } from './Untold';
import style from './panel.module.css';

interface TaskPanelProps {
  task: Task;
  origin: string;
  onOrigin: (origin: string) => void;
}

/** usePress holds what is said along with a button, and sends it all in one request. */
function usePress(task: Task, keys: readonly string[], onOrigin: (origin: string) => void) {
  const { t } = useTranslation('record');
  const { sheet, press } = useDesk();
  const [comment, setComment] = useWords(`task.${task.id}`);
  const [wanted, setWanted] = useState('');
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const [asked, setAsked] = useState<TaskButton>();
  const note = useRef<HTMLTextAreaElement>(null);

  const go = async (button: TaskButton, answers: Answers = {}) => {
    const { data } = gather(sheet, button);
    if (!data) return setAsked(undefined);
    const target = answers.target ?? (button.targets?.length === 1 ? button.targets[0]!.key : undefined);
    const left = await press({ kind: 'button', task: task.id, button: button.key, data, comment, to: answers.to, target }, button.title);
    setAsked(undefined);
    setProblems(left ?? []);
    // A field the step does not show is waiting among the details: the way leads there.
    const fields = (left ?? []).map((problem) => fieldOf(sheet.view, problem));
    if (fields.some(Boolean) && fields.every((field) => !keys.includes(field))) onOrigin('form');
  };
  const start = (button: TaskButton) => {
    onOrigin(task.id);
    setProblems([]);
    const silent = button.comment === 'required' && blank(comment);
    setWanted(silent ? t('comment.needed', { title: button.title }) : '');
    if (silent) return note.current?.focus();
    const { data, wrong } = gather(sheet, button);
    // What is wrong may stand on the left only.
    if (!data) return onOrigin(wrong.every((field) => keys.includes(field)) ? task.id : 'form');
    return asks(button) ? setAsked(button) : void go(button);
  };
  const say = (text: string) => {
    setComment(text);
    setWanted('');
  };
  return { comment, say, wanted, problems, asked, cancel: () => setAsked(undefined), note, start, go };
}

/** TaskPanel is one open task of the reader: what to do, the fields the step asks for, and the buttons that decide. */
export function TaskPanel({ task, origin, onOrigin }: TaskPanelProps) {
  const { t } = useTranslation('record');
  const { app, form, sheet, busy, press } = useDesk();
  const away = foreign(task);
  const ready = !task.claimable && !away;
  const keys = ready ? stepFields(task, sheet.view) : [];
  const { comment, say, wanted, problems, asked, cancel, note, start, go } = usePress(task, keys, onOrigin);
  const read = ready ? shownWith(task, sheet.view, (key) => !isEmpty(sheet.view.values?.[key])) : [];
  const said = quoted(read, sheet.view);
  const shown = read.filter((key) => !said.includes(key));
  const mine = origin === task.id;
  const own = { pages: [{ key: 'step', items: stepLayout(task, sheet.view, shown, (title) => t('task.forButton', { title })), fields: [...shown, ...keys] }], page: 0, attention: mine ? sheet.attention : 0, attempted: false, state: { ...sheet.state, required: new Set([...sheet.state.required, ...demanded(task)]) } };
  const buttons = offered(task);
  const talk = buttons.some((button) => button.comment);
  const must = buttons.filter((button) => button.comment === 'required').map((button) => button.title);
  return (
    <Card id={taskPlace(task.id)} hot={task.mine} fit>
      <TaskHead task={task} />
      <div className={style.body}>
        {away ? <p className={style.hint}>{t(buttons.length > 0 ? 'task.foreignMove' : 'task.foreignHint')}</p> : task.guide ? <p className={style.guide}>{task.guide}</p> : null}
        {task.mine && !task.claimable ? <Alike /> : null}
        {said.map((key) => (
          <Quote key={key} title={sheet.view.fields[key]!.title} text={String(sheet.view.values?.[key])} />
        ))}
        {keys.length + shown.length > 0 ? (
          <Form form={{ ...sheet, ...own }} />
        ) : null}
        {talk ? (
          <Note label={t('comment.label')} hint={must.length > 0 ? t('comment.mustFor', { titles: must.join(t('listComma')) }) : t('comment.optional')} value={comment} onChange={say} problem={wanted} inputRef={note} rows={2} />
        ) : null}
        <Faults problems={problems} />
        <Untold codes={[...problems.map((problem) => problem.code), ...buttons.map((button) => button.disabledBy)]} />
        {task.claimable ? (
          <>
            <p className={style.hint}>{t('claim.hint')}</p>
            <Button type="primary" loading={busy} onClick={() => void press({ kind: 'claim', task: task.id }, t('claim.button'))}>
              {t('claim.button')}
            </Button>
          </>
        ) : null}
      </div>
      {buttons.length > 0 ? (
        <div className={style.foot}>
          <Results keys={keys} />
          <TaskButtons buttons={buttons} onPress={start} />
        </div>
      ) : null}
      {asked ? <ActionDialog app={app} form={form} button={asked} busy={busy} onCancel={cancel} onDone={(answers) => void go(asked, answers)} /> : null}
    </Card>
  );
}
