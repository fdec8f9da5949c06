import { LinkOutlined } from '@ant-design/icons';
import { Select } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClear } from '../../console/parts/useClear';
import { Link } from 'react-router';
import { toLanguage, type Language } from '../../i18n/text';
import type { Definition } from '../../model/design';
import { designUrl } from '../kinds';
import { useDocument, useSurroundings } from '../useDesign';
import { Adding, useAdding } from './Adding';
import type { EditorProps } from './editor';
import type { Named } from './references';
import style from './inspector.module.css';

interface ReferenceProps extends EditorProps {
  /** What can be named, by the definitions of the app, the one under work and the settings beside. */
  options: (all: readonly Definition[], document: Definition, language: Language, beside: EditorProps['beside']) => Named[];
  many?: boolean;
  /** The kind of definition that is named, to go there and to add one. */
  kind?: string;
  /** The list of the process that is named, to add to it. */
  part?: 'statuses' | 'people';
}

/** What stands at the end of the list in place of something to choose. */
const another = '+';

/** Reference chooses something else of the app by its name. What is named and not there is shown as it is written. */
export function Reference({ id, label, value, onChange, beside, options, many, kind, part }: ReferenceProps) {
  const clear = useClear();
  const { t, i18n } = useTranslation('design');
  const way = useAdding(kind, part);
  const [wish, setWish] = useState<string>();
  const looked = useRef('');
  const latest = useRef(onChange);
  latest.current = onChange;
  const { bundle, place } = useSurroundings();
  const document = useDocument<Record<string, unknown>>();
  const found = options(bundle, document, toLanguage(i18n.language), beside);
  const chosen = many ? (Array.isArray(value) ? (value as string[]) : []) : typeof value === 'string' && value ? value : undefined;
  const gone = [chosen ?? []].flat().filter((one) => !found.some((option) => option.value === one));
  const list = [...found.map(({ value: key, label }) => ({ value: key, label })), ...gone.map((one) => ({ value: one, label: t('gone', { name: one }) }))];
  const choose = (next: string | string[] | undefined) => {
    if (next === another || (Array.isArray(next) && next.includes(another))) return way?.go ? way.go() : setWish(looked.current);
    onChange(Array.isArray(next) ? (next.length > 0 ? next : undefined) : next);
  };
  // What was added stands in the definition only after the next drawing.
  const made = (key: string) => setTimeout(() => latest.current(many ? [...(chosen ?? []), key] : key));
  return (
    <div className={style.row}>
      <Select
        id={id}
        aria-label={label}
        mode={many ? 'multiple' : undefined}
        value={chosen}
        options={way ? [...list, { value: another, label: t(way.go ? 'create.elsewhere' : 'create.another', { kind: way.words }) }] : list}
        allowClear={clear}
        showSearch={{ filterOption: (words, option) => option?.value === another || String(option?.label).toLowerCase().includes(words.toLowerCase()), onSearch: (words) => words && (looked.current = words) }}
        onOpenChange={(open) => open && (looked.current = '')}
        status={gone.length > 0 ? 'error' : undefined}
        notFoundContent={t('nothingToChoose')}
        onChange={choose}
        style={{ flex: 1, minWidth: 0 }}
      />
      {kind && typeof chosen === 'string' ? (
        <Link to={designUrl(place.app, kind, chosen)} aria-label={t('goThere')} className={style.go}>
          <LinkOutlined aria-hidden />
        </Link>
      ) : null}
      {way?.make && wish !== undefined ? <Adding way={{ ...way, make: way.make }} wish={wish} onMade={made} onClose={() => setWish(undefined)} /> : null}
    </div>
  );
}
