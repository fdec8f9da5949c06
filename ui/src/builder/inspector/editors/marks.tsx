import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Text } from '../../../i18n/text';
import { defineEditor, type EditorProps } from '../editor';
import words from './text';
import style from '../inspector.module.css';

interface Mark {
  value: number;
  title: Text;
}

/** What stands at places of a scale, in the order of the scale. */
function Edit({ value, schema, onChange, beside }: EditorProps) {
  const { t } = useTranslation(['designparts', 'design']);
  const list = Array.isArray(value) ? (value as Mark[]) : [];
  const set = (next: Mark[]) => onChange(next.length > 0 ? next : undefined);
  const put = (at: number, change: Partial<Mark>) => set(list.map((mark, index) => (index === at ? { ...mark, ...change } : mark)));
  const step = Number(beside.step ?? 1);
  const next = list.length > 0 ? Math.max(...list.map((mark) => mark.value)) + step : Number(beside.min ?? 0);
  return (
    <div className={style.rows}>
      {list.map((mark, at) => (
        <div key={at} className={style.marks}>
          <InputNumber value={mark.value} aria-label={t('marks.at', { at: at + 1 })} onChange={(to) => put(at, { value: to ?? 0 })} onBlur={() => set([...list].sort((a, b) => a.value - b.value))} />
          <words.Edit id={`mark-${at}`} label={t('marks.words', { at: at + 1 })} schema={{}} root={{}} value={mark.title} pointer="" problems={[]} beside={{}} onChange={(title) => put(at, { title: (title ?? '') as Text })} />
          <Button size="small" type="text" icon={<DeleteOutlined aria-hidden />} aria-label={t('design:takeOut', { at: at + 1 })} onClick={() => set(list.filter((_, index) => index !== at))} />
        </div>
      ))}
      <Button type="dashed" size="small" icon={<PlusOutlined aria-hidden />} disabled={list.length >= (schema.maxItems ?? Infinity)} onClick={() => set([...list, { value: next, title: String(next) }])}>
        {t('marks.add')}
      </Button>
    </div>
  );
}

export default defineEditor({ Edit, grouped: true });
