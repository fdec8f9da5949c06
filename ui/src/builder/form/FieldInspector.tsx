import { Button, Segmented } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ruleCounts, type FieldSpec, type Item } from '../../model/formdesign';
import { setTitle } from '../../model/formcommand';
import { setProperty } from '../../model/formfield';
import { Setting, Settings } from '../inspector/Settings';
import { useSurroundings } from '../useDesign';
import { DefaultSetting } from './DefaultSetting';
import { useDesk, useDraft } from './desk';
import { KeySetting } from './KeySetting';
import { days, flag, hiding, long, sensitivity } from './schemas';
import { TitleSetting } from './TitleSetting';
import { Width } from './Width';
import style from './inspector.module.css';

type Tab = 'usual' | 'more';

/** FieldInspector is everything about one field: first what is changed often, behind the second tab the rest. */
export function FieldInspector({ field }: { field: FieldSpec; item: Item }) {
  const { t } = useTranslation('designform');
  const desk = useDesk();
  const { spec } = useDraft();
  const { problems } = useSurroundings();
  const [tab, setTab] = useState<Tab>('usual');
  const found = desk.found(field.key);
  const pointer = `/spec/fields/${spec.fields.findIndex((one) => one.key === field.key)}`;
  const put = <K extends keyof FieldSpec>(name: K, value: FieldSpec[K] | undefined) => desk.design.do(setProperty(desk.document(), desk.language, field.key, name, value).command);
  const set = (name: keyof FieldSpec, schema: object, title: string) => (
    <Setting name={name} title={title} schema={schema} root={schema} value={field[name]} beside={{}} onChange={(value) => put(name, value as never)} pointer={`${pointer}/${name}`} problems={problems} />
  );
  const rename = (title: FieldSpec['title']) => {
    const done = setTitle(desk.document(), desk.where(), desk.language, field.key, title);
    if (done) desk.design.do(done.command);
  };
  const unit = desk.unit(field.type);
  const rules = ruleCounts(spec).get(field.key) ?? 0;
  return (
    <>
      <Segmented block className={style.tabs} value={tab} onChange={setTab} options={[{ value: 'usual', label: t('tab.usual') }, { value: 'more', label: t('tab.more') }]} />
      <div className={style.body}>
        {tab === 'usual' ? (
          <>
            <TitleSetting id={field.key} value={field.title} onChange={rename} />
            {set('help', long, t('help'))}
            <div className={style.flags}>
              {set('required', flag, t('required'))}
              {set('readOnly', flag, t('readOnly'))}
              {set('unique', flag, t('unique'))}
            </div>
            {found ? <Width found={found} /> : null}
            {unit && Object.keys(unit.settings.properties ?? {}).length > 0 ? (
              <Part title={unit.id === field.type ? t('unitSettings') : ''}>
                <Settings schema={unit.settings} value={field.settings ?? {}} onChange={(next, name) => put('settings', chosen(next, name))} pointer={`${pointer}/settings`} problems={problems} />
              </Part>
            ) : null}
          </>
        ) : (
          <>
            <KeySetting field={field} />
            <DefaultSetting field={field} pointer={`${pointer}/default`} onChange={(value) => put('default', value)} />
            {set('onHide', hiding, t('onHide'))}
            <Personal field={field} put={(value) => put('personal', value)} />
            <Button onClick={() => desk.put({ mode: 'logic', about: field.key })}>{t('rulesOf', { count: rules })}</Button>
          </>
        )}
      </div>
    </>
  );
}

/** chosen leaves out what a dictionary takes the place of: the choices of the field's own. */
function chosen(settings: Record<string, unknown>, name: string): Record<string, unknown> | undefined {
  const { options: _, ...rest } = settings;
  const next = name === 'list' && settings.list ? rest : settings;
  return Object.keys(next).length > 0 ? next : undefined;
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={style.part}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

/** Personal says that a field is about somebody: it is encrypted and masked, and whoever is asked is told what for. */
function Personal({ field, put }: { field: FieldSpec; put: (value: FieldSpec['personal']) => void }) {
  const { t } = useTranslation('designform');
  const now = field.personal;
  const common = { root: {}, beside: {}, pointer: '', problems: [] };
  return (
    <>
      <Setting {...common} name="personal" title={t('personal.is')} schema={flag} value={now !== undefined} onChange={(on) => put(on ? { kind: 'general' } : undefined)} />
      {now ? (
        <Part title={t('personal.title')}>
          <Setting {...common} name="kind" title={t('personal.kind')} schema={sensitivity} pointer="/kind" value={now.kind} onChange={(kind) => put({ ...now, kind: (kind as string) ?? 'general' })} />
          <Setting {...common} name="purpose" title={t('personal.purpose')} schema={long} value={now.purpose} onChange={(purpose) => put({ ...now, purpose: purpose as never })} />
          <Setting {...common} name="retentionDays" title={t('personal.days')} schema={days} value={now.retentionDays} onChange={(value) => put({ ...now, retentionDays: value as number | undefined })} />
        </Part>
      ) : null}
    </>
  );
}
