import { ClockCircleOutlined } from '@ant-design/icons';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../../api/problem';
import { Faults } from '../../../console/parts/Faults';
import { actors, customer, type Actor, type Step } from '../../../model/trial';
import { useTrialDesk } from './desk';
import style from './trial.module.css';

/** Clock is what time it is in the trial, the ways to move it, and through whose eyes the record is seen. */
export function Clock() {
  const { t } = useTranslation('trial');
  const { trial, when, play, busy } = useTrialDesk();
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const wait = async (step: Omit<Extract<Step, { do: 'wait' }>, 'do'>, said: string) => setProblems(await play({ do: 'wait', ...step }, said));
  const running = trial.record !== null;
  return (
    <div className={style.clock}>
      <p>
        <ClockCircleOutlined aria-hidden /> <strong data-now={trial.now}>{when(trial.now)}</strong>
        <span className={style.moves} role="group" aria-label={t('clock')}>
          <Button size="small" disabled={busy || !running} onClick={() => void wait({ elapsed: 'PT1H' }, t('hour'))}>
            {t('hour')}
          </Button>
          <Button size="small" disabled={busy || !running} onClick={() => void wait({ working: 'P1D' }, t('day'))}>
            {t('day')}
          </Button>
          <Button size="small" disabled={busy || !trial.next} title={trial.next ? when(trial.next) : t('nothing')} onClick={() => void wait({}, t('nextSaid'))}>
            {t('next')}
          </Button>
        </span>
      </p>
      <p className={style.quiet}>{trial.next ? t('nextAt', { at: when(trial.next) }) : running ? t('nothing') : t('notYet')}</p>
      <Faults problems={problems} />
      <Who />
    </div>
  );
}

/** Who chooses whose eyes to see the record through; first come those who may go on with it. */
function Who() {
  const { t } = useTranslation('trial');
  const { trial, look, busy, name } = useTrialDesk();
  const { may, others } = actors(trial.people, trial.offers);
  const option = (one: Actor) => ({ value: one.id, label: [name(one.id), one.roles.join('、') || (one.admin ? t('admin') : '')].filter(Boolean).join(' · ') });
  const groups = trial.record ? [{ label: t('may'), options: may.map(option) }, { label: t('others'), options: others.map(option) }] : [{ label: t('begins'), options: [...trial.people].sort((a, b) => Number(b.id === customer) - Number(a.id === customer)).map(option) }];
  return (
    <label className={style.who}>
      <span>{t('as')}</span>
      <Select aria-label={t('as')} value={trial.as} disabled={busy} onChange={look} options={groups.filter(({ options }) => options.length > 0)} showSearch optionFilterProp="label" />
    </label>
  );
}
