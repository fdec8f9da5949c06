import type { Language } from '../../i18n/text';
import { inOne, type Definition } from '../../model/design';

/** What a new definition of a kind starts as, about a form when the kind is about one. */
interface Start {
  /** It is about a form, which has to be chosen. */
  form?: boolean;
  spec: (form: string, title: string) => Record<string, unknown>;
}

/** The kinds that can be added by hand, with what they begin with: as little as can be saved. */
export const starts: Readonly<Record<string, Start>> = {
  form: { spec: () => ({ fields: [{ key: 'title', type: 'text', title: { zh: '标题', en: 'Title' }, required: true }], titleField: 'title', layout: [{ field: 'title' }] }) },
  process: { form: true, spec: (form) => process(form) },
  rule: { form: true, spec: (form) => ({ form, on: [{ event: 'created' }], then: [] }) },
  view: { form: true, spec: (form) => ({ form, columns: [{ field: 'record.no' }] }) },
  // After the boards that are there.
  report: { spec: () => ({ order: 100, widgets: [] }) },
  list: { spec: () => ({ options: [] }) },
  message: { spec: (_, title) => ({ audience: 'staff', channels: ['in_app'], subject: title, body: title }) },
  role: { spec: () => ({ permissions: [] }) },
  calendar: { spec: () => ({ timeZone: 'Asia/Shanghai', week: Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, [['09:00', '12:00'], ['13:30', '18:00']]])), holidays: 'CN', makeUp: 'mon' }) },
  connector: { form: true, spec: (form) => ({ form, secret: 'key' }) },
};

/** The smallest flow: somebody handles it, then it is done. */
function process(form: string): Record<string, unknown> {
  return {
    form,
    people: { handler: { title: { zh: '处理人', en: 'Handler' }, find: [{ by: 'who', who: 'submitter' }] } },
    statuses: [
      { key: 'open', title: { zh: '待处理', en: 'Open' }, category: 'open', color: 'blue', owner: 'handler' },
      { key: 'done', title: { zh: '已完成', en: 'Done' }, category: 'done', color: 'green' },
    ],
    nodes: [
      { key: 'start', type: 'start', status: 'open' },
      { key: 'handle', type: 'human', title: { zh: '处理', en: 'Handle' }, status: 'open', settings: { mode: 'one', buttons: [{ key: 'finish', title: { zh: '完成', en: 'Done' }, kind: 'complete', primary: true }] } },
      { key: 'finished', type: 'end', status: 'done', settings: { resolution: 'done' } },
    ],
    transitions: [
      { key: 'arrive', from: 'start', to: 'handle' },
      { key: 'finish', from: 'handle', on: 'finish', to: 'finished' },
    ],
  };
}

/** beginning is the whole definition of something new, its words those of the designer's language. */
export function beginning(kind: string, key: string, title: string, form: string, language: Language): Definition {
  return { kind, key, title, schemaVersion: 1, spec: inOne(starts[kind]!.spec(form, title), language) };
}
