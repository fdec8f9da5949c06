// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Language } from '../i18n/language';
import type { FormView } from '../model/formview';
import { fields } from '../units/fields';
import { Form } from './Form';
import { useForm } from './useForm';
import './words';

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;

const asks = (key: string, purpose?: string) => ({ key, type: 'text', title: key, level: 'write' as const, settings: {}, purpose });

const view: FormView = {
  key: 'f',
  title: 'f',
  fields: { a: asks('a'), b: asks('b', '回复'), c: asks('c', '回复'), d: asks('d', '寄送') },
  layout: ['a', 'b', 'c', 'd'].map((field) => ({ field })),
  logic: [],
  formulas: [],
  checks: [],
  values: {},
} as unknown as FormView;

let host: HTMLElement;
let root: Root;
beforeAll(() => fields.load(['text']));
beforeEach(() => {
  host = document.body.appendChild(document.createElement('div'));
  root = createRoot(host);
});
afterEach(() => {
  act(() => root.unmount());
  host.remove();
});

function Whole({ language, readOnly }: { language: Language; readOnly?: boolean }) {
  const form = useForm({ view, language, create: !readOnly, readOnly, upload: () => Promise.reject(new Error()), lookup: () => Promise.resolve([]) });
  return <Form form={form} />;
}

const said = () => [...host.querySelectorAll('[data-purpose]')].map((line) => line.textContent);

describe('what something personal is asked for', () => {
  it('stands at the field, once for neighbours with the same purpose, and describes the control', () => {
    act(() => root.render(<Whole language="zh" />));
    expect(said()).toEqual(['用途：回复', '用途：寄送']);
    const line = host.querySelector('[data-purpose]')!;
    expect(host.querySelector(`[aria-describedby="${line.id}"]`)).not.toBeNull();
    act(() => root.render(<Whole key="en" language="en" />));
    expect(said()).toEqual(['Asked for: 回复', 'Asked for: 寄送']);
  });

  it('is not said where nothing is asked', () => {
    act(() => root.render(<Whole language="zh" readOnly />));
    expect(said()).toEqual([]);
  });
});
