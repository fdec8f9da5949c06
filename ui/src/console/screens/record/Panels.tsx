import { useTranslation } from 'react-i18next';
import type { Task } from '../../../model/record';
import { openTasks, othersTasks } from '../../../model/task';
import { Card } from '../../parts/Card';
import { Due } from '../../parts/Due';
import { Person } from '../../parts/Person';
import { Ripples } from '../../parts/Ripples';
import { AdHocPanel } from './AdHocPanel';
import { useDesk } from './desk';
import { Merged } from './Merged';
import { Next } from './Next';
import { TaskPanel } from './TaskPanel';
import { BranchName, Waits } from './Waits';
import style from './panel.module.css';

interface PanelsProps {
  /** The panel or form whose button was pressed last. */
  origin: string;
  onOrigin: (origin: string) => void;
  finished: boolean;
}

/** Panels is what the reader can do now, and what the record waits for otherwise. */
export function Panels({ origin, onOrigin, finished }: PanelsProps) {
  const { t } = useTranslation('record');
  const { record } = useDesk();
  const mine = openTasks(record);
  const others = othersTasks(record);
  const waits = record.process?.waits ?? [];
  return (
    <>
      {finished && !mine.some((task) => task.mine) ? <Next id={record.id} /> : null}
      {mine.map((task) => (task.adHoc ? <AdHocPanel key={task.id} task={task} adHoc={task.adHoc} /> : <TaskPanel key={task.id} task={task} origin={origin} onOrigin={onOrigin} />))}
      {others.length + waits.length > 0 ? (
        <Card title={t('waiting.title')}>
          <ul className={style.others}>
            {others.map((task) => (
              <Other key={task.id} task={task} />
            ))}
            <Waits waits={waits} />
          </ul>
        </Card>
      ) : null}
      <Merged />
      {mine.length === 0 && others.length + waits.length === 0 && !record.process?.merge?.into ? <Quiet /> : null}
    </>
  );
}

function Other({ task }: { task: Task }) {
  const { t } = useTranslation(['record', 'common']);
  const { zone } = useDesk();
  return (
    <li>
      <b>{task.title}</b>
      <BranchName id={task.branch} />
      <span className={style.people}>
        {(task.people ?? []).map((person) => (
          <span key={person.id}>
            <Person person={person} /> {person.for ? <small>{t('task.standsIn', { name: person.for.name })}</small> : null} {person.why ? <small>{t('task.why', { why: person.why })}</small> : null}{' '}
            {person.invited ? <small className={style.nobody}>{t('notHere', { ns: 'common' })}</small> : null}
          </span>
        ))}
        {task.people?.length ? null : <span className={style.nobody}>{t('waiting.nobody')}</span>}
      </span>
      {task.due ? <Due due={task.due} state={task.dueState} zone={zone} /> : null}
    </li>
  );
}

/** Quiet stands where nobody has to do anything. */
function Quiet() {
  const { t } = useTranslation('record');
  const { record } = useDesk();
  const { process } = record;
  const kind = !process ? 'none' : process.state === 'running' ? 'moving' : 'ended';
  return (
    <Card>
      <div className={style.quiet}>
        <Ripples size={64} still={kind === 'none'} />
        <p>
          <b>{t(`quiet.${kind}`)}</b>
          <span>{kind === 'ended' && process?.ending ? t('quiet.resolution', { resolution: process.ending }) : t(`quiet.${kind}Hint`)}</span>
        </p>
      </div>
    </Card>
  );
}
