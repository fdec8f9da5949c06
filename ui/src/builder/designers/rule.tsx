import { Checkbox, InputNumber, Select, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ConditionTree } from '../../model/formview';
import type { RuleSpec, Use } from '../../model/ruledesign';
import { Setting } from '../inspector/Settings';
import { Part, Sheet } from '../parts/Sheet';
import { useChange } from '../parts/useChange';
import { Neighbours } from '../rule/Neighbours';
import { Triggers } from '../rule/Triggers';
import { Try } from '../rule/Try';
import style from '../rule/rule.module.css';
import { useDocument, useSurroundings } from '../useDesign';

const form = { type: 'string', 'x-editor': 'form' };
const condition = { type: 'object', 'x-editor': 'condition', 'x-change': true };
const uses = { type: 'array', 'x-editor': 'uses', items: { type: 'object' } };

/** The designer of rules: 当 … 如果 … 就 …, and a try on a real record. */
export default function Rule() {
  const { t } = useTranslation('designrule');
  const { problems } = useSurroundings();
  const { spec } = useDocument<RuleSpec>();
  const change = useChange<RuleSpec>();
  const common = { root: {}, problems, beside: { form: spec.form } };
  return (
    <Sheet aside={<Try />}>
      <Neighbours />
      <Part title={t('when')} hint={t('whenHint')} tools={<OnOff spec={spec} />}>
        <Setting {...common} name="form" title={t('form')} schema={form} required value={spec.form} pointer="/spec/form" onChange={(value) => change('rule.form', ({ spec: draft }) => void (draft.form = String(value ?? '')))} />
        <div className={style.triggers}>
          <Triggers />
        </div>
      </Part>
      <Part title={t('if')} hint={t('ifHint')}>
        <Setting {...common} name="when" title={t('condition')} schema={condition} value={spec.when} pointer="/spec/when" onChange={(value) => change('rule.when', ({ spec: draft }) => void (value === undefined ? delete draft.when : (draft.when = value as ConditionTree)), 'when')} />
      </Part>
      <Part title={t('then')} hint={t('thenHint')}>
        <Setting {...common} name="then" title={t('actions')} schema={uses} value={spec.then} pointer="/spec/then" onChange={(value) => change('rule.then', ({ spec: draft }) => void (draft.then = (value ?? []) as Use[]), 'then')} />
      </Part>
      <Part title={t('more')}>
        <div className={style.more}>
          <label>
            {t('once')}
            <Select value={spec.once ?? ''} options={['', 'record', 'status'].map((one) => ({ value: one, label: t(`onceOf.${one || 'always'}`) }))} onChange={(value) => change('rule.once', ({ spec: draft }) => void (value ? (draft.once = value as 'record') : delete draft.once))} />
          </label>
          <label>
            {t('order')}
            <InputNumber value={spec.order ?? 0} precision={0} onChange={(value) => change('rule.order', ({ spec: draft }) => void (value ? (draft.order = value) : delete draft.order), 'order')} />
          </label>
          <Checkbox checked={spec.stop ?? false} onChange={({ target }) => change('rule.stop', ({ spec: draft }) => void (target.checked ? (draft.stop = true) : delete draft.stop))}>
            {t('stop')}
          </Checkbox>
        </div>
      </Part>
    </Sheet>
  );
}

function OnOff({ spec }: { spec: RuleSpec }) {
  const { t } = useTranslation('designrule');
  const change = useChange<RuleSpec>();
  return (
    <label className={style.switch}>
      {t(spec.off ? 'isOff' : 'isOn')}
      <Switch checked={!spec.off} aria-label={t('onOff')} onChange={(on) => change(on ? 'rule.on_' : 'rule.off', ({ spec: draft }) => void (on ? delete draft.off : (draft.off = true)))} />
    </label>
  );
}
