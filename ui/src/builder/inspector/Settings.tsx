import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../api/problem';
import { problemText } from '../../i18n/console';
import { say, toLanguage } from '../../i18n/text';
import { resolve, type Schema } from '../../model/design';
import { editorOf } from './editor';
import style from './inspector.module.css';

interface SettingsProps {
  schema: Schema;
  root?: Schema;
  value: Readonly<Record<string, unknown>>;
  /** name is the setting that was changed. */
  onChange: (value: Record<string, unknown>, name: string) => void;
  pointer: string;
  problems: readonly Problem[];
  /** Settings not to show, such as those the designer edits elsewhere. */
  without?: readonly string[];
}

/** Settings draws one editor for every setting that a schema names. */
export function Settings({ schema, root = schema, value, onChange, pointer, problems, without = [] }: SettingsProps) {
  const own = resolve(schema, root);
  const set = (name: string, next: unknown) => {
    const { [name]: _, ...rest } = value;
    onChange(next === undefined ? rest : { ...rest, [name]: next }, name);
  };
  return (
    <div className={style.settings}>
      {Object.entries(own.properties ?? {})
        .filter(([name]) => !without.includes(name))
        .map(([name, one]) => (
          <Setting key={name} name={name} schema={one} root={root} required={own.required?.includes(name)} value={value[name]} beside={value} onChange={(next) => set(name, next)} pointer={`${pointer}/${name}`} problems={problems} />
        ))}
    </div>
  );
}

interface SettingProps {
  name: string;
  schema: Schema;
  root: Schema;
  required?: boolean;
  value: unknown;
  beside: Readonly<Record<string, unknown>>;
  onChange: (value: unknown) => void;
  pointer: string;
  problems: readonly Problem[];
  /** Words instead of the schema's own. */
  title?: string;
}

/** Setting is one editor with its label and what is wrong with its value. */
export function Setting({ name, schema, root, required, value, beside, onChange, pointer, problems, title }: SettingProps) {
  const { t, i18n } = useTranslation('design');
  const id = useId();
  const { Edit, grouped: groups } = editorOf(schema, root);
  const resolved = resolve(schema, root);
  const grouped = typeof groups === 'function' ? groups(resolved) : groups;
  const label = title ?? (say(schema['x-title'] ?? resolved['x-title'], toLanguage(i18n.language)) || name);
  const help = say(schema['x-help'] ?? resolved['x-help'], toLanguage(i18n.language));
  const mine = problems.filter((problem) => problem.pointer === pointer || problem.pointer.startsWith(`${pointer}/`));
  const direct = mine.filter((problem) => problem.pointer === pointer || !grouped);
  const editor = <Edit id={id} label={grouped ? label : undefined} schema={resolved} root={root} value={value} onChange={onChange} pointer={pointer} problems={mine} beside={beside} />;
  const words = (
    <>
      {label}
      {required ? <i title={t('required')}> *</i> : null}
    </>
  );
  return (
    <div className={style.setting} data-setting={name} data-wrong={direct.length > 0 || undefined}>
      {grouped ? (
        <fieldset>
          <legend>{words}</legend>
          {editor}
        </fieldset>
      ) : (
        <>
          <label htmlFor={id}>{words}</label>
          {editor}
        </>
      )}
      {help ? <p className={style.help}>{help}</p> : null}
      {direct.map((problem, at) => (
        <p key={at} className={style.wrong} role="alert">
          {problem.message || problemText(problem)}
        </p>
      ))}
    </div>
  );
}
