import { Button, Input } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../../api/problem';
import { Faults } from '../../../console/parts/Faults';
import { lookupIn } from '../../../console/parts/lookup';
import { Form, useForm } from '../../../form';
import { toLanguage } from '../../../i18n/text';
import { fieldOf } from '../../../model/formproblem';
import type { FormView } from '../../../model/formview';
import { prefilled } from '../../../model/trial';
import { useTrialDesk } from './desk';
import style from './trial.module.css';

/** Begin is the form that starts it all, filled with sample values or with those of a record there is. */
export function Begin({ view }: { view: FormView }) {
  const { t, i18n } = useTranslation('trial');
  const { trial, play, busy, name, app, form: key } = useTrialDesk();
  const samples = trial.samples[view.key];
  const initial = useMemo(() => prefilled(view, Object.keys(view.fields), samples), [view, samples]);
  const form = useForm({ view, language: toLanguage(i18n.language), create: true, initial, lookup: lookupIn(app, key) });
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const submit = async () => {
    const data = form.check();
    if (!data) return;
    const refused = await play({ do: 'submit', who: trial.as, data }, t('said.submit', { who: name(trial.as) }));
    const own = refused.filter((problem) => fieldOf(view, problem) !== '');
    if (own.length > 0) form.refuse(own);
    setProblems(refused.filter((problem) => !own.includes(problem)));
  };
  return (
    <section className={style.card}>
      <h3>{t('begin')}</h3>
      <Picked />
      <Form form={form} onSubmit={() => void submit()} />
      <Faults problems={problems} />
      <Button type="primary" loading={busy} onClick={() => void submit()}>
        {t('submit')}
      </Button>
    </section>
  );
}

/** Picked takes the values of a record there is instead of made-up ones. */
function Picked() {
  const { t } = useTranslation('trial');
  const { restart, busy } = useTrialDesk();
  const [record, setRecord] = useState('');
  return (
    <div className={style.pick}>
      <Input size="small" value={record} placeholder={t('record')} aria-label={t('record')} onChange={({ target }) => setRecord(target.value)} onPressEnter={() => restart(record.trim())} />
      <Button size="small" disabled={busy || !record.trim()} onClick={() => restart(record.trim())}>
        {t('take')}
      </Button>
    </div>
  );
}
