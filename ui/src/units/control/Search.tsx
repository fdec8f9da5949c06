import type { FieldInputProps, FieldViewProps } from '../fields/field';
import { choiceOf, remember } from './choices';
import { Combobox } from './Combobox';
import { Nothing } from './Line';

/** SearchInput picks a person, department or record the server looks up; the value is its id. */
export function SearchInput(props: FieldInputProps) {
  const { field, value, onChange, context } = props;
  const chosen = value ? [choiceOf(field, value, context)] : [];
  const find = async (search: string) => {
    const choices = (await context.lookup?.(field, search)) ?? [];
    remember(field, choices);
    return choices;
  };
  return <Combobox props={props} chosen={chosen} find={find} onChoose={([one]) => onChange(one?.value ?? null)} />;
}

export function SearchView({ field, value, context }: FieldViewProps) {
  if (!value) return <Nothing context={context} />;
  return <span>{choiceOf(field, value, context).text}</span>;
}
