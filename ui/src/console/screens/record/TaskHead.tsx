import { useTranslation } from 'react-i18next';
import type { Task, TaskPerson } from '../../../model/record';
import { Tone } from '../../parts/Chip';
import { Due } from '../../parts/Due';
import { Person } from '../../parts/Person';
import { useSession } from '../../session';
import { useDesk } from './desk';
import style from './panel.module.css';

/** TaskHead names a task: whose it is, who else works on it, and how long is left. */
export function TaskHead({ task }: { task: Task }) {
  const { t } = useTranslation('record');
  const { zone } = useDesk();
  const session = useSession();
  const me = task.people?.find((person) => person.id === session?.user.id);
  const others = (task.people ?? []).filter((person) => person.id !== session?.user.id);
  return (
    <header className={style.head}>
      <p>
        <Tone color={task.mine ? 'teal' : 'grey'}>{t(task.adHoc ? 'task.adHoc' : task.mine ? 'task.mine' : 'task.open')}</Tone>
        {task.due ? <Due due={task.due} state={task.dueState} zone={zone} /> : null}
      </p>
      <h2>{task.title}</h2>
      {me?.for ? <p className={style.hint}>{t('task.standIn', { name: nameOf(me.for) })}</p> : null}
      {others.length > 0 && (task.mine ? task.mode && task.mode !== 'one' : true) ? (
        <p className={style.people}>
          <span className={style.hint}>{t(task.mine ? 'task.together' : 'task.candidates')}</span>
          {others.map((person) => (
            <Person key={person.id} person={person} />
          ))}
        </p>
      ) : null}
    </header>
  );
}

function nameOf(person: NonNullable<TaskPerson['for']>): string {
  return typeof person === 'string' ? person : person.name;
}
