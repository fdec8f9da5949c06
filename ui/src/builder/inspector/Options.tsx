import { Input, Pagination } from 'antd';
import { useId, useRef, useState, type ClipboardEvent, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../api/problem';
import type { Schema } from '../../model/design';
import { changed, grown, linesOf, moved, without, type OptionSpec } from '../../model/optiondesign';
import { wishesFor } from '../keys';
import { OptionRow } from './OptionRow';
import style from './options.module.css';

interface OptionsProps {
  id: string;
  list: readonly OptionSpec[];
  onChange: (list: OptionSpec[]) => void;
  pointer: string;
  problems: readonly Problem[];
  /** The schema of one option, for the words of its settings. */
  schema: Schema;
  root: Schema;
  /** How many there may be. */
  most: number;
}

/** Longer lists are shown in pages. */
const page = 100;

/** Options is a table of choices: titles are typed one after another, or pasted many at a time; keys come from the titles. */
export function Options({ id, list, onChange, pointer, problems, schema, root, most }: OptionsProps) {
  const { t } = useTranslation('designparts');
  const name = useId();
  const [shown, setShown] = useState(1);
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const latest = useRef(list);
  latest.current = list;
  const last = Math.max(1, Math.ceil(list.length / page));
  const now = Math.min(shown, last);
  const add = async (titles: readonly string[]) => {
    const room = titles.slice(0, most - latest.current.length);
    if (room.length === 0) return;
    setBusy(true);
    const keys = await wishesFor(room);
    setBusy(false);
    setText('');
    setShown(Math.ceil((latest.current.length + room.length) / page));
    onChange(grown(latest.current, room, keys));
  };
  const paste = (event: ClipboardEvent) => {
    const lines = linesOf(event.clipboardData.getData('text'));
    if (lines.length < 2) return;
    event.preventDefault();
    void add(lines);
  };
  const focus = (at: number) => setTimeout(() => place.current?.querySelector<HTMLInputElement>(`[data-option="${at}"] input[data-title]`)?.focus());
  const move = (from: number, to: number) => onChange(moved(list, from, to));
  const keys = (event: KeyboardEvent, at: number) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') place.current?.querySelector<HTMLInputElement>('[data-new]')?.focus();
    else if (step === undefined) return;
    else if (event.altKey) move(at, at + step);
    event.preventDefault();
    if (step) focus(Math.max(0, Math.min(at + step, list.length - 1)));
  };
  return (
    <div ref={place} className={style.options}>
      {list.slice((now - 1) * page, now * page).map((option, index) => {
        const at = (now - 1) * page + index;
        return (
          <OptionRow
            key={at}
            {...{ option, at, list, schema, root, name, problems }}
            pointer={`${pointer}/${at}`}
            onChange={(change) => onChange(changed(list, at, change))}
            onMove={move}
            onDrop={() => onChange(without(list, at))}
            onKeyDown={(event) => keys(event, at)}
          />
        );
      })}
      {last > 1 ? <Pagination size="small" current={now} total={list.length} pageSize={page} showSizeChanger={false} onChange={setShown} /> : null}
      <Input
        id={id}
        data-new
        value={text}
        disabled={list.length >= most}
        placeholder={t('options.add')}
        aria-label={t('options.add')}
        suffix={<kbd>{busy ? '…' : 'Enter'}</kbd>}
        onChange={(event) => setText(event.target.value)}
        onPaste={paste}
        onPressEnter={(event) => {
          event.preventDefault();
          if (!event.nativeEvent.isComposing && text.trim() && !busy) void add([text.trim()]);
        }}
        onBlur={() => text.trim() && !busy && void add([text.trim()])}
      />
      <p className={style.hint}>{t('options.hint', { count: list.length })}</p>
    </div>
  );
}
