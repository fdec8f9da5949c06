import { useTranslation } from 'react-i18next';
import { produce } from 'immer';
import type { Text } from '../../i18n/text';
import type { FormDefinition, FormSpec } from '../../model/formdesign';
import type { EditorProps } from '../inspector/editor';
import { Reference } from '../inspector/Reference';
import { definitionsOf } from '../inspector/references';
import { Setting } from '../inspector/Settings';
import { useSurroundings } from '../useDesign';
import { useDesk, useDraft } from './desk';
import { aField, flag, icon, long, someFields, text } from './schemas';
import style from './inspector.module.css';
import setting from '../inspector/inspector.module.css';

const reachable = ['name', 'email', 'phone', 'chat', 'consent', 'anonymous', 'wanted'] as const;

/** FormInspector is what the form itself is called and how its records are known. */
export function FormInspector() {
  const { t } = useTranslation('designform');
  const desk = useDesk();
  const { problems } = useSurroundings();
  const document = useDraft();
  const { spec } = document;
  const change = (name: string, apply: (draft: FormDefinition) => void) => desk.design.do<FormSpec>({ said: { key: 'form.settings' }, gesture: `form:${name}`, apply: (draft) => apply(draft as FormDefinition) });
  const put = (name: string, value: unknown) => change(name, (draft) => (value === undefined ? void delete draft.spec[name] : void (draft.spec[name] = value)));
  const contact = (name: string, value: unknown) =>
    put('contact', produce(spec.contact ?? {}, (next) => (value === undefined ? void delete next[name] : void (next[name] = value as string))));
  const common = { root: {}, beside: {}, problems };
  return (
    <div className={style.body}>
      <Setting {...common} name="title" title={t('formTitle')} schema={text} value={document.title} pointer="/title" onChange={(value) => change('title', (draft) => void (draft.title = (value as Text) ?? ''))} />
      <Setting {...common} name="description" title={t('formDescription')} schema={long} value={document.description} pointer="/description" onChange={(value) => change('description', (draft) => void (draft.description = value as Text))} />
      <Setting {...common} name="icon" title={t('icon')} schema={icon} value={spec.icon} pointer="/spec/icon" onChange={(value) => put('icon', value)} />
      <Process value={spec.process} onChange={(value) => put('process', value)} />
      <Setting {...common} name="titleField" title={t('titleField')} schema={aField} value={spec.titleField} pointer="/spec/titleField" onChange={(value) => put('titleField', value)} />
      <Setting {...common} name="numberField" title={t('numberField')} schema={aField} value={spec.numberField} pointer="/spec/numberField" onChange={(value) => put('numberField', value)} />
      <Setting {...common} name="similar" title={t('similar')} schema={someFields} value={spec.similar} pointer="/spec/similar" onChange={(value) => put('similar', value)} />
      <Setting {...common} name="task" title={t('task')} schema={{ ...flag, 'x-help': t('taskHint') }} value={spec.task} pointer="/spec/task" onChange={(value) => put('task', value)} />
      <section className={style.part}>
        <h3>{t('contact.title')}</h3>
        <p className={style.hint}>{t('contact.hint')}</p>
        {reachable.map((name) => (
          <Setting key={name} {...common} name={name} title={t(`contact.${name}`)} schema={aField} value={spec.contact?.[name]} pointer={`/spec/contact/${name}`} onChange={(value) => contact(name, value)} />
        ))}
      </section>
    </div>
  );
}

function Process({ value, onChange }: { value: unknown; onChange: EditorProps['onChange'] }) {
  const { t } = useTranslation('designform');
  return (
    <div className={setting.setting}>
      <label htmlFor="form-process">{t('process')}</label>
      <Reference id="form-process" schema={{}} root={{}} pointer="/spec/process" problems={[]} beside={{}} value={value} onChange={onChange} kind="process" options={(all, _, language) => definitionsOf(all, 'process', language)} />
    </div>
  );
}
