import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toLanguage } from '../../../i18n/text';
import { permissionOf, permissions, permit, type StepFields } from '../../../model/stepfields';
import { useDocument, useSurroundings } from '../../useDesign';
import { defineEditor, type EditorProps } from '../editor';
import { fieldsOf, formOf } from '../references';
import style from '../matrix.module.css';

/** The fields of a step as a matrix: each row a field, each column what the step does with it. */
function Edit({ id, value, onChange }: EditorProps) {
  const { t, i18n } = useTranslation('designprocess');
  const { bundle } = useSurroundings();
  const [words, setWords] = useState('');
  const fields = (value ?? {}) as StepFields;
  const known = fieldsOf(bundle, formOf(useDocument()), toLanguage(i18n.language));
  const [first] = useState(() => new Set(known.filter((field) => permissionOf(fields, field.value) !== 'as_is').map((field) => field.value)));
  const shown = [...known.filter((field) => first.has(field.value)), ...known.filter((field) => !first.has(field.value))].filter((field) => `${field.label} ${field.value}`.toLowerCase().includes(words.trim().toLowerCase()));
  const set = (field: string, permission: (typeof permissions)[number]) => {
    const next = permit(fields, field, permission);
    onChange(Object.keys(next).length > 0 ? next : undefined);
  };
  return (
    <div className={style.matrix}>
      <Input id={id} value={words} allowClear placeholder={t('permission.find')} aria-label={t('permission.find')} onChange={(event) => setWords(event.target.value)} />
      <div className={style.frame} tabIndex={0} role="region" aria-label={t('permission.table')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('permission.field')}</th>
              {permissions.map((permission) => (
                <th key={permission} scope="col" title={t(`permission.hint.${permission}`)}>
                  {t(`permission.${permission}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((field) => {
              const now = permissionOf(fields, field.value);
              return (
                <tr key={field.value} data-set={now === 'as_is' ? undefined : now}>
                  <th scope="row">{field.label}</th>
                  {permissions.map((permission) => (
                    <td key={permission}>
                      <label>
                        <input type="radio" name={`${id}-${field.value}`} checked={now === permission} aria-label={`${field.label}: ${t(`permission.${permission}`)}`} onChange={() => set(field.value, permission)} />
                      </label>
                    </td>
                  ))}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </div>
  );
}

export default defineEditor({ Edit, grouped: true });
