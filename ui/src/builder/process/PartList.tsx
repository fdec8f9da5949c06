import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, EllipsisOutlined, ExclamationCircleFilled, PlusOutlined } from '@ant-design/icons';
import { Button, Dropdown, Input } from 'antd';
import { useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { say } from '../../i18n/text';
import { keysOf, type Flow } from '../../model/flow';
import { change } from '../../model/flowedit';
import { removePart, shiftPart } from '../../model/flowparts';
import { RemoveStatus } from './RemoveStatus';
import { peopleOf } from '../inspector/references';
import { keyFor } from '../keys';
import { adding } from './starters';
import { useFlow, type FlowDesk } from './useFlow';
import style from './rail.module.css';

type Part = 'statuses' | 'people' | 'moves' | 'slas' | 'promises';

interface Line {
  key: string;
  title: string;
  hint: string;
  tone?: string;
}

/** What the lines of a list say. */
function linesOf({ flow, names }: FlowDesk, part: Part): Line[] {
  if (part === 'people') return peopleOf(flow, names.language).map(({ value, label }) => ({ key: value, title: label, hint: '' }));
  const owners = new Map(peopleOf(flow, names.language).map(({ value, label }) => [value, label]));
  const list = (flow[part] ?? []) as { key: string; title: Flow['statuses'][number]['title']; color?: string; owner?: string; to?: string }[];
  return list.map(({ key, title, color, owner, to }) => ({ key, title: say(title, names.language) || key, hint: part === 'statuses' ? (owners.get(owner ?? '') ?? owner ?? '') : part === 'moves' ? names.step(to ?? '') : '', tone: part === 'statuses' ? color || 'grey' : undefined }));
}

/** PartList is one list of the process: choose, add, put in order, take out. */
export function PartList({ part }: { part: Part }) {
  const { t } = useTranslation('designprocess');
  const desk = useFlow();
  const { selection, select, wrong } = desk;
  const lines = linesOf(desk, part);
  return (
    <>
      <New part={part} />
      {lines.length === 0 ? <p className={style.hint}>{t(`none.${part}`)}</p> : null}
      <ul className={style.list}>
        {lines.map((line, at) => {
          const trouble = wrong.get(`${part}/${line.key}`);
          return (
            <li key={line.key} data-on={selection?.part === part && selection.key === line.key ? true : undefined}>
              <button type="button" className={style.part} aria-current={selection?.part === part && selection.key === line.key ? true : undefined} onClick={() => select({ part, key: line.key })}>
                {line.tone ? <i className={style.swatch} data-tone={line.tone} /> : null}
                <span>
                  <b>{line.title}</b>
                  {line.hint ? <small>{line.hint}</small> : null}
                </span>
                {trouble ? <ExclamationCircleFilled className={style.wrong} data-hard={trouble.hard || undefined} title={trouble.words.join(' ')} aria-label={trouble.words.join(' ')} /> : null}
              </button>
              <More part={part} line={line} first={at === 0} last={at === lines.length - 1} />
            </li>
          );
        })}
      </ul>
      <p className={style.hint}>{t(`hint.${part}`)}</p>
    </>
  );
}

function New({ part }: { part: Part }) {
  const { t } = useTranslation('designprocess');
  const desk = useFlow();
  const [title, setTitle] = useState('');
  const [busy, setBusy] = useState(false);
  const add = async (event: SyntheticEvent) => {
    event.preventDefault();
    const words = title.trim();
    if (!words || busy) return;
    setBusy(true);
    const taken = part === 'people' ? Object.keys(desk.flow.people) : keysOf(desk.flow, part);
    const key = await keyFor(words, taken, part);
    setBusy(false);
    setTitle('');
    desk.do(adding(part, desk.flow, key, words, desk.selection?.part === 'statuses' ? desk.selection.key : undefined));
    desk.select({ part, key });
  };
  return (
    <form className={style.new} onSubmit={(event) => void add(event)}>
      <Input value={title} placeholder={t(`new.${part}`)} aria-label={t(`new.${part}`)} maxLength={60} onChange={(event) => setTitle(event.target.value)} />
      <Button htmlType="submit" icon={<PlusOutlined aria-hidden />} aria-label={t('add')} disabled={!title.trim()} loading={busy} />
    </form>
  );
}

function More({ part, line, first, last }: { part: Part; line: Line; first: boolean; last: boolean }) {
  const { t } = useTranslation('designprocess');
  const desk = useFlow();
  const [asking, setAsking] = useState(false);
  const remove = () => {
    if (part === 'statuses') return setAsking(true);
    if (part === 'people') desk.do(change(['people', line.key], undefined, 'flow.peopleRemoved'));
    else desk.do(removePart(part, line.key, line.title));
  };
  const shift = (by: -1 | 1) => part !== 'people' && desk.do(shiftPart(part, line.key, by, line.title));
  const ordered = part !== 'people';
  const items = [
    ...(ordered ? [{ key: 'up', icon: <ArrowUpOutlined aria-hidden />, label: t('up'), disabled: first }, { key: 'down', icon: <ArrowDownOutlined aria-hidden />, label: t('down'), disabled: last }] : []),
    { key: 'remove', icon: <DeleteOutlined aria-hidden />, label: t('command.remove'), danger: true },
  ];
  return (
    <>
      <Dropdown trigger={['click']} menu={{ items, onClick: ({ key }) => (key === 'remove' ? remove() : shift(key === 'up' ? -1 : 1)) }}>
        <Button type="text" size="small" icon={<EllipsisOutlined aria-hidden />} aria-label={t('moreOf', { name: line.title })} />
      </Dropdown>
      {asking ? <RemoveStatus status={line.key} title={line.title} onDone={() => setAsking(false)} /> : null}
    </>
  );
}

