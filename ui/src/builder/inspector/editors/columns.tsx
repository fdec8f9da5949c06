import { Button, Input, Select } from 'antd';
import { PlusOutlined } from '@ant-design/icons';
import { useState, type ClipboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { say, toLanguage } from '../../../i18n/text';
import { fresh, resolve, type UnitInfo } from '../../../model/design';
import { headings } from '../../../model/formfield';
import type { FieldSpec } from '../../../model/formdesign';
import { Cards } from '../Cards';
import { wishesFor } from '../../keys';
import { useSurroundings } from '../../useDesign';
import { defineEditor, type EditorProps } from '../editor';
import { ScopeContext, titleOfField } from '../scope';
import { Settings } from '../Settings';
import setting from '../inspector.module.css';

/** Groups of types that cannot stand in a row: what has to be asked for, drawn or stored elsewhere. */
const apart = new Set(['people', 'file', 'relation']);

/** The columns of a table of rows: each is a field of its own. */
function Edit({ id, schema, root, value, onChange, pointer, problems }: EditorProps) {
  const { t, i18n } = useTranslation('designparts');
  const { catalog } = useSurroundings();
  const language = toLanguage(i18n.language);
  const list = Array.isArray(value) ? (value as FieldSpec[]) : [];
  const one = resolve(schema.items ?? {}, root);
  const units = catalog.fields.filter((unit) => !apart.has(unit.group) && !['autonumber', 'rollup', 'signature', 'hidden'].includes(unit.id));
  const unitOf = (type: string) => catalog.fields.find((unit) => unit.id === type);
  const put = (next: FieldSpec[]) => onChange(next.length > 0 ? next : undefined);
  return (
    <ScopeContext value={list}>
      <Cards
        list={list}
        onChange={put}
        head={(column) => ({ title: titleOfField(column, language), hint: say(unitOf(column.type)?.label, language) })}
        body={(column, at, set) => (
          <>
            <Settings schema={one} root={root} value={column as unknown as Record<string, unknown>} pointer={`${pointer}/${at}`} problems={problems} without={['type', 'settings']} onChange={(next) => set(next as unknown as FieldSpec)} />
            <Type column={column} units={units} id={`${id}-${at}-type`} set={set} />
            <Own unit={unitOf(column.type)} column={column} pointer={`${pointer}/${at}/settings`} problems={problems} set={set} />
          </>
        )}
      >
        <Add id={id} list={list} units={units} most={schema.maxItems ?? 30} put={put} label={t('columns.add')} />
      </Cards>
    </ScopeContext>
  );
}

interface PartProps {
  column: FieldSpec;
  set: (next: FieldSpec) => void;
}

function Type({ column, units, id, set }: PartProps & { units: readonly UnitInfo[]; id: string }) {
  const { t, i18n } = useTranslation('designparts');
  const language = toLanguage(i18n.language);
  const change = (type: string) => {
    const { settings: _, ...kept } = column;
    set({ ...kept, type });
  };
  return (
    <div className={setting.setting}>
      <label htmlFor={id}>{t('columns.type')}</label>
      <Select id={id} value={column.type} showSearch={{ optionFilterProp: 'label' }} options={units.map((unit) => ({ value: unit.id, label: say(unit.label, language) }))} onChange={change} />
    </div>
  );
}

function Own({ unit, column, pointer, problems, set }: PartProps & Pick<EditorProps, 'pointer' | 'problems'> & { unit?: UnitInfo }) {
  if (!unit || Object.keys(unit.settings.properties ?? {}).length === 0) return null;
  const change = (settings: Record<string, unknown>) => {
    const { settings: _, ...kept } = column;
    set(Object.keys(settings).length > 0 ? { ...kept, settings } : kept);
  };
  return <Settings schema={unit.settings} value={column.settings ?? {}} pointer={pointer} problems={problems} onChange={change} />;
}

interface AddProps {
  id: string;
  list: readonly FieldSpec[];
  units: readonly UnitInfo[];
  most: number;
  put: (list: FieldSpec[]) => void;
  label: string;
}

/** A column is named and added with Enter; a pasted row of headings adds many. */
function Add({ id, list, units, most, put, label }: AddProps) {
  const { t, i18n } = useTranslation('designparts');
  const language = toLanguage(i18n.language);
  const [title, setTitle] = useState('');
  const [type, setType] = useState('text');
  const add = async (titles: readonly string[]) => {
    setTitle('');
    const keys = await wishesFor(titles);
    const used = list.map((column) => column.key);
    const made = titles.slice(0, most - list.length).map((name, at): FieldSpec => {
      const key = fresh(keys[at] || 'column', used);
      used.push(key);
      return { key, type, title: name };
    });
    put([...list, ...made]);
  };
  const paste = (event: ClipboardEvent) => {
    const titles = headings(event.clipboardData.getData('text'));
    if (titles.length < 2) return;
    event.preventDefault();
    void add(titles);
  };
  return (
    <div className={setting.column}>
      <Input id={id} value={title} placeholder={label} aria-label={label} disabled={list.length >= most} onChange={(event) => setTitle(event.target.value)} onPaste={paste} onPressEnter={() => title.trim() && void add([title.trim()])} />
      <Select value={type} aria-label={t('columns.newType')} showSearch={{ optionFilterProp: 'label' }} popupMatchSelectWidth={false} options={units.map((unit) => ({ value: unit.id, label: say(unit.label, language) }))} onChange={setType} />
      <Button icon={<PlusOutlined aria-hidden />} aria-label={t('columns.addNow')} disabled={!title.trim()} onClick={() => void add([title.trim()])} />
    </div>
  );
}

export default defineEditor({ Edit, grouped: true });
