import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useClear } from '../../console/parts/useClear';
import { say, toLanguage, type Text } from '../../i18n/text';
import { events, narrow, retrigger, type RuleSpec, type Trigger } from '../../model/ruledesign';
import { fieldsOf, partsOf, processOf } from '../inspector/references';
import { useChange } from '../parts/useChange';
import { useDocument, useSurroundings } from '../useDesign';
import style from './rule.module.css';

/** Triggers are the 「当」 of a rule: any of these events. */
export function Triggers() {
  const { t } = useTranslation('designrule');
  const { spec } = useDocument<RuleSpec>();
  const change = useChange<RuleSpec>();
  const set = (at: number, next: Trigger) => change('rule.on', ({ spec: draft }) => void (draft.on[at] = next));
  return (
    <>
      {spec.on.map((trigger, at) => (
        <div key={at} className={style.trigger}>
          {at > 0 ? <span>{t('or')}</span> : null}
          <Select value={trigger.event} aria-label={t('event')} options={Object.keys(events).map((one) => ({ value: one, label: t(`events.${one}`) }))} onChange={(event) => set(at, retrigger(trigger, event))} popupMatchSelectWidth={false} />
          <Narrow trigger={trigger} onChange={(next) => set(at, next)} />
          {spec.on.length > 1 ? <Button type="text" icon={<DeleteOutlined aria-hidden />} aria-label={t('dropTrigger', { at: at + 1 })} onClick={() => change('rule.on', ({ spec: draft }) => void draft.on.splice(at, 1))} /> : null}
        </div>
      ))}
      <Button type="dashed" size="small" icon={<PlusOutlined aria-hidden />} onClick={() => change('rule.on', ({ spec: draft }) => void draft.on.push({ event: 'changed' }))}>
        {t('addTrigger')}
      </Button>
    </>
  );
}

interface Level {
  key: string;
  title?: Text;
}

/** Narrow says which fields, statuses or deadlines an event is about; none chosen means any. */
function Narrow({ trigger, onChange }: { trigger: Trigger; onChange: (next: Trigger) => void }) {
  const clear = useClear();
  const { t, i18n } = useTranslation('designrule');
  const { bundle } = useSurroundings();
  const document = useDocument<RuleSpec>();
  const language = toLanguage(i18n.language);
  const process = processOf(bundle, document as never);
  const slas = (process?.spec.slas ?? []) as { key: string; title: Text; levels?: Level[] }[];
  const levels = (slas.find(({ key }) => key === trigger.sla)?.levels ?? []).map((one) => ({ value: one.key, label: say(one.title, language) || one.key }));
  const options = { fields: fieldsOf(bundle, document.spec.form, language), status: partsOf(process, 'statuses', language), sla: partsOf(process, 'slas', language), level: levels };
  return (events[trigger.event] ?? []).map((part) =>
    part === 'fields' || part === 'status' ? (
      <Select key={part} mode="multiple" className={style.wide} value={trigger[part] ?? []} placeholder={t(`any.${part}`)} aria-label={t(`which.${part}`)} options={options[part]} showSearch={{ optionFilterProp: 'label' }} onChange={(value) => onChange(narrow(trigger, part, value))} />
    ) : (
      <Select key={part} allowClear={clear} className={style.medium} value={trigger[part]} placeholder={t(`any.${part}`)} aria-label={t(`which.${part}`)} options={options[part]} onChange={(value: string | undefined) => onChange(narrow(trigger, part, value))} />
    ),
  );
}
