import { useEffect, useState } from 'react';
import type { Choice, FieldContext, FieldDefinition } from '../fields/field';

/** What has been found so far, by type and id, so that a picked person keeps their name when the form is drawn again. */
const found = new Map<string, Choice>();

/** choiceOf names an id: as the server did, else as the search that found it did, else the id itself. */
export function choiceOf(field: FieldDefinition, value: unknown, context: FieldContext, only = true): Choice {
  const id = String(value);
  const known = found.get(`${field.type}:${id}`);
  return { value: id, color: known?.color, text: context.names?.[id] ?? known?.text ?? (only ? context.texts?.[field.key] : '') ?? id };
}

/** remember keeps the names of choices for choiceOf. */
export function remember(field: FieldDefinition, choices: readonly Choice[]): void {
  choices.forEach((choice) => found.set(`${field.type}:${choice.value}`, choice));
}

/** How a search stands; each has a sentence `form.<state>`. */
export type SearchState = 'searching' | 'found' | 'nothing' | 'searchFailed';

/** useChoices runs a search a moment after the last key, and drops answers that come too late. */
export function useChoices(find: (search: string) => Choice[] | Promise<Choice[]>, open: boolean, search: string) {
  const [choices, setChoices] = useState<Choice[]>([]);
  const [state, setState] = useState<SearchState>('searching');
  useEffect(() => {
    if (!open) return undefined;
    let late = false;
    const show = (list: Choice[]) => {
      if (late) return;
      setChoices(list);
      setState(list.length > 0 ? 'found' : 'nothing');
    };
    const fail = () => {
      if (late) return;
      setChoices([]);
      setState('searchFailed');
    };
    const run = () => {
      const answer = find(search);
      if (Array.isArray(answer)) return show(answer);
      setState('searching');
      answer.then(show, fail);
    };
    const timer = setTimeout(run, search ? 180 : 0);
    return () => {
      late = true;
      clearTimeout(timer);
    };
  }, [open, search]);
  return { choices, state };
}

/** matching filters options by what was typed, anywhere in their text. */
export function matching(choices: readonly Choice[], search: string): Choice[] {
  const wanted = search.trim().toLowerCase();
  return choices.filter((choice) => choice.text.toLowerCase().includes(wanted));
}
