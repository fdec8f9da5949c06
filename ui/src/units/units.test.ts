import { describe, expect, it } from 'vitest';
import { actions } from './actions';
import { charts } from './charts';
import { fields } from './fields';
import { layouts } from './layout';
import { nodes } from './nodes';
import { Registry } from './registry';

describe.each([
  ['fields', fields],
  ['layout', layouts],
  ['nodes', nodes],
  ['actions', actions],
  ['charts', charts],
])('units of %s', (_, registry) => {
  it('declare the type their file is named after, in snake_case', async () => {
    await registry.load(registry.types());
    for (const type of registry.types()) {
      expect(type).toMatch(/^[a-z][a-z0-9_]*$/);
      expect(registry.get(type).type).toBe(type);
    }
  });

  it('fall back to generic for a type without a file', async () => {
    await registry.load(['no_such_type']);
    expect(registry.get('no_such_type').type).toBe('generic');
    expect(registry.has('generic')).toBe(false);
  });
});

describe('a registry', () => {
  it('loads each unit once and refuses a file with another type inside', async () => {
    let loads = 0;
    const load = () => Promise.resolve({ type: 'text', n: ++loads });
    const registry = new Registry({ './text.tsx': load, './wrong.tsx': load }, { type: 'generic', n: 0 });
    expect(registry.get('text').type).toBe('generic');
    await registry.load(['text', 'text']);
    await registry.load(['text']);
    expect([registry.get('text').n, registry.types()]).toEqual([1, ['text', 'wrong']]);
    await expect(registry.load(['wrong'])).rejects.toThrow('wrong');
  });
});
