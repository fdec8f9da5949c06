import { Segmented } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { formWords, useUnits } from '../../form';
import { lookupIn } from '../../console/parts/lookup';
import { draftView } from '../../model/formdraft';
import type { FieldSpec } from '../../model/formdesign';
import { fields } from '../../units/fields';
import { Setting } from '../inspector/Settings';
import { useSurroundings } from '../useDesign';
import { useDesk } from './desk';
import { formula } from './schemas';
import style from '../inspector/inspector.module.css';

/** Groups of types whose value nobody can give beforehand. */
const without = new Set(['file', 'system', 'relation']);

interface DefaultSettingProps {
  field: FieldSpec;
  pointer: string;
  onChange: (value: unknown) => void;
}

/** DefaultSetting is what a field starts with: a value, entered by the field's own control, or a formula. */
export function DefaultSetting({ field, pointer, onChange }: DefaultSettingProps) {
  const { t } = useTranslation('designform');
  const desk = useDesk();
  const { problems } = useSurroundings();
  const id = useId();
  const ready = useUnits([field.type]);
  if (!ready || without.has(desk.unit(field.type)?.group ?? '') || fields.get(field.type).transient) return null;
  const expr = (field.default as { expr?: string } | null | undefined)?.expr;
  const worked = typeof expr === 'string';
  return (
    <div className={style.setting}>
      <span id={`${id}-label`}>{t('default')}</span>
      <Segmented
        aria-labelledby={`${id}-label`}
        value={worked ? 'expr' : 'value'}
        options={[
          { value: 'value', label: t('defaultValue') },
          { value: 'expr', label: t('defaultFormula') },
        ]}
        onChange={(kind) => onChange(kind === 'expr' ? { expr: '' } : undefined)}
      />
      {worked ? (
        <Setting name="expr" title={t('defaultFormula')} schema={formula} root={{}} value={expr} beside={{}} onChange={(value) => onChange({ expr: (value as string | undefined) ?? '' })} pointer={`${pointer}/expr`} problems={problems} />
      ) : (
        <Value field={field} id={id} onChange={onChange} />
      )}
    </div>
  );
}

function Value({ field, id, onChange }: { field: FieldSpec; id: string; onChange: (value: unknown) => void }) {
  const { t } = useTranslation('designform');
  const desk = useDesk();
  const { bundle, place } = useSurroundings();
  const view = draftView({ fields: [field] }, place.key, '', 'form', bundle, desk.language, desk.catalog.fields).fields[field.key]!;
  const { Input, grouped } = fields.get(field.type);
  const single = !(typeof grouped === 'function' ? grouped(view) : grouped);
  const control = `${id}-value`;
  return (
    <>
      {single ? (
        <label htmlFor={control} className="visually-hidden">
          {t('default')}
        </label>
      ) : null}
      <Input id={control} labelId={`${id}-label`} field={{ ...view, required: false }} value={field.default} onChange={(value) => onChange(value ?? undefined)} problems={[]} context={{ language: desk.language, t: formWords(desk.language), values: {}, lookup: lookupIn(place.app, place.key) }} />
    </>
  );
}
