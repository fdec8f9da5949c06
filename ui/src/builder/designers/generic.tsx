import { useTranslation } from 'react-i18next';
import type { Text } from '../../i18n/text';
import type { Definition } from '../../model/design';
import raw from '../inspector/editors/raw';
import text from '../inspector/editors/text';
import { useDocument, useSurroundings } from '../useDesign';
import style from './generic.module.css';

/** The designer of kinds that have none of their own: title and settings, the settings as they are stored. */
export default function Generic() {
  const { t } = useTranslation('design');
  const { design, problems } = useSurroundings();
  const document = useDocument<Record<string, unknown>>();
  const set = (what: 'title' | 'description', value: unknown) =>
    design.do<Record<string, unknown>>({ said: { key: 'renamed' }, gesture: what, apply: (draft) => void ((draft as Definition)[what] = value as Text) });
  const common = { schema: {}, root: {}, problems, beside: {} };
  return (
    <div className={style.page} onBlur={design.settle}>
      <label htmlFor="title">{t('name')}</label>
      <text.Edit {...common} id="title" value={document.title} pointer="/title" onChange={(value) => set('title', value ?? '')} />
      <label htmlFor="description">{t('description')}</label>
      <text.Edit {...common} id="description" value={document.description} pointer="/description" onChange={(value) => set('description', value)} />
      <label htmlFor="spec">{t('settings')}</label>
      <raw.Edit {...common} id="spec" value={document.spec} pointer="/spec" onChange={(value) => design.do<Record<string, unknown>>({ said: { key: 'changed' }, gesture: 'spec', apply: (draft) => void (draft.spec = (value ?? {}) as never) })} />
    </div>
  );
}
