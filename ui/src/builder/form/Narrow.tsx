import { DeleteOutlined } from '@ant-design/icons';
import { Button, Select } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { LogicSpec } from '../../model/formdesign';
import { optionsOf } from '../../model/formdraft';
import { setRule } from '../../model/formlogic';
import { useSurroundings } from '../useDesign';
import { useDesk } from './desk';
import type { useTargets } from './ruleWords';
import style from './logic.module.css';
import inspector from '../inspector/inspector.module.css';

/** Narrow chooses of which fields a rule leaves only some options, and which. */
export function Narrow({ rule, targets }: { rule: LogicSpec; targets: ReturnType<typeof useTargets> }) {
  const { t } = useTranslation('designform');
  const desk = useDesk();
  const id = useId();
  const { bundle } = useSurroundings();
  const left = rule.options ?? {};
  const put = (options: Record<string, string[]>) => desk.design.do(setRule('logic', rule.key, 'options', Object.keys(options).length > 0 ? options : undefined));
  const choices = (key: string) => {
    const field = desk.field(key);
    if (field?.type !== 'select' && field?.type !== 'multi_select') return [];
    return (optionsOf(field, bundle, desk.language) ?? []).filter(({ archived }) => !archived).map((one) => ({ value: one.key, label: one.title || one.key }));
  };
  const named = (key: string) => targets.find(({ value }) => value === key)?.label ?? key;
  const fields = targets.filter(({ value, field }) => field && !(value in left) && choices(value).length > 0);
  return (
    <div className={inspector.setting}>
      <label htmlFor={id}>{t('rule.does.options')}</label>
      {Object.entries(left).map(([key, keys]) => {
        const { [key]: _, ...others } = left;
        return (
          <div key={key} className={style.narrow}>
            <span>{named(key)}</span>
            <Select
              mode="multiple"
              value={keys}
              options={choices(key)}
              showSearch={{ optionFilterProp: 'label' }}
              aria-label={t('rule.leaves', { name: named(key) })}
              placeholder={t('rule.leaves', { name: named(key) })}
              onChange={(next: string[]) => put({ ...left, [key]: next })}
            />
            <Button size="small" type="text" icon={<DeleteOutlined aria-hidden />} aria-label={t('rule.leavesAll', { name: named(key) })} onClick={() => put(others)} />
          </div>
        );
      })}
      <Select
        id={id}
        value={null}
        options={fields}
        showSearch={{ optionFilterProp: 'label' }}
        placeholder={t('rule.narrow')}
        notFoundContent={t('rule.narrowNone')}
        onChange={(key: string | null) => key && put({ ...left, [key]: choices(key).map(({ value }) => value) })}
      />
    </div>
  );
}
