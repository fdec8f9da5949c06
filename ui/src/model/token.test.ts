import { describe, expect, it } from 'vitest';
import { firstWish, mayMake, terms, toggled, type TokenDesk } from './token';

const desk: TokenDesk = { items: [], scopes: ['read', 'write'], apps: [], everywhere: false, maxDays: 365, rate: 600 };
const app = (key: string) => ({ key, title: key });

describe('a new token', () => {
  it('is for those who may', () => {
    expect(mayMake(desk)).toBe(false);
    expect(mayMake({ ...desk, everywhere: true })).toBe(true);
    expect(mayMake({ ...desk, apps: [app('a')] })).toBe(true);
  });
  it('begins with little', () => {
    expect(firstWish({ ...desk, apps: [app('a')] })).toEqual({ name: '', scopes: ['read'], apps: ['a'], days: 90 });
    expect(firstWish({ ...desk, apps: [app('a'), app('b')], maxDays: 30 })).toMatchObject({ apps: [], days: 30 });
  });
  it('lives no longer than it may', () => {
    expect(terms(365)).toEqual([7, 30, 90, 180, 365]);
    expect(terms(30)).toEqual([7, 30]);
  });
  it('has every scope once', () => {
    expect(toggled(['read'], 'write', true)).toEqual(['read', 'write']);
    expect(toggled(['read', 'write'], 'read', true)).toEqual(['write', 'read']);
    expect(toggled(['read'], 'read', false)).toEqual([]);
  });
});
