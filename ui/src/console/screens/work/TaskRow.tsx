import { Button } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { newKey } from '../../../api/client';
import type { TaskItem } from '../../../model/task';
import { recordPath, recordUrl, send } from '../../parts/act';
import { StatusChip, Tone } from '../../parts/Chip';
import { Due } from '../../parts/Due';
import { useSay } from '../../parts/useSay';
import { When } from '../../parts/When';
import { useZone } from '../../session';
import style from './work.module.css';

/** TaskRow is one thing to do: the step, the record it is about, and how long is left. */
export function TaskRow({ task, done }: { task: TaskItem; done: boolean }) {
  const { t } = useTranslation('work');
  const { record } = task;
  const zone = useZone(record.app);
  return (
    <li className={style.row}>
      <div className={style.what}>
        <Link to={recordUrl(record)} className={style.title}>
          {record.title || record.no}
        </Link>
        <span className={style.meta}>
          <b>{task.title}</b>
          {task.adHoc ? <Tone color="purple">{t('adHoc')}</Tone> : null}
          <span className={style.no}>{record.no}</span>
          <span>{task.formTitle}</span>
        </span>
      </div>
      <div className={style.side}>
        <StatusChip status={record.status} />
        <span className={style.time}>{done ? <When at={task.closed ?? task.opened} zone={zone} /> : <Due due={task.due} state={task.dueState} zone={zone} />}</span>
        {task.claimable && !done ? <Claim task={task} /> : null}
      </div>
    </li>
  );
}

/** Claim takes a task that several people could do. The key makes a second press the same press. */
function Claim({ task }: { task: TaskItem }) {
  const { t } = useTranslation('work');
  const say = useSay();
  const [busy, setBusy] = useState(false);
  const key = useRef(newKey());
  const claim = async () => {
    setBusy(true);
    try {
      const { app, form, id } = task.record;
      await send(recordPath(app, form, id), { kind: 'claim', task: task.id }, undefined, key.current);
      say.done(t('claimed', { title: task.title }));
    } catch (error) {
      say.failed(error);
    } finally {
      setBusy(false);
      key.current = newKey();
    }
  };
  return (
    <Button size="small" onClick={() => void claim()} loading={busy} aria-label={t('claimLabel', { no: task.record.no })}>
      {t('claim')}
    </Button>
  );
}
