import { useTranslation } from 'react-i18next';
import type { Schema } from '../../model/design';
import type { FormSpec, PublicSpec } from '../../model/formdesign';
import { Setting } from '../inspector/Settings';
import { useSurroundings } from '../useDesign';
import { useDesk, useDraft } from './desk';
import { PublicLimits } from './PublicLimits';
import { PublicLinks } from './PublicLinks';
import { count, flag, long, someFields, text } from './schemas';
import style from './inspector.module.css';

/** What the page says and how it looks. */
const page: Readonly<Record<string, Schema>> = { title: text, intro: long, theme: { enum: ['', 'large'] }, submit: text, thanks: text, success: long, notice: long, perHour: count };

/** usePublic changes the public page of the form; changes of one setting that follow each other are one step. */
export function usePublic(): (name: string, apply: (page: PublicSpec, spec: FormSpec) => void) => void {
  const desk = useDesk();
  return (name, apply) =>
    desk.design.do<FormSpec>({
      said: { key: 'form.settings' },
      gesture: `public:${name}`,
      apply: (draft) => {
        const spec = draft.spec as FormSpec;
        spec.public ??= { enabled: false, layout: [] };
        apply(spec.public, spec);
      },
    });
}

/** usePublicSchema is the schema of the public page's settings, with their words. */
export function usePublicSchema(): { own: Readonly<Record<string, Schema>>; root: Schema } {
  const { catalog } = useSurroundings();
  const root = catalog.kinds.find(({ id }) => id === 'form')?.settings ?? {};
  return { own: root.$defs?.public?.properties ?? {}, root };
}

/** PublicInspector is the public page of the form as a whole. */
export function PublicInspector() {
  const { t } = useTranslation(['designpublic', 'designform']);
  const { problems } = useSurroundings();
  const { spec } = useDraft();
  const { own, root } = usePublicSchema();
  const change = usePublic();
  const now: Partial<PublicSpec> = spec.public ?? {};
  const put = (name: string, value: unknown) => change(name, (draft) => (value === undefined || value === '' ? void Reflect.deleteProperty(draft, name) : void Reflect.set(draft, name, value)));
  const common = { beside: {}, problems };
  return (
    <div className={style.body}>
      <Setting {...common} root={{}} name="enabled" title={t('designform:public.enabled')} schema={flag} value={now.enabled} pointer="/spec/public/enabled" onChange={(on) => put('enabled', on === true)} />
      {now.enabled ? <PublicLinks /> : null}
      <section className={style.part}>
        <h3>{t('page')}</h3>
        {Object.entries(page).map(([name, schema]) => (
          <Setting key={name} {...common} root={{}} name={name} title={t(name)} schema={schema} value={now[name as keyof PublicSpec] ?? (name === 'theme' ? '' : undefined)} pointer={`/spec/public/${name}`} onChange={(value) => put(name, value)} />
        ))}
        {(['require', 'track'] as const).map((name) => (
          <Setting key={name} {...common} root={{}} name={name} title={t(name)} schema={{ ...someFields, 'x-help': t(`${name}Hint`) }} value={now[name]} pointer={`/spec/public/${name}`} onChange={(value) => put(name, value)} />
        ))}
      </section>
      <PublicLimits now={now} onChange={put} />
      <section className={style.part}>
        <h3>{t('embed')}</h3>
        {own.embed ? <Setting {...common} root={root} name="embed" schema={own.embed} value={now.embed} pointer="/spec/public/embed" onChange={(value) => put('embed', value)} /> : null}
      </section>
    </div>
  );
}
