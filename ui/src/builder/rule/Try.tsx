import { CheckOutlined, CloseOutlined, MinusOutlined } from '@ant-design/icons';
import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { post } from '../../api/client';
import type { Problem } from '../../api/problem';
import { Faults } from '../../console/parts/Faults';
import { toLanguage } from '../../i18n/text';
import { events, type RuleSpec } from '../../model/ruledesign';
import { fieldsOf } from '../inspector/references';
import { useDocument, useSurroundings } from '../useDesign';
import style from './rule.module.css';

interface Trial {
  outcome: string;
  leaves: readonly { pointer: string; field?: string; op?: string; value?: unknown; now?: unknown; expr?: string; verdict: string }[];
  actions: readonly { key: string; do: string; outcome: string; note: string; faults: readonly Problem[] }[];
  changes: readonly { field: string; title: string; old: string; new: string }[];
  leaving: number;
  faults: readonly Problem[];
}

/** Try runs the rule as it stands here on a real record: why it would do something or not, and what. Nothing is kept. */
export function Try() {
  const { t } = useTranslation('designrule');
  const { place, design } = useSurroundings();
  const { spec } = useDocument<RuleSpec>();
  const [record, setRecord] = useState('');
  const [event, setEvent] = useState(spec.on[0]?.event ?? 'created');
  const [trial, setTrial] = useState<Trial>();
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const run = async () => {
    if (!record.trim()) return;
    setBusy(true);
    setError(undefined);
    try {
      await design.flush();
      const on = spec.on.find((one) => one.event === event);
      const what = { name: event, ...(on?.fields ? { changed: on.fields } : {}), ...(on?.status?.[0] ? { status: on.status[0] } : {}), ...(on?.sla ? { sla: on.sla } : {}), ...(on?.level ? { level: on.level } : {}) };
      setTrial(await post<Trial>(`apps/${place.app}/rules/${place.key}/try`, { record: record.trim(), event: what }));
    } catch (failure) {
      setTrial(undefined);
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  return (
    <section className={style.try} aria-labelledby="try-title">
      <h2 id="try-title">{t('try.title')}</h2>
      <p>{t('try.hint')}</p>
      <Input value={record} placeholder={t('try.record')} aria-label={t('try.record')} onChange={({ target }) => setRecord(target.value)} onPressEnter={() => void run()} />
      <Select value={event} onChange={setEvent} aria-label={t('try.event')} options={Object.keys(events).map((one) => ({ value: one, label: t(`events.${one}`) }))} />
      <Button type="primary" loading={busy} disabled={!record.trim()} onClick={() => void run()}>
        {t('try.run')}
      </Button>
      <Faults error={error} />
      {trial ? <Outcome trial={trial} /> : null}
    </section>
  );
}

function Outcome({ trial }: { trial: Trial }) {
  const { t, i18n } = useTranslation(['designrule', 'list']);
  const { bundle, catalog } = useSurroundings();
  const { spec } = useDocument<RuleSpec>();
  const language = toLanguage(i18n.language);
  const fields = fieldsOf(bundle, spec.form, language);
  const title = (key: string) => fields.find((field) => field.value === key)?.label ?? key;
  const label = (id: string) => {
    const unit = catalog.actions.find((one) => one.id === id);
    return typeof unit?.label === 'object' ? (unit.label?.[language] ?? id) : (unit?.label ?? id);
  };
  return (
    <div role="status">
      <p className={style.verdict} data-outcome={trial.outcome}>
        {t(`try.outcome.${trial.outcome}`, { defaultValue: trial.outcome })}
      </p>
      <ul className={style.leaves}>
        {trial.leaves.map((leaf) => (
          <li key={leaf.pointer} data-verdict={leaf.verdict}>
            <Sign verdict={leaf.verdict} />
            <span>
              {leaf.field ? `${title(leaf.field)} ${t(`filter.op.${leaf.op}`, { ns: 'list', defaultValue: leaf.op })} ${show(leaf.value)}` : leaf.expr}
              {leaf.field ? <small> {t('try.now', { value: show(leaf.now) || t('try.empty') })}</small> : null}
            </span>
          </li>
        ))}
        {trial.actions.map((action) => (
          <li key={action.key} data-verdict={action.outcome === 'done' ? 'yes' : 'no'}>
            <Sign verdict={action.outcome === 'done' ? 'yes' : action.outcome === 'error' ? 'no' : ''} />
            <span>
              {label(action.do)} {action.note} {action.outcome === 'done' ? null : <small>{t(`try.action.${action.outcome}`, { defaultValue: action.outcome })}</small>}
              <Faults problems={action.faults} />
            </span>
          </li>
        ))}
      </ul>
      {trial.changes.map((change) => (
        <p key={change.field}>{t('try.change', { title: change.title, old: change.old || t('try.empty'), now: change.new || t('try.empty') })}</p>
      ))}
      {trial.leaving > 0 ? <p>{t('try.leaving', { count: trial.leaving })}</p> : null}
      <Faults problems={trial.faults} />
    </div>
  );
}

function Sign({ verdict }: { verdict: string }) {
  const Icon = verdict === 'yes' ? CheckOutlined : verdict === 'no' ? CloseOutlined : MinusOutlined;
  return (
    <i>
      <Icon aria-hidden />
    </i>
  );
}

function show(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map(show).join('、');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
