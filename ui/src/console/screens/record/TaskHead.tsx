import { useTranslation } from 'react-i18next';
import type { Task } from '../../../model/record';
import { foreign } from '../../../model/task';
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
  const names = others.map((person) => person.name).join(t('listComma'));
  const whose = task.claimable ? t('task.open') : foreign(task) ? t('task.of', { names }) : task.people?.length === 0 ? t('task.nobody') : t(task.adHoc ? 'task.adHoc' : 'task.mine');
  return (
    <header className={style.head}>
      <p>
        <Tone color={task.claimable ? 'amber' : foreign(task) ? 'grey' : 'teal'}>{whose}</Tone>
        {task.due ? <Due due={task.due} state={task.dueState} zone={zone} /> : null}
      </p>
      <h2>{task.title}</h2>
      {me?.for ? <p className={style.hint}>{t('task.standIn', { name: me.for.name })}</p> : null}
      {me?.why ? <p className={style.hint}>{t('task.whyYou', { why: me.why })}</p> : null}
      {others.length > 0 && task.mode && task.mode !== 'one' ? (
        <p className={style.people}>
          <span className={style.hint}>{t(task.claimable || task.mode === 'claim' ? 'task.candidates' : 'task.together')}</span>
          {others.map((person) => (
            <Person key={person.id} person={person} />
          ))}
        </p>
      ) : null}
    </header>
  );
}
