import { DeleteOutlined } from '@ant-design/icons';
import { Button, Select } from 'antd';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { say } from '../../i18n/text';
import { freeExit, mayInsert, type Arrow } from '../../model/flow';
import { reconnect, removeArrow } from '../../model/flowedit';
import { Settings } from '../inspector/Settings';
import { useSurroundings } from '../useDesign';
import { insertInto } from './pieces';
import { useFlow } from './useFlow';
import { useSchema, useSet } from './useParts';
import style from './rail.module.css';

/** ArrowForm is everything about one arrow: its ends, what it takes to go it, and what happens then. */
export function ArrowForm({ arrow, pointer }: { arrow: Arrow; pointer: string }) {
  const { t } = useTranslation('designprocess');
  const { problems, catalog } = useSurroundings();
  const desk = useFlow();
  const { flow, names, do: perform, select, setFresh } = desk;
  const { root, of } = useSchema();
  const set = useSet();
  const source = flow.nodes.find(({ key }) => key === arrow.from);
  const unit = source ? names.unit(source.type) : undefined;
  const exits = source ? names.exits(source) : [];
  const steps = (fits: (type: string) => boolean) => flow.nodes.filter(({ type }) => fits(type)).map((step) => ({ value: step.key, label: names.step(step) }));
  const begin = (key: string) => {
    const step = flow.nodes.find((one) => one.key === key)!;
    perform(reconnect(arrow.key, 'begin', key, names.step(step), freeExit(flow, key, names.exits(step))));
  };
  const insert = (type: string) => {
    const [command, key] = insertInto(desk, names.info(type)!, arrow);
    perform(command);
    select({ part: 'nodes', key });
    setFresh(key);
  };
  const without = ['key', 'from', 'to', 'on', ...(unit?.branches ? [] : ['default']), ...(unit?.outputs === 1 ? ['when'] : [])];
  return (
    <>
      <Choice label={t('from')}>{(id) => <Select id={id} value={arrow.from} showSearch={{ optionFilterProp: 'label' }} options={steps((type) => names.unit(type).outputs !== 0)} onChange={begin} />}</Choice>
      {exits.length > 0 ? <Choice label={t('exit')}>{(id) => <Select id={id} value={arrow.on ?? exits[0]?.key} options={exits.map(({ key, title }) => ({ value: key, label: say(title, names.language) || key }))} onChange={(key: string) => set(`${pointer}/on`, key, 'flow.exitChosen')} />}</Choice> : null}
      <Choice label={t('to')}>{(id) => <Select id={id} value={arrow.to} showSearch={{ optionFilterProp: 'label' }} options={steps((type) => names.unit(type).inputs !== 0)} onChange={(key: string) => perform(reconnect(arrow.key, 'end', key, names.step(key)))} />}</Choice>
      <Choice label={t('insert')}>{(id) => <Select id={id} value={null} placeholder={t('chooseType')} options={catalog.nodes.filter(({ id: type }) => mayInsert(names.unit(type))).map(({ id: type, label }) => ({ value: type, label: say(label, names.language) }))} onChange={(type: string | null) => type && insert(type)} />}</Choice>
      <section className={style.part2}>
        <Settings schema={of('transition')} root={root} value={{ ...arrow }} pointer={pointer} problems={problems} without={without} onChange={(next, name) => set(`${pointer}/${name}`, next[name])} />
      </section>
      <div className={style.buttons}>
        <Button danger icon={<DeleteOutlined aria-hidden />} onClick={() => perform(removeArrow(arrow.key))}>
          {t('removeArrow')}
        </Button>
      </div>
    </>
  );
}

function Choice({ label, children }: { label: string; children: (id: string) => ReactNode }) {
  const id = useId();
  return (
    <div className={style.label}>
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </div>
  );
}
