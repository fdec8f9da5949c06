import { Button } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../../api/problem';
import { Tone } from '../../../console/parts/Chip';
import { Faults } from '../../../console/parts/Faults';
import { lookupIn } from '../../../console/parts/lookup';
import { Note } from '../../../console/parts/Note';
import { useForm } from '../../../form';
import { toLanguage } from '../../../i18n/text';
import { demanded } from '../../../model/action';
import type { RecordView } from '../../../model/record';
import { customer, prefilled } from '../../../model/trial';
import { AdHocCard } from './AdHocCard';
import { Clocks } from './Clocks';
import { useTrialDesk } from './desk';
import { Moves } from './Moves';
import { TaskCard } from './TaskCard';
import { Latest } from './Trace';
import style from './trial.module.css';

/** Now is where the record stands, and everything that can be done with it there. */
export function Now({ record }: { record: RecordView }) {
  const { t, i18n } = useTranslation(['trial', 'common']);
  const { trial, app, form } = useTrialDesk();
  const process = record.process;
  const tasks = process?.tasks ?? [];
  const view = record.view;
  const asked = useMemo(() => tasks.flatMap((task) => [...demanded(task), ...(task.buttons ?? []).flatMap((button) => button.require ?? [])]), [tasks]);
  const initial = useMemo(() => prefilled(view, asked, trial.samples[view.key]), [view, asked, trial.samples]);
  const sheet = useForm({ view, language: toLanguage(i18n.language), initial, lookup: lookupIn(app, form) });
  const status = process?.status;
  return (
    <>
      <p className={style.stand}>
        {status ? <Tone color={status.color ?? 'grey'}>{status.title}</Tone> : null}
        <strong>{record.no}</strong>
        {process?.state === 'ended' ? <span>{t('ended', { how: process.ending ?? '' })}</span> : process?.owner ? <span>{t('owner', { name: process.owner.name })}</span> : null}
      </p>
      <Latest />
      <Clocks slas={process?.slas ?? []} waits={process?.waits ?? []} />
      {tasks.map((task) => (task.node ? <TaskCard key={task.id} task={task} sheet={sheet} /> : <AdHocCard key={task.id} task={task} />))}
      {tasks.length === 0 && process?.state === 'running' ? <p className={style.quiet}>{t('noTask')}</p> : null}
      <Moves record={record} />
      {trial.as === customer ? <Say /> : null}
    </>
  );
}

/** Say is the customer writing on the tracking page. */
function Say() {
  const { t } = useTranslation('trial');
  const { play, busy } = useTrialDesk();
  const [text, setText] = useState('');
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  return (
    <section className={style.card}>
      <Note label={t('say')} value={text} onChange={setText} rows={2} />
      <Faults problems={problems} />
      <Button disabled={busy || !text.trim()} onClick={() => void play({ do: 'say', who: customer, comment: text }, t('said.say')).then(setProblems)}>
        {t('send')}
      </Button>
    </section>
  );
}
