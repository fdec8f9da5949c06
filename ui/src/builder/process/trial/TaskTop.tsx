import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Person } from '../../../console/parts/Person';
import type { Act } from '../../../model/action';
import type { Task } from '../../../model/record';
import { useTrialDesk } from './desk';
import style from './trial.module.css';

/** TaskTop names a task, who would get it and when it would be due; the way to their eyes is one press. */
export function TaskTop({ task }: { task: Task }) {
  const { t } = useTranslation('trial');
  const { trial, when, look, busy, name } = useTrialDesk();
  const people = task.people ?? [];
  const mine = people.some(({ id }) => id === trial.as);
  return (
    <header className={style.top}>
      <h3>{task.title}</h3>
      <p>
        {people.length === 0 ? <span className={style.quiet}>{t('nobody')}</span> : people.map((person) => <Person key={person.id} person={person} />)}
        {task.due ? <span className={style.due}>{t('due', { at: when(task.due) })}</span> : null}
      </p>
      {!mine && people.length > 0 ? (
        <p className={style.quiet}>
          {t('foreign', { who: name(trial.as), names: people.map((person) => person.name).join(t('comma')) })}{' '}
          <Button size="small" disabled={busy} onClick={() => look(people[0]!.id)}>
            {t('become', { name: people[0]!.name })}
          </Button>
        </p>
      ) : null}
    </header>
  );
}

/** Claim takes a task that several could do. */
export function Claim({ task, press }: { task: Task; press: (what: Act, title: string) => Promise<unknown> }) {
  const { t } = useTranslation('trial');
  const { busy } = useTrialDesk();
  if (!task.claimable) return null;
  return (
    <Button type="primary" disabled={busy} onClick={() => void press({ kind: 'claim', task: task.id }, t('claim'))}>
      {t('claim')}
    </Button>
  );
}
