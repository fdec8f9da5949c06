import { useTranslation } from 'react-i18next';
import { say, toLanguage, type Text } from '../../i18n/text';
import type { Find, Use } from '../../model/flow';
import { useDocument, useSurroundings } from '../useDesign';
import { definitionsOf, fieldsOf, formOf, partsOf, processOf, targetOf } from './references';

/** useUseWords says in one line what an action does: the fields it sets, the message it sends. */
export function useUseWords(): (use: Use) => string {
  const { i18n } = useTranslation('designprocess');
  const { bundle } = useSurroundings();
  const language = toLanguage(i18n.language);
  const document = useDocument();
  const form = formOf(document);
  return ({ settings = {} }) => {
    const target = typeof settings.form === 'string' ? settings.form : form;
    const fields = fieldsOf(bundle, target, language);
    const named = (key: string) => fields.find(({ value }) => value === key)?.label ?? key;
    if (typeof settings.message === 'string') return definitionsOf(bundle, 'message', language).find(({ value }) => value === settings.message)?.label ?? settings.message;
    if (typeof settings.title === 'string' || (typeof settings.title === 'object' && settings.title)) return say(settings.title as Text, language);
    if (typeof settings.press === 'string') return partsOf(processOf(bundle, document), 'moves', language).find(({ value }) => value === settings.press)?.label ?? settings.press;
    return [settings.fields, settings.add].flatMap((values) => Object.keys((values ?? {}) as object).map(named)).join('、');
  };
}

/** useFindWords says in one line whom a way to find people finds. */
export function useFindWords(): (find: Find) => string {
  const { t, i18n } = useTranslation(['designprocess', 'settings']);
  const { bundle } = useSurroundings();
  const language = toLanguage(i18n.language);
  const form = formOf(useDocument());
  return (find) => {
    const field = (of: string, key: string | undefined) => {
      const [first = '', ...rest] = (key ?? '').split('.');
      const said = (form: string, name: string) => fieldsOf(bundle, form, language).find(({ value }) => value === name)?.label ?? name;
      return [said(of, first), ...rest.map((name) => said(targetOf(bundle, of, first), name))].join(' / ');
    };
    const by = t([`settings:value.by.${find.by}`, 'settings:value.none']);
    const pick = find.pick ? t('picked', { pick: t([`settings:value.pick.${find.pick}`, 'settings:value.none']) }) : '';
    const about: Record<string, () => string> = {
      field: () => field(form, find.field),
      who: () => t([`settings:value.who.${find.who}`, 'settings:value.none']),
      role: () => definitionsOf(bundle, 'role', language).find(({ value }) => value === find.role)?.label ?? find.role ?? '',
      lookup: () => `${definitionsOf(bundle, 'form', language).find(({ value }) => value === find.form)?.label ?? find.form ?? ''} / ${field(find.form ?? '', find.field)}`,
      user: () => find.user ?? '',
    };
    const whom = about[find.by]?.() ?? field(form, find.field);
    return (whom ? t('found', { by, whom }) : by) + pick;
  };
}
