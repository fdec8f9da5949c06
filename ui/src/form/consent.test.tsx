// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { beforeAll, expect, it } from 'vitest';
import type { Language } from '../i18n/language';
import type { FormView } from '../model/formview';
import { fields } from '../units/fields';
import { Form } from './Form';
import { useForm, type FormHandle } from './useForm';
import './words';

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;

const view = {
  key: 'f',
  title: 'f',
  fields: { ok: { key: 'ok', type: 'consent', title: '同意联系', level: 'write', required: true, settings: { text: '我同意就这条建议与我联系' } } },
  layout: [{ field: 'ok' }],
  logic: [],
  formulas: [],
  checks: [],
  values: {},
} as unknown as FormView;

let form: FormHandle;
function Whole({ language }: { language: Language }) {
  form = useForm({ view, language, create: true, upload: () => Promise.reject(new Error()), lookup: () => Promise.resolve([]) });
  return <Form form={form} />;
}

beforeAll(() => fields.load(['consent']));

it.each([
  ['zh', '请勾选“同意联系”'],
  ['en', 'Please tick "同意联系"'],
] as const)('a missing consent is named by its title, and once (%s)', (language, sentence) => {
  const host = document.body.appendChild(document.createElement('div'));
  const root = createRoot(host);
  act(() => root.render(<Whole language={language} />));
  expect(host.textContent).not.toContain(sentence);
  act(() => void form.check());
  const box = host.querySelector<HTMLInputElement>('input[type="checkbox"]')!;
  const told = box.getAttribute('aria-describedby')!.split(' ').map((id) => document.getElementById(id)?.textContent);
  expect(told).toContain(sentence);
  expect([...host.querySelectorAll('[data-summary] li')].map((line) => line.textContent)).toEqual([sentence]);
  act(() => root.unmount());
  host.remove();
});
