import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { get } from '../../../api/client';
import { useCounts } from '../../frame/useCounts';
import { Head } from '../../parts/Head';
import { Tabs } from '../../parts/Tabs';
import { clock } from '../../../model/time';
import { useSession, useZone } from '../../session';
import { Mine } from './Mine';
import { NewMenu } from './NewMenu';
import { TaskList } from './TaskList';

/** part names the time of day, for a greeting. */
function part(hour: number): 'night' | 'morning' | 'noon' | 'afternoon' | 'evening' {
  if (hour < 5) return 'night';
  if (hour < 11) return 'morning';
  if (hour < 14) return 'noon';
  return hour < 18 ? 'afternoon' : 'evening';
}

/** useNever tells whether the person has never finished a task: there is nothing to be proud of yet. */
function useNever(asked: boolean): boolean {
  const done = useQuery({ queryKey: ['tasks', 'ever'], queryFn: () => get<{ items: readonly unknown[] }>('tasks', { query: { state: 'done', limit: 1 } }), enabled: asked });
  return done.data?.items.length === 0;
}

/** The workbench: what waits for me, what I did, what I handed in. */
export default function Work() {
  const { t } = useTranslation('work');
  const session = useSession();
  const zone = useZone();
  const { tasks, late } = useCounts();
  const [params, setParams] = useSearchParams();
  const tab = params.get('tab') ?? 'open';
  const never = useNever(tasks === 0);
  const hint = tasks === 0 ? t(never ? 'summary.never' : 'summary.none') : late > 0 ? t('summary.late', { open: tasks, late }) : t('summary.open', { open: tasks });
  const tabs = [
    { key: 'open', title: t('tabs.open'), count: tasks, hot: late > 0 },
    { key: 'done', title: t('tabs.done') },
    { key: 'mine', title: t('tabs.mine') },
  ];
  return (
    <>
      <Head title={t(`greeting.${part(Number(clock(new Date().toISOString(), 'en', zone).slice(0, 2)))}`, { name: session?.user.name })} hint={hint}>
        <NewMenu />
      </Head>
      <Tabs label={t('title')} tabs={tabs} value={tab} onChange={(key) => setParams(key === 'open' ? {} : { tab: key }, { replace: true })}>
        {tab === 'mine' ? <Mine /> : <TaskList key={tab} state={tab === 'done' ? 'done' : 'open'} />}
      </Tabs>
    </>
  );
}
