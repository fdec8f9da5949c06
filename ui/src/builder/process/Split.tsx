import { Button, Checkbox, Input } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { keysOf, type Status } from '../../model/flow';
import { splitStatus } from '../../model/flowparts';
import { keyFor } from '../keys';
import { useFlow } from './useFlow';
import style from './rail.module.css';

/** Split makes two statuses of one: the second takes over some of its steps. */
export function Split({ status }: { status: Status }) {
  const { t } = useTranslation('designprocess');
  const { flow, names, do: perform, select } = useFlow();
  const id = useId();
  const [title, setTitle] = useState('');
  const [steps, setSteps] = useState<string[]>([]);
  const own = flow.nodes.filter((step) => step.status === status.key);
  const split = async () => {
    const words = title.trim();
    const key = await keyFor(words, keysOf(flow, 'statuses'), 'status');
    perform(splitStatus(status.key, { key, title: words }, steps, words));
    select({ part: 'statuses', key });
  };
  return (
    <section className={style.part2}>
      <h3>{t('split.title')}</h3>
      <p className={style.quiet}>{t('split.hint')}</p>
      <div className={style.label}>
        <label htmlFor={id}>{t('split.name')}</label>
        <Input id={id} value={title} maxLength={60} onChange={(event) => setTitle(event.target.value)} />
      </div>
      <Checkbox.Group value={steps} options={own.map((step) => ({ value: step.key, label: names.step(step) }))} onChange={setSteps} aria-label={t('split.steps')} />
      <div className={style.buttons}>
        <Button disabled={!title.trim()} onClick={() => void split()}>
          {t('split.do')}
        </Button>
      </div>
    </section>
  );
}
