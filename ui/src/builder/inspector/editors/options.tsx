import { useTranslation } from 'react-i18next';
import { resolve } from '../../../model/design';
import { toLanguage } from '../../../i18n/text';
import { optionsOf } from '../../../model/formdraft';
import type { OptionSpec } from '../../../model/optiondesign';
import { useSurroundings } from '../../useDesign';
import { defineEditor, type EditorProps } from '../editor';
import { Options } from '../Options';
import style from '../options.module.css';

/** The choices of a field; those of a dictionary, when it uses one, are edited there. */
function Edit({ id, schema, root, value, onChange, pointer, problems, beside }: EditorProps) {
  const { t, i18n } = useTranslation('designparts');
  const { bundle } = useSurroundings();
  const list = Array.isArray(value) ? (value as OptionSpec[]) : [];
  if (beside.list && list.length === 0) {
    const shown = optionsOf({ settings: beside }, bundle, toLanguage(i18n.language)) ?? [];
    return (
      <>
        <p className={style.hint}>{t('options.fromList', { count: shown.length })}</p>
        <ul className={style.dictionary}>
          {shown.slice(0, 20).map((one) => (
            <li key={one.key} data-tone={one.color || 'grey'}>
              {one.title}
            </li>
          ))}
        </ul>
      </>
    );
  }
  return <Options id={id} list={list} schema={resolve(schema.items ?? {}, root)} root={root} pointer={pointer} problems={problems} most={schema.maxItems ?? 500} onChange={(next) => onChange(next.length > 0 ? next : undefined)} />;
}

export default defineEditor({ Edit, grouped: true });
