import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { get } from '../../api/client';
import { formWords } from '../../form';
import { toLanguage } from '../../i18n/text';
import type { Member } from '../../model/people';
import { Combobox } from '../../units/control/Combobox';
import type { Choice, FieldInputProps } from '../../units/fields';
import style from './form.module.css';

interface PersonPickerProps {
  /** Colleagues of this app; with none, everybody whom an administrator may choose. */
  app?: string;
  /** Only who can work on this form of the app. */
  form?: string;
  label: string;
  problem?: string;
  /** Who is chosen already. */
  initial?: { id: string; name: string } | null;
  onChange: (id: string) => void;
}

interface Found {
  id: string;
  name: string;
  department?: string;
  /** They have never signed in. */
  invited?: boolean;
}

async function people(app: string | undefined, form: string | undefined, q: string): Promise<Found[]> {
  if (app) return get<Found[]>(`apps/${app}/people`, { query: { q, form } });
  const { items } = await get<{ items: Member[] }>('users', { query: { q, limit: 20 } });
  return items.filter((one) => one.state !== 'inactive').map(({ id, name, departmentName, state }) => ({ id, name, department: departmentName, invited: state === 'invited' }));
}

/** PersonPicker finds one colleague by name. */
export function PersonPicker({ app, form, label, problem, initial, onChange }: PersonPickerProps) {
  const { t, i18n } = useTranslation('common');
  const language = toLanguage(i18n.language);
  const [chosen, setChosen] = useState<Choice[]>(initial ? [{ value: initial.id, text: initial.name }] : []);
  const id = useId();
  const find = async (q: string): Promise<Choice[]> => {
    const found = await people(app, form, q);
    return found.map((one) => ({ value: one.id, text: [one.name, one.department, one.invited && t('notHere')].filter(Boolean).join(' · ') }));
  };
  const props: FieldInputProps = {
    id,
    field: { key: 'to', title: label, type: 'user', level: 'write' },
    value: chosen[0]?.value ?? null,
    onChange: () => undefined,
    required: true,
    problems: problem ? [{ code: 'form.field.required', pointer: '' }] : [],
    describedBy: problem ? `${id}-problem` : undefined,
    context: { language, t: formWords(language), values: {} },
  };
  return (
    <div className={style.line}>
      <label htmlFor={id}>{label}</label>
      <Combobox
        props={props}
        chosen={chosen}
        find={find}
        onChoose={(list) => {
          setChosen(list);
          onChange(list[0]?.value ?? '');
        }}
      />
      {problem ? (
        <p id={`${id}-problem`} data-problem>
          {problem}
        </p>
      ) : null}
    </div>
  );
}
