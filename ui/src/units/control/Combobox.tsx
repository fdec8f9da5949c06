import { useEffect, useRef, type RefObject } from 'react';
import { aria, type FieldInputProps } from '../fields/field';
import { useFloat } from './float';
import { keysOf, usePicking, type Picking } from './picking';
import style from './control.module.css';
import { Clear, Picked } from './Picked';

interface ComboboxProps extends Picking {
  props: FieldInputProps;
}

/** Combobox is the searchable list of the WAI-ARIA pattern: everything by keyboard, options announced as they move. */
export function Combobox({ props, ...picking }: ComboboxProps) {
  const { chosen, many, free, onChoose } = picking;
  const { readOnly, context, id, problems } = props;
  const { t } = context;
  const box = usePicking(picking);
  const { open, choices, at } = box;
  const single = many ? '' : (chosen[0]?.text ?? '');
  const listId = `${id}-list`;
  const field = useRef<HTMLDivElement>(null);
  const note = useRef<HTMLDivElement>(null);
  const lost = open && choices.length === 0 && !free;
  useFloat(lost, field, note, box.state);
  const silent = !open || (free && choices.length === 0);
  const leave = () => {
    if (free && box.search) box.take(box.search);
    box.close();
    props.onBlur?.();
  };
  return (
    <div className={style.combo}>
      <div ref={field} className={style.box} data-arrow={(!free && !single && !readOnly) || undefined} data-invalid={problems.length > 0 || undefined}>
        {many ? chosen.map((choice) => <Picked key={choice.value} choice={choice} t={t} onRemove={readOnly ? undefined : () => box.pick(choice)} />) : null}
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
          value={box.search ?? single}
          onInput={(event) => box.type(event.currentTarget.value)}
          onClick={() => !readOnly && box.setOpen(true)}
          onKeyDown={readOnly ? undefined : keysOf(box, picking)}
          onBlur={leave}
        />
        {single && !readOnly ? <Clear t={t} name={single} onClear={() => onChoose([])} /> : null}
      </div>
      <Options id={listId} name={props.field.title} box={box} many={many} field={field} />
      <div ref={note} role="status" className={lost ? `${style.list} ${style.note}` : 'visually-hidden'}>
        {silent ? '' : t(`form.${box.state}`, { count: choices.length })}
      </div>
    </div>
  );
}

interface OptionsProps {
  id: string;
  name: string;
  box: ReturnType<typeof usePicking>;
  many?: boolean;
  /** What it stands at. */
  field: RefObject<HTMLDivElement | null>;
}

function Options({ id, name, box, many, field }: OptionsProps) {
  const { open, choices, at } = box;
  const list = useRef<HTMLUListElement>(null);
  useFloat(open && choices.length > 0, field, list, choices);
  useEffect(() => {
    if (open && at >= 0) list.current?.children[at]?.scrollIntoView({ block: 'nearest' });
  }, [open, at]);
  return (
    <ul id={id} ref={list} role="listbox" aria-label={name} aria-multiselectable={many || undefined} className={style.list} hidden={!open || choices.length === 0}>
      {choices.map((choice, index) => (
        <li
          key={choice.value}
          id={`${id}-${index}`}
          role="option"
          aria-selected={box.isChosen(choice)}
          data-active={index === at || undefined}
          onMouseDown={(event) => {
            // The focus stays in the box.
            event.preventDefault();
            box.pick(choice);
          }}
        >
          {choice.text}
        </li>
      ))}
    </ul>
  );
}
