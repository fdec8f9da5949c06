import { describe, expect, it } from 'vitest';
import { completeFirst } from './preset';

const preset = (name: string, ...requires: string[]) => ({ name, requires });
const names = (list: readonly { name: string }[]) => list.map((one) => one.name);

describe('the order of presets', () => {
  it('puts whole apps first, the biggest before the others, and layers from the top down', () => {
    const list = [preset('base'), preset('intake', 'base'), preset('survey', 'base'), preset('triage', 'intake'), preset('full', 'triage')];
    expect(names(completeFirst(list))).toEqual(['full', 'survey', 'triage', 'intake', 'base']);
  });

  it('leaves out what only others build on', () => {
    expect(names(completeFirst([{ ...preset('base'), base: true }, preset('intake', 'base')]))).toEqual(['intake']);
  });

  it('survives what should not be: rings and packages nobody has', () => {
    const list = [preset('a', 'b'), preset('b', 'a'), preset('c', 'gone')];
    expect(names(completeFirst(list))[0]).toBe('c');
    expect(completeFirst(list)).toHaveLength(3);
  });
});
