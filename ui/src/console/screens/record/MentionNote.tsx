import { useId, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { get } from '../../../api/client';
import { called, complete } from '../../../model/mention';
import type { Person } from '../../../model/record';
import style from '../../parts/form.module.css';
import own from './mention.module.css';

interface MentionNoteProps {
  label: string;
  value: string;
  problem?: string;
  /** Address of the record, whose readers can be mentioned. */
  path: string;
  /** Nobody is called in what the customer reads. */
  off?: boolean;
  onChange: (text: string) => void;
  onMention: (person: Person) => void;
}

/** MentionNote is a text in which @ offers the colleagues who may read the record, by name or pinyin, unless that is off. */
export function MentionNote({ label, value, problem, path, off = false, onChange, onMention }: MentionNoteProps) {
  const { t } = useTranslation('record');
  const id = useId();
  const box = useRef<HTMLTextAreaElement>(null);
  const asked = useRef(0);
  const [found, setFound] = useState<readonly Person[]>([]);
  const [at, setAt] = useState(0);
  const look = async (text: string, caret: number) => {
    const query = off ? null : called(text, caret);
    const turn = ++asked.current;
    const list = query === null ? [] : await get<Person[]>(`${path}/readers`, { query: { q: query } }).catch(() => []);
    if (turn !== asked.current) return; // a later letter has been typed
    setFound(list);
    setAt(0);
  };
  const close = () => {
    asked.current++;
    setFound([]);
  };
  const take = (person: Person) => {
    const next = complete(value, box.current?.selectionStart ?? value.length, person.name);
    onChange(next.text);
    onMention(person);
    close();
    requestAnimationFrame(() => {
      box.current?.focus();
      box.current?.setSelectionRange(next.caret, next.caret);
    });
  };
  const key = (event: KeyboardEvent) => {
    if (found.length === 0 || event.nativeEvent.isComposing) return;
    const moves: Record<string, () => void> = {
      ArrowDown: () => setAt((at + 1) % found.length),
      ArrowUp: () => setAt((at + found.length - 1) % found.length),
      Enter: () => take(found[at]!),
      Tab: () => take(found[at]!),
      Escape: close,
    };
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    event.stopPropagation();
    move();
  };
  const open = found.length > 0;
  return (
    <div className={`${style.line} ${own.box}`}>
      <label htmlFor={id}>
        {label} {off ? null : <small>{t('comments.mentionHint')}</small>}
      </label>
      <textarea
        id={id}
        ref={box}
        className={style.area}
        rows={3}
        value={value}
        aria-autocomplete={off ? undefined : 'list'}
        aria-controls={open ? `${id}-list` : undefined}
        aria-activedescendant={open ? `${id}-${at}` : undefined}
        aria-invalid={Boolean(problem) || undefined}
        aria-describedby={problem ? `${id}-problem` : undefined}
        onKeyDown={key}
        onBlur={close}
        onChange={(event) => {
          onChange(event.target.value);
          void look(event.target.value, event.target.selectionStart);
        }}
      />
      {open ? (
        <ul id={`${id}-list`} role="listbox" aria-label={t('comments.mention')} className={own.list}>
          {found.map((person, n) => (
            <li key={person.id} id={`${id}-${n}`} role="option" aria-selected={n === at} onMouseDown={(event) => event.preventDefault()} onClick={() => take(person)}>
              {person.name}
            </li>
          ))}
        </ul>
      ) : null}
      {problem ? (
        <p id={`${id}-problem`} data-problem>
          {problem}
        </p>
      ) : null}
    </div>
  );
}
