import { useEffect, useState, type KeyboardEvent } from 'react';
import { blank } from '../../model/formview';
import type { Choice } from '../fields/field';
import { useChoices } from './choices';

export interface Picking {
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
export const words = (text: string) => text.split(comma).map((word) => word.trim()).filter((word) => !blank(word));

/** usePicking is the state behind a combobox: what is typed, which option is at hand, what is picked. */
export function usePicking({ chosen, many, free, split, find, onChoose }: Picking) {
  const [search, setSearch] = useState<string>();
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const { choices, state } = useChoices(find, open, search ?? '');
  // With free words nothing is at hand until the person moves to it, so that Enter takes the word.
  useEffect(() => setActive(free ? -1 : 0), [search, free]);

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
    const named = (word: string) => choices.find((one) => one.text === word) ?? { value: word, text: word };
    const fresh = (split ? words(text) : [text.trim()]).map(named).filter((one) => !isChosen(one));
    if (fresh.length > 0) onChoose(many ? [...chosen, ...fresh] : fresh);
    setSearch(many ? '' : undefined);
    if (!many) setOpen(false);
  };
  const type = (text: string) => {
    if (split && free && comma.test(text)) return take(text);
    setSearch(text);
    setOpen(true);
  };
  const at = Math.min(active, choices.length - 1);
  const move = (to: number) => setActive(Math.max(free ? -1 : 0, Math.min(to, choices.length - 1)));
  return { search, open, setOpen, at, move, choices, state, close, isChosen, pick, take, type };
}

type Box = ReturnType<typeof usePicking>;

const composing = (event: KeyboardEvent) => Boolean((event.nativeEvent ?? (event as unknown as { isComposing?: boolean })).isComposing);

/** keysOf answers the keys of the WAI-ARIA pattern. */
export function keysOf(box: Box, { chosen, many, free, onChoose }: Picking): (event: KeyboardEvent) => void {
  const { search, open, at, move, choices } = box;
  const enter = () => {
    if (choices[at]) box.pick(choices[at]);
    else if (free && search) box.take(search);
  };
  const keys: Record<string, () => void> = {
    ArrowDown: () => (open ? move(at + 1) : box.setOpen(true)),
    ArrowUp: () => move(at - 1),
    Home: () => move(0),
    End: () => move(choices.length - 1),
    Enter: enter,
    Escape: box.close,
  };
  return (event) => {
    // While an input method composes, Enter and arrows belong to it.
    if (composing(event)) return;
    if (event.key === 'Backspace' && many && !search && chosen.length > 0) onChoose(chosen.slice(0, -1));
    const run = keys[event.key];
    const inText = search === undefined && (event.key === 'Home' || event.key === 'End');
    if (!run || inText || (!open && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    event.stopPropagation();
    run();
  };
}
