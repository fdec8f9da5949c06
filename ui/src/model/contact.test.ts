import { expect, it } from 'vitest';
import { hrefOf } from './contact';

it('a number is called, an address is written to, a name is neither', () => {
  expect(hrefOf('138 0013 8000')).toBe('tel:13800138000');
  expect(hrefOf('+86 (010) 6555-1234')).toBe('tel:+8601065551234');
  expect(hrefOf('010-65551234转801')).toBe('tel:01065551234');
  expect(hrefOf('zhang@yuanhang.example')).toBe('mailto:zhang@yuanhang.example');
  expect(hrefOf('a?b@yuanhang.example')).toBe('mailto:a%3Fb@yuanhang.example');
  expect([hrefOf('远航物流'), hrefOf('138****8000'), hrefOf('z***@yuanhang.example'), hrefOf('')]).toEqual([undefined, undefined, undefined, undefined]);
});
