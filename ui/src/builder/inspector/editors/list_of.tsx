import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { fresh, resolve, type Schema } from '../../../model/design';
import { defineEditor, editorOf, type EditorProps } from '../editor';
import style from '../inspector.module.css';

/** What a new element of a list starts as. One that needs a key gets one that none of the others has. */
function blank(schema: Schema, name = '', others: readonly unknown[] = []): unknown {
  if (schema.type === 'object') return schema.required?.includes('key') ? { key: fresh(name, others.map((one) => String((one as { key?: string })?.key))) } : {};
  return schema.type === 'number' || schema.type === 'integer' ? (schema.minimum ?? 0) : '';
}

/** A list of choices is one control; of anything else, rows that can be moved and taken out. */
function Edit(props: EditorProps) {
  const { id, label, schema, root, value, onChange, pointer } = props;
  const { t } = useTranslation(['settings', 'design']);
  const item = resolve(schema.items ?? {}, root);
  const list = Array.isArray(value) ? (value as unknown[]) : [];
  const set = (next: unknown[]) => onChange(next.length > 0 ? next : undefined);
  if (item.enum) {
    const options = item.enum.map((one) => ({ value: String(one), label: t([`value.${pointer.split('/').at(-1)!}.${one}`, `value.${one}`], { defaultValue: String(one) }) }));
    return <Select id={id} aria-label={label} mode="multiple" value={list.map(String)} options={options} onChange={set} style={{ width: '100%' }} />;
  }
  if (item.type === 'string' && !item['x-editor']) return <Select id={id} aria-label={label} mode="tags" value={list.map(String)} onChange={set} open={false} style={{ width: '100%' }} />;
  return <Rows {...props} item={item} list={list} set={set} />;
}

function Rows({ schema, root, pointer, problems, item, list, set }: EditorProps & { item: Schema; list: unknown[]; set: (next: unknown[]) => void }) {
  const { t } = useTranslation('design');
  const { Edit: One } = editorOf(schema.items ?? {}, root);
  const move = (at: number, to: number) => {
    const next = [...list];
    next.splice(to, 0, ...next.splice(at, 1));
    set(next);
  };
  return (
    <div className={style.rows}>
      {list.map((one, at) => (
        <div key={at} className={style.item}>
          <One id={`${pointer}/${at}`} label={t('item', { at: at + 1 })} schema={item} root={root} value={one} pointer={`${pointer}/${at}`} problems={problems} beside={{}} onChange={(next) => set(list.map((old, index) => (index === at ? (next ?? blank(item)) : old)))} />
          <div className={style.tools}>
            <Button size="small" type="text" icon={<ArrowUpOutlined aria-hidden />} aria-label={t('up', { at: at + 1 })} disabled={at === 0} onClick={() => move(at, at - 1)} />
            <Button size="small" type="text" icon={<ArrowDownOutlined aria-hidden />} aria-label={t('down', { at: at + 1 })} disabled={at === list.length - 1} onClick={() => move(at, at + 1)} />
            <Button size="small" type="text" icon={<DeleteOutlined aria-hidden />} aria-label={t('takeOut', { at: at + 1 })} onClick={() => set(list.filter((_, index) => index !== at))} />
          </div>
        </div>
      ))}
      <Button type="dashed" size="small" icon={<PlusOutlined aria-hidden />} disabled={list.length >= (schema.maxItems ?? Infinity)} onClick={() => set([...list, blank(item, pointer.split('/').at(-1)!.replace(/s$/, ''), list)])}>
        {t('addRow')}
      </Button>
    </div>
  );
}

export default defineEditor({ Edit, grouped: true });
