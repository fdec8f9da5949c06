import { Select } from 'antd';
import { useEffect, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { say, type Text } from '../../i18n/text';
import { arrowsFrom, mayConnect, type Step } from '../../model/flow';
import { renameStep, settle } from '../../model/flowedit';
import { Setting, Settings } from '../inspector/Settings';
import { useSurroundings } from '../useDesign';
import { join } from './registry';
import { useFlow } from './useFlow';
import { useSet } from './useParts';
import style from './rail.module.css';

const text = { 'x-editor': 'text' };
const status = { 'x-editor': 'status' };

/** StepForm is everything about one step: its title, its status, the settings of its type, and where it leads. */
export function StepForm({ step, pointer }: { step: Step; pointer: string }) {
  const { t } = useTranslation('designprocess');
  const { problems } = useSurroundings();
  const { names, do: perform, fresh, setFresh } = useFlow();
  const set = useSet();
  const title = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (fresh !== step.key) return;
    setFresh('');
    const input = title.current?.querySelector('input');
    input?.focus();
    input?.select();
  }, [fresh, setFresh, step.key]);
  const info = names.info(step.type);
  const settings = info?.settings ?? {};
  const common = { problems, beside: {}, root: text };
  return (
    <>
      <div ref={title}>
        <Setting {...common} name="title" title={t('title')} schema={text} value={step.title} pointer={`${pointer}/title`} onChange={(value) => perform(renameStep(step.key, (value ?? '') as Text))} />
      </div>
      <Setting {...common} name="status" title={t('status')} schema={status} root={status} value={step.status} pointer={`${pointer}/status`} onChange={(value) => set(`${pointer}/status`, value, 'flow.statusChosen')} />
      {say(info?.help, names.language) ? <p className={style.quiet}>{say(info?.help, names.language)}</p> : null}
      <Settings schema={settings} value={step.settings ?? {}} pointer={`${pointer}/settings`} problems={problems} onChange={(next) => perform(settle(step.key, next))} />
      <Ways step={step} />
    </>
  );
}

/** Ways lists the arrows to and from a step and draws new ones. */
function Ways({ step }: { step: Step }) {
  const { t } = useTranslation('designprocess');
  const desk = useFlow();
  const { flow, names, select } = desk;
  const id = useId();
  const from = arrowsFrom(flow, step.key);
  const to = flow.transitions.filter((arrow) => arrow.to === step.key && arrow.from !== step.key);
  const targets = flow.nodes.filter(({ key }) => mayConnect(flow, step.key, key, names.unit));
  const line = (arrow: (typeof from)[number], other: string) => (
    <li key={arrow.key}>
      <button type="button" onClick={() => select({ part: 'transitions', key: arrow.key })}>
        <b>{names.step(other)}</b>
        <em>{names.arrow(arrow)}</em>
      </button>
    </li>
  );
  return (
    <section className={style.part2}>
      {from.length > 0 ? <h3>{t('leads')}</h3> : null}
      <ul className={style.ways}>{from.map((arrow) => line(arrow, arrow.to))}</ul>
      {targets.length > 0 ? (
        <div className={style.label} data-connect>
          <label htmlFor={id}>{t('command.connect')}</label>
          <Select id={id} value={null} showSearch={{ optionFilterProp: 'label' }} placeholder={t('chooseStep')} options={targets.map((one) => ({ value: one.key, label: names.step(one) }))} onChange={(key: string | null) => key && join(desk, step.key, key)} />
        </div>
      ) : null}
      {to.length > 0 ? <h3>{t('comes')}</h3> : null}
      <ul className={style.ways}>{to.map((arrow) => line(arrow, arrow.from))}</ul>
    </section>
  );
}
