import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { say, toLanguage } from '../../../i18n/text';
import { fresh } from '../../../model/design';
import type { Use } from '../../../model/flow';
import { useSurroundings } from '../../useDesign';
import { Cards } from '../Cards';
import { defineEditor, type EditorProps } from '../editor';
import { Setting, Settings } from '../Settings';
import { useUseWords } from '../useWords';
import style from '../inspector.module.css';

const condition = { type: 'object', 'x-editor': 'condition' };

/** A list of actions, done in order; each with its own settings, and only if its condition holds. */
function Edit({ id, value, onChange, pointer, problems, beside }: EditorProps) {
  const { t, i18n } = useTranslation('designprocess');
  const { catalog } = useSurroundings();
  const language = toLanguage(i18n.language);
  const words = useUseWords();
  const list = Array.isArray(value) ? (value as Use[]) : [];
  const set = (next: Use[]) => onChange(next.length > 0 ? next : undefined);
  const label = (type: string) => say(catalog.actions.find((info) => info.id === type)?.label, language) || type;
  const add = (type: string) => set([...list, { key: fresh(type, list.map(({ key }) => key)), do: type, settings: {} }]);
  const body = (use: Use, at: number, put: (next: Use) => void) => {
    const info = catalog.actions.find((one) => one.id === use.do);
    return (
      <>
        <Settings schema={info?.settings ?? {}} value={use.settings ?? {}} pointer={`${pointer}/${at}/settings`} problems={problems} onChange={(next) => put({ ...use, settings: next })} />
        <Setting name="if" title={t('onlyIf')} schema={condition} root={condition} value={use.if} beside={beside} pointer={`${pointer}/${at}/if`} problems={problems} onChange={(next) => put(next === undefined ? omit(use, 'if') : { ...use, if: next as Use['if'] })} />
      </>
    );
  };
  return (
    <Cards list={list} onChange={set} head={(use) => ({ title: words(use) || label(use.do), hint: words(use) ? label(use.do) : undefined })} body={body}>
      <Select id={id} className={style.add} value={null} placeholder={t('addAction')} aria-label={t('addAction')} options={catalog.actions.map((info) => ({ value: info.id, label: say(info.label, language) }))} onChange={(type: string | null) => type && add(type)} />
    </Cards>
  );
}

function omit(use: Use, name: 'if'): Use {
  const { [name]: _, ...rest } = use;
  return rest;
}

export default defineEditor({ Edit, grouped: true });
