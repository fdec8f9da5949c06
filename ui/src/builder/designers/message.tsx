import { Checkbox, Input, Radio, Segmented, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { languages, say, toLanguage, type Language } from '../../i18n/text';
import { translate } from '../../model/design';
import type { MessageSpec } from '../../model/messagedesign';
import { definitionsOf } from '../inspector/references';
import { Arrives } from '../parts/Arrives';
import { Part, Sheet } from '../parts/Sheet';
import { Template } from '../parts/Template';
import { useChange } from '../parts/useChange';
import { useVariables } from '../parts/variables';
import { useDocument, useSurroundings } from '../useDesign';
import style from './message.module.css';

const channels = ['in_app', 'mail'];
const texts = ['subject', 'body', 'spoken'] as const;

/** The designer of message templates: words per language, with what is filled in, and what arrives. */
export default function Message() {
  const { t, i18n } = useTranslation(['designother', 'design']);
  const { bundle } = useSurroundings();
  const { spec } = useDocument<MessageSpec>();
  const change = useChange<MessageSpec>();
  const own = toLanguage(i18n.language);
  const [lang, setLang] = useState<Language>(own);
  const forms = definitionsOf(bundle, 'form', own);
  const [form, setForm] = useState(() => usual(bundle.filter(({ kind }) => kind === 'form')));
  const variables = useVariables(form);
  const words = (part: (typeof texts)[number]) => (typeof spec[part] === 'object' ? (spec[part]?.[lang] ?? '') : lang === languages[0] ? (spec[part] ?? '') : '');
  const set = (part: (typeof texts)[number], value: string) =>
    change('message.words', ({ spec: draft }) => {
      const next = translate(draft[part], languages[0], lang, value);
      if (next === '' && part === 'spoken') delete draft.spoken;
      else draft[part] = next;
    }, `${part}.${lang}`, { part: t(`message.${part}`) });
  return (
    <Sheet aside={<Arrives form={form} lang={lang} spec={{ ...spec, subject: words('subject') || say(spec.subject, lang), body: words('body') || say(spec.body, lang), spoken: words('spoken') }} />}>
      <Part title={t('message.whom')}>
        <Radio.Group value={spec.audience} onChange={({ target }) => change('message.audience', ({ spec: draft }) => void (draft.audience = target.value as 'customer' | 'staff'))} options={['customer', 'staff'].map((one) => ({ value: one, label: t(`message.${one}`) }))} />
        <Checkbox.Group value={spec.channels} onChange={(list) => list.length > 0 && change('message.channels', ({ spec: draft }) => void (draft.channels = list))} options={channels.map((one) => ({ value: one, label: t(`message.channel.${one}`) }))} aria-label={t('message.channels')} />
        {spec.audience === 'customer' ? (
          <label className={style.purpose}>
            {t('message.purpose')}
            <Input value={spec.purpose ?? ''} maxLength={200} onChange={({ target }) => change('message.purpose', ({ spec: draft }) => void (target.value ? (draft.purpose = target.value) : delete draft.purpose), 'purpose')} />
            <small>{t('message.purposeHint')}</small>
          </label>
        ) : null}
      </Part>
      <Part title={t('message.text')} tools={<Segmented value={lang} onChange={setLang} options={languages.map((one) => ({ value: one, label: t(`language.${one}`, { ns: 'design' }) }))} />}>
        <label className={style.about}>
          {t('message.about')}
          <Select value={form} options={forms} onChange={setForm} aria-label={t('message.about')} />
        </label>
        {texts.map((part) => (
          <Template key={part} id={`message-${part}`} label={t(`message.${part}`)} lang={lang} value={words(part)} variables={variables} rows={part === 'subject' ? 1 : part === 'body' ? 6 : 2} onChange={(value) => set(part, value)} />
        ))}
      </Part>
    </Sheet>
  );
}

/** usual is the form most messages are about: the first that runs a process. */
function usual(forms: readonly { key: string; spec: Record<string, unknown> }[]): string {
  return (forms.find(({ spec }) => spec.process) ?? forms[0])?.key ?? '';
}
