import { LinkOutlined } from '@ant-design/icons';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useClear } from '../../console/parts/useClear';
import { Link } from 'react-router';
import { toLanguage, type Language } from '../../i18n/text';
import type { Definition } from '../../model/design';
import { designUrl } from '../kinds';
import { useDocument, useSurroundings } from '../useDesign';
import type { EditorProps } from './editor';
import type { Named } from './references';
import style from './inspector.module.css';

interface ReferenceProps extends EditorProps {
  /** What can be named, by the definitions of the app, the one under work and the settings beside. */
  options: (all: readonly Definition[], document: Definition, language: Language, beside: EditorProps['beside']) => Named[];
  many?: boolean;
  /** The kind of definition that is named, to go there. */
  kind?: string;
}

/** Reference chooses something else of the app by its name. What is named and not there is shown as it is written. */
export function Reference({ id, label, value, onChange, beside, options, many, kind }: ReferenceProps) {
  const clear = useClear();
  const { t, i18n } = useTranslation('design');
  const { bundle, place } = useSurroundings();
  const document = useDocument<Record<string, unknown>>();
  const found = options(bundle, document, toLanguage(i18n.language), beside);
  const chosen = many ? (Array.isArray(value) ? (value as string[]) : []) : typeof value === 'string' && value ? value : undefined;
  const gone = [chosen ?? []].flat().filter((one) => !found.some((option) => option.value === one));
  const list = [...found.map(({ value: key, label }) => ({ value: key, label })), ...gone.map((one) => ({ value: one, label: t('gone', { name: one }) }))];
  return (
    <div className={style.row}>
      <Select
        id={id}
        aria-label={label}
        mode={many ? 'multiple' : undefined}
        value={chosen}
        options={list}
        allowClear={clear}
        showSearch={{ optionFilterProp: 'label' }}
        status={gone.length > 0 ? 'error' : undefined}
        notFoundContent={t('nothingToChoose')}
        onChange={(next: string | string[] | undefined) => onChange(Array.isArray(next) ? (next.length > 0 ? next : undefined) : next)}
        style={{ flex: 1, minWidth: 0 }}
      />
      {kind && typeof chosen === 'string' ? (
        <Link to={designUrl(place.app, kind, chosen)} aria-label={t('goThere')} className={style.go}>
          <LinkOutlined aria-hidden />
        </Link>
      ) : null}
    </div>
  );
}
