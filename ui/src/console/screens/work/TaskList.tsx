import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { dueState } from '../../../model/due';
import type { DueState } from '../../../model/record';
import { granted } from '../../../model/session';
import { useSession } from '../../session';
import { Rows } from '../../parts/Lines';
import { More } from '../../parts/More';
import { Failed, State } from '../../parts/State';
import { useNow } from '../../parts/useNow';
import { usePages } from '../../parts/usePages';
import { NextSteps } from './NextSteps';
import type { TaskItem } from '../../../model/task';
import { TaskRow } from './TaskRow';
import style from './work.module.css';

type Group = 'late' | 'soon' | 'rest';

const groupOf = (state: DueState): Group => (state === 'late' || state === 'soon' ? state : 'rest');

/** Nothing says why the list is empty; where no app is installed yet, what to do about that. */
function Nothing({ state }: { state: 'open' | 'done' }) {
  const { t } = useTranslation('work');
  const session = useSession();
  const may = granted(session, 'installation');
  if (session?.apps.length !== 0) return may && state === 'open' ? <NextSteps empty /> : <State title={t(`empty.${state}`)} hint={t(`empty.${state}Hint`)} />;
  return (
    <State title={t('empty.app')} hint={t(may ? 'empty.appInstall' : 'empty.appWait')}>
      {may ? (
        <>
          <Link to="/admin/presets">
            <Button type="primary">{t('empty.toPresets')}</Button>
          </Link>{' '}
          <Link to="/design">
            <Button>{t('empty.toDesign')}</Button>
          </Link>
        </>
      ) : null}
    </State>
  );
}

/** TaskList shows tasks below the three headings people plan by: late, soon, everything else. */
export function TaskList({ state }: { state: 'open' | 'done' }) {
  const { t } = useTranslation(['work', 'common']);
  const session = useSession();
  const now = useNow();
  const pages = usePages<TaskItem>(['tasks', 'list', state], 'tasks', { state, limit: 200 });
  if (!pages.items) {
    if (pages.isError) return <Failed error={pages.error} onRetry={() => void pages.refetch()} />;
    return (
      <div role="status" aria-label={t('loading', { ns: 'common' })}>
        <Rows />
      </div>
    );
  }
  if (pages.items.length === 0) return <Nothing state={state} />;
  const items = pages.items;
  const of = (group: Group) => (state === 'done' ? (group === 'rest' ? items : []) : items.filter((task) => groupOf(dueState(task.dueState, task.due, now)) === group));
  const groups = (['late', 'soon', 'rest'] as const).map((group) => ({ group, tasks: of(group) })).filter(({ tasks }) => tasks.length > 0);
  const named = state === 'open' && groups.some(({ group }) => group !== 'rest');
  return (
    <>
      {state === 'open' && granted(session, 'installation') ? <NextSteps empty={false} /> : null}
      {groups.map(({ group, tasks }) => (
        <section key={group} className={style.group} data-group={group}>
          {named ? (
            <h2>
              {t(`groups.${group}`)} <span>{tasks.length}</span>
            </h2>
          ) : null}
          <ul className={style.list}>
            {tasks.map((task) => (
              <TaskRow key={task.id} task={task} done={state === 'done'} />
            ))}
          </ul>
        </section>
      ))}
      <More {...pages} />
    </>
  );
}
