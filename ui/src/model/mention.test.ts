import { expect, test } from 'vitest';
import { called, complete, mentioned } from './mention';

test('an @ calls, an address does not', () => {
  for (const [text, want] of [['@', ''], ['看看 @cj', 'cj'], ['请@陈', '陈'], ['@陈静 好', null], ['li@customer', null], ['好', null], ['（@zs', 'zs']] as const)
    expect(called(text, text.length)).toBe(want);
  expect(called('@cj 先看', 3)).toBe('cj');
});

test('the name takes the place of what was typed', () => {
  expect(complete('请@cj看', 4, '陈静')).toEqual({ text: '请@陈静 看', caret: 5 });
});

test('who was deleted again is not called', () => {
  const chosen = [{ id: 'u1', name: '陈静' }, { id: 'u2', name: '林小雨' }, { id: 'u1', name: '陈静' }];
  expect(mentioned('@陈静 看看', chosen)).toEqual(['u1']);
});
