import { draggable } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { Input } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { say } from '../../i18n/text';
import type { UnitInfo } from '../../model/design';
import { useSurroundings } from '../useDesign';
import { putStep } from './pieces';
import { useFlow } from './useFlow';
import style from './rail.module.css';

/** Palette is what steps can be: dragged onto an arrow, or put after what is selected by a press. */
export function Palette() {
  const { t } = useTranslation('designprocess');
  const { catalog } = useSurroundings();
  const { names } = useFlow();
  const [words, setWords] = useState('');
  const fits = (info: UnitInfo) => `${say(info.label, names.language)} ${info.id} ${say(info.help, names.language)}`.toLowerCase().includes(words.trim().toLowerCase());
  const groups = [...new Set(catalog.nodes.map(({ group }) => group))];
  return (
    <div className={style.palette}>
      <Input.Search value={words} allowClear placeholder={t('find')} aria-label={t('find')} onChange={(event) => setWords(event.target.value)} />
      {groups.map((group) => {
        const found = catalog.nodes.filter((info) => info.group === group && fits(info));
        return found.length === 0 ? null : (
          <section key={group} aria-label={t(`group.${group}`, { defaultValue: group })}>
            <h3>{t(`group.${group}`, { defaultValue: group })}</h3>
            {found.map((info) => (
              <Kind key={info.id} info={info} />
            ))}
          </section>
        );
      })}
      <p className={style.hint}>{t('paletteHint')}</p>
    </div>
  );
}

function Kind({ info }: { info: UnitInfo }) {
  const desk = useFlow();
  const element = useRef<HTMLButtonElement>(null);
  const unit = desk.names.unit(info.id);
  const full = unit.inputs === 0 && desk.flow.nodes.some(({ type }) => type === info.id);
  useEffect(() => (element.current ? draggable({ element: element.current, canDrag: () => !full, getInitialData: () => ({ what: 'stepType', type: info.id }) }) : undefined), [full, info.id]);
  const add = () => {
    const [command, key] = putStep(desk, info, desk.selection);
    desk.do(command);
    desk.select({ part: 'nodes', key });
    desk.setFresh(key);
  };
  return (
    <button ref={element} type="button" className={style.kind} data-tone={unit.tone} disabled={full} title={say(info.help, desk.names.language)} onClick={add}>
      <unit.Icon aria-hidden />
      {say(info.label, desk.names.language)}
    </button>
  );
}
