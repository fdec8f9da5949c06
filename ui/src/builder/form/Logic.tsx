import { CloseOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CheckSpec, LogicSpec } from '../../model/formdesign';
import { addRule, ruleNames, type RuleKind } from '../../model/formlogic';
import { matches } from '../../model/initials';
import { useDesk, useDeskState, useDraft } from './desk';
import { RuleCard } from './RuleCard';
import { useRuleWords, useTargets } from './ruleWords';
import style from './logic.module.css';

/** Logic lists all rules of the form as sentences: what they show, ask and set, and what they refuse. */
export function Logic() {
  const { t } = useTranslation('designform');
  const desk = useDesk();
  const { spec } = useDraft();
  const about = useDeskState((state) => state.about);
  const [search, setSearch] = useState('');
  const words = useRuleWords();
  const targets = useTargets();
  const found = (rule: LogicSpec | CheckSpec) => {
    const { when, then } = words(rule);
    return (!about || ruleNames(rule, about)) && (!search.trim() || matches(search, when + then));
  };
  const add = (kind: RuleKind) => {
    const made = addRule(desk.document().spec, kind, t('rule.message'), about);
    desk.design.settle();
    desk.design.do(made.command);
    setSearch('');
    desk.put({ rule: made.key });
  };
  const part = (kind: RuleKind) => {
    const list = (spec[kind] ?? []) as (LogicSpec | CheckSpec)[];
    const shown = list.filter(found);
    return (
      <section className={style.part} aria-label={t(`rule.${kind}`)}>
        <header>
          <div>
            <h2>{t(`rule.${kind}`)}</h2>
            <p>{t(`rule.${kind}Hint`)}</p>
          </div>
          <Button icon={<PlusOutlined aria-hidden />} onClick={() => add(kind)}>
            {t(`rule.${kind}Add`)}
          </Button>
        </header>
        <ol>
          {shown.map((rule) => (
            <RuleCard key={rule.key} kind={kind} rule={rule} at={list.indexOf(rule)} all={list.length} said={words(rule)} targets={targets} />
          ))}
        </ol>
        {shown.length === 0 ? <p className={style.none}>{list.length === 0 ? t(`rule.${kind}None`) : t('nothingFound')}</p> : null}
      </section>
    );
  };
  return (
    <div className={style.logic}>
      <div className={style.column}>
        <div className={style.bar}>
          <Input allowClear value={search} aria-label={t('rule.search')} placeholder={t('rule.search')} onChange={(event) => setSearch(event.target.value)} />
          {about ? (
            <button type="button" className={style.about} onClick={() => desk.put({ about: undefined })}>
              {t('rule.about', { name: targets.find((one) => one.value === about)?.label ?? about })}
              <CloseOutlined aria-hidden />
              <span className="visually-hidden">{t('rule.all')}</span>
            </button>
          ) : null}
        </div>
        {part('logic')}
        {part('checks')}
      </div>
    </div>
  );
}
