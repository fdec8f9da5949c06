import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { aria, type Choice, type FieldInputProps } from '../fields/field';
import { useChoices } from './choices';
import style from './control.module.css';
import { Clear, Picked } from './Picked';

interface ComboboxProps {
  props: FieldInputProps;
  chosen: readonly Choice[];
  many?: boolean;
  /** Words outside the options are answers too. */
  free?: boolean;
  /** A comma ends a word, and a pasted list is many words. */
  split?: boolean;
  /** Finds what can be chosen; called again after the person paused typing. */
  find: (search: string) => Choice[] | Promise<Choice[]>;
  onChoose: (choices: Choice[]) => void;
}

const comma = /[,，、;；\n]/;

/** words cuts a list that was written in one line. */
export const words = (text: string) => text.split(comma).map((word) => word.trim()).filter(Boolean);

const composing = (event: KeyboardEvent) => Boolean((event.nativeEvent ?? event as unknown as { isComposing?: boolean }).isComposing);

/** Combobox is the searchable list of the WAI-ARIA pattern: everything by keyboard, options announced as they move. */
export function Combobox({ props, chosen, many, free, split, find, onChoose }: ComboboxProps) {
  const { id, readOnly, context } = props;
  const { t } = context;
  const [search, setSearch] = useState<string>();
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const { choices, state } = useChoices(find, open, search ?? '');
  const list = useRef<HTMLUListElement>(null);
  const listId = `${id}-list`;
  // With free words nothing is picked by Enter unless the person moved to it.
  const at = Math.min(active, choices.length - 1);

  useEffect(() => setActive(free ? -1 : 0), [search, free]);
  useEffect(() => {
    if (open && at >= 0) list.current?.children[at]?.scrollIntoView({ block: 'nearest' });
  }, [open, at]);

  const close = () => {
    setOpen(false);
    setSearch(undefined);
  };
  const isChosen = (choice: Choice) => chosen.some((one) => one.value === choice.value);
  const pick = (choice: Choice) => {
    if (!many) onChoose([choice]);
    else onChoose(isChosen(choice) ? chosen.filter((one) => one.value !== choice.value) : [...chosen, choice]);
    if (many) setSearch('');
    else close();
  };
  /** take turns what was typed into an answer: the option of that name, else the words themselves. */
  const take = (text: string) => {
    const fresh = (split ? words(text) : [text.trim()]).map((word) => choices.find((one) => one.text === word) ?? { value: word, text: word }).filter((one) => !isChosen(one));
    if (fresh.length > 0) onChoose(many ? [...chosen, ...fresh] : fresh);
    setSearch(many ? '' : undefined);
    if (!many) setOpen(false);
  };
  const enter = () => {
    if (choices[at]) pick(choices[at]);
    else if (free && search) take(search);
  };
  const keys: Record<string, () => void> = {
    ArrowDown: () => (open ? setActive(Math.min(at + 1, choices.length - 1)) : setOpen(true)),
    ArrowUp: () => setActive(Math.max(at - 1, free ? -1 : 0)),
    Home: () => setActive(0),
    End: () => setActive(choices.length - 1),
    Enter: enter,
    Escape: close,
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // While an input method composes, Enter and arrows belong to it.
    if (composing(event)) return;
    if (event.key === 'Backspace' && many && !search && chosen.length > 0) onChoose(chosen.slice(0, -1));
    const run = keys[event.key];
    const moving = search === undefined && (event.key === 'Home' || event.key === 'End');
    if (!run || moving || (!open && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    event.stopPropagation();
    run();
  };
  const type = (text: string) => {
    if (split && free && comma.test(text)) return take(text);
    setSearch(text);
    setOpen(true);
  };
  const single = many ? '' : (chosen[0]?.text ?? '');
  const empty = open && choices.length === 0;
  return (
    <div className={style.combo}>
      <div className={style.box} data-invalid={props.problems.length > 0 || undefined}>
        {many ? chosen.map((choice) => <Picked key={choice.value} choice={choice} t={t} onRemove={readOnly ? undefined : () => pick(choice)} />) : null}
        <input
          id={id}
          role="combobox"
          type="text"
          autoComplete="off"
          aria-expanded={open && choices.length > 0}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={open && choices[at] ? `${listId}-${at}` : undefined}
          {...aria(props)}
          readOnly={readOnly}
          placeholder={single || t(free && many ? 'form.addTag' : 'form.pick')}
          value={search ?? single}
          onInput={(event) => type(event.currentTarget.value)}
          onClick={() => !readOnly && setOpen(true)}
          onKeyDown={readOnly ? undefined : onKeyDown}
          onBlur={() => {
            if (free && search) take(search);
            close();
            props.onBlur?.();
          }}
        />
        {single && !readOnly ? <Clear t={t} name={single} onClear={() => onChoose([])} /> : null}
      </div>
      <ul id={listId} ref={list} role="listbox" aria-label={props.field.title} aria-multiselectable={many || undefined} className={style.list} hidden={!open || choices.length === 0}>
        {choices.map((choice, index) => (
          <li
            key={choice.value}
            id={`${listId}-${index}`}
            role="option"
            aria-selected={isChosen(choice)}
            data-active={index === at || undefined}
            onMouseDown={(event) => {
              event.preventDefault();
              pick(choice);
            }}
          >
            {choice.text}
          </li>
        ))}
      </ul>
      <div role="status" className={empty && !free ? `${style.list} ${style.note}` : 'visually-hidden'}>
        {open && !(free && empty) ? t(`form.${state}`, { count: choices.length }) : ''}
      </div>
    </div>
  );
}
