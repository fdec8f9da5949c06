import { DeleteOutlined } from '@ant-design/icons';
import { Button, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { toLanguage } from '../../../i18n/text';
import { blankOf, sourceOf, sources, type Source } from '../../../model/values';
import { useDocument, useSurroundings } from '../../useDesign';
import { defineEditor, type EditorProps } from '../editor';
import { fieldsOf, formOf, processOf } from '../references';
import { Fixed } from '../Fixed';
import { Setting } from '../Settings';
import style from '../inspector.module.css';

const editors = { expr: { type: 'string', 'x-editor': 'expression' }, text: { type: 'string' }, people: { type: 'string', 'x-editor': 'people' } } as const;

/** What fields become: a fixed value, the result of an expression, words with places, somebody a people rule finds, or nothing. */
function Edit({ id, schema, value, onChange, pointer, problems, beside }: EditorProps) {
  const { t, i18n } = useTranslation('designprocess');
  const { bundle } = useSurroundings();
  const document = useDocument();
  const language = toLanguage(i18n.language);
  const map = (value ?? {}) as Record<string, unknown>;
  const own = formOf(document);
  const form = typeof beside.form === 'string' ? beside.form : relationTarget(bundle, own, beside.relation);
  const fields = fieldsOf(bundle, form, language);
  const title = (key: string) => fields.find((field) => field.value === key)?.label ?? key;
  const usable = sources.filter((one) => (schema['x-sources'] ? schema['x-sources'].includes(one) : one !== 'people' || processOf(bundle, document)));
  const set = (key: string, next: unknown) => onChange({ ...map, [key]: next });
  const drop = (key: string) => {
    const { [key]: _, ...rest } = map;
    onChange(Object.keys(rest).length > 0 ? rest : undefined);
  };
  return (
    <div className={style.pairs}>
      {Object.entries(map).map(([key, one]) => {
        const source = sourceOf(one);
        return (
          <div key={key} className={style.pair}>
            <div className={style.cardHead}>
              <b>{title(key)}</b>
              <Select size="small" aria-label={t('source.label', { name: title(key) })} value={source} options={usable.map((name) => ({ value: name, label: t(`source.${name}`) }))} onChange={(next: Source) => set(key, blankOf(next))} popupMatchSelectWidth={false} />
              <Button size="small" type="text" icon={<DeleteOutlined aria-hidden />} aria-label={t('dropField', { name: title(key) })} onClick={() => drop(key)} />
            </div>
            {source === 'fixed' ? <Fixed form={form} field={key} label={title(key)} value={one} onChange={(next) => set(key, next)} /> : null}
            {source === 'expr' || source === 'text' || source === 'people' ? <Setting name={source} title={t(`source.${source}`)} schema={editors[source]} root={editors[source]} value={(one as Record<string, unknown>)[source]} beside={beside} pointer={`${pointer}/${key}/${source}`} problems={problems} onChange={(next) => set(key, { [source]: next ?? '' })} /> : null}
          </div>
        );
      })}
      <Select id={id} value={null} showSearch={{ optionFilterProp: 'label' }} placeholder={t('addField')} aria-label={t('addField')} options={fields.filter((field) => !(field.value in map))} onChange={(key: string | null) => key && set(key, '')} />
    </div>
  );
}

/** relationTarget is the form a relation field leads to, else the form itself. */
function relationTarget(bundle: readonly { kind: string; key: string; spec: Record<string, unknown> }[], form: string, relation: unknown): string {
  const fields = (bundle.find(({ kind, key }) => kind === 'form' && key === form)?.spec.fields ?? []) as { key: string; settings?: { form?: string } }[];
  return (typeof relation === 'string' && fields.find(({ key }) => key === relation)?.settings?.form) || form;
}

export default defineEditor({ Edit, grouped: true });
