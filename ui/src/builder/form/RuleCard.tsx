import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, DownOutlined, RightOutlined } from '@ant-design/icons';
import { Button, Select, Switch } from 'antd';
import { useEffect, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Command } from '../../model/edit';
import { effects, type CheckSpec, type FormDefinition, type LogicSpec } from '../../model/formdesign';
import { moveRule, removeRule, setRule, turn, type RuleKind } from '../../model/formlogic';
import { Setting } from '../inspector/Settings';
import { useSurroundings } from '../useDesign';
import { useDesk, useDeskState } from './desk';
import { Narrow } from './Narrow';
import type { Said, useTargets } from './ruleWords';
import { aField, condition, long, setting } from './schemas';
import style from './logic.module.css';
import inspector from '../inspector/inspector.module.css';

interface RuleCardProps {
  kind: RuleKind;
  rule: LogicSpec | CheckSpec;
  at: number;
  all: number;
  said: Said;
  targets: ReturnType<typeof useTargets>;
}

/** RuleCard is one rule: a sentence, and its parts once it is opened. */
export function RuleCard({ kind, rule, at, all, said, targets }: RuleCardProps) {
  const { t } = useTranslation('designform');
  const desk = useDesk();
  const { problems } = useSurroundings();
  const open = useDeskState((state) => state.rule === rule.key);
  const root = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (open) root.current?.scrollIntoView({ block: 'nearest' });
  }, [open]);
  const pointer = `/spec/${kind}/${at}`;
  const wrong = problems.some((problem) => problem.pointer === pointer || problem.pointer.startsWith(`${pointer}/`));
  const off = 'off' in rule && rule.off === true;
  const run = (command: Command<FormDefinition> | undefined) => {
    desk.design.settle();
    if (command) desk.design.do(command);
  };
  const number = at + 1;
  return (
    <li ref={root} className={style.rule} data-open={open || undefined} data-off={off || undefined} data-wrong={wrong || undefined} onBlur={desk.design.settle}>
      <div className={style.head}>
        <button type="button" className={style.sentence} aria-expanded={open} onClick={() => desk.put({ rule: open ? undefined : rule.key })}>
          {open ? <DownOutlined aria-hidden /> : <RightOutlined aria-hidden />}
          <span>
            {t('rule.when')} <b>{said.when}</b> {t('rule.then')} <b>{said.then}</b>
          </span>
        </button>
        {kind === 'logic' ? <Switch size="small" checked={!off} aria-label={t('rule.on', { number })} onChange={(on) => run(turn(rule.key, on))} /> : null}
        <Button size="small" type="text" icon={<ArrowUpOutlined aria-hidden />} aria-label={t('rule.up', { number })} disabled={at === 0} onClick={() => run(moveRule(desk.document().spec, kind, rule.key, -1))} />
        <Button size="small" type="text" icon={<ArrowDownOutlined aria-hidden />} aria-label={t('rule.down', { number })} disabled={at === all - 1} onClick={() => run(moveRule(desk.document().spec, kind, rule.key, 1))} />
        <Button size="small" type="text" icon={<DeleteOutlined aria-hidden />} aria-label={t('rule.remove', { number })} onClick={() => run(removeRule(kind, rule.key))} />
      </div>
      {open ? (
        <div className={style.body}>
          <Setting name="when" title={t('rule.if')} schema={condition} root={condition} value={rule.when} beside={{}} pointer={`${pointer}/when`} problems={problems} onChange={(when) => desk.design.do(setRule(kind, rule.key, 'when', (when ?? {}) as LogicSpec['when']))} />
          {'message' in rule ? <Refuses rule={rule} pointer={pointer} /> : <Does rule={rule as LogicSpec} pointer={pointer} targets={targets} />}
        </div>
      ) : null}
    </li>
  );
}

/** What a rule does: fields and units are chosen by their names. */
function Does({ rule, pointer, targets }: { rule: LogicSpec; pointer: string; targets: RuleCardProps['targets'] }) {
  const { t } = useTranslation('designform');
  const desk = useDesk();
  const id = useId();
  const { problems } = useSurroundings();
  return (
    <>
      {effects.map((name) => (
        <div key={name} className={inspector.setting}>
          <label htmlFor={`${id}-${name}`}>{t(`rule.does.${name}`)}</label>
          <Select
            id={`${id}-${name}`}
            mode="multiple"
            value={rule[name] ?? []}
            options={targets.filter((one) => name === 'show' || name === 'hide' || one.field)}
            showSearch={{ optionFilterProp: 'label' }}
            placeholder={t('rule.choose')}
            onChange={(list: string[]) => desk.design.do(setRule('logic', rule.key, name, list))}
          />
        </div>
      ))}
      <Setting name="set" title={t('rule.does.set')} schema={setting} root={setting} value={rule.set} beside={{}} pointer={`${pointer}/set`} problems={problems} onChange={(value) => desk.design.do(setRule('logic', rule.key, 'set', value as LogicSpec['set']))} />
      <Narrow rule={rule} targets={targets} />
    </>
  );
}

/** What a check says to whoever is filling, and at which field. */
function Refuses({ rule, pointer }: { rule: CheckSpec; pointer: string }) {
  const { t } = useTranslation('designform');
  const desk = useDesk();
  const { problems } = useSurroundings();
  const common = { root: {}, beside: {}, problems };
  return (
    <>
      <Setting {...common} name="message" title={t('rule.says')} schema={long} value={rule.message} pointer={`${pointer}/message`} onChange={(value) => desk.design.do(setRule('checks', rule.key, 'message', (value ?? '') as CheckSpec['message']))} />
      <Setting {...common} name="field" title={t('rule.at')} schema={aField} value={rule.field} pointer={`${pointer}/field`} onChange={(value) => desk.design.do(setRule('checks', rule.key, 'field', value as string))} />
    </>
  );
}
