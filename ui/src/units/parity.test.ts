import { describe, expect, it } from 'vitest';
import { actions, fields, layout, nodes } from '../api/catalog.gen';

// File names are type ids. What stands beside the units in a folder serves them and is no unit itself.
const units = (files: Record<string, unknown>) => Object.keys(files).map((file) => file.replace(/^.*\/|\.tsx$/g, '')).filter((id) => id !== 'generic');

describe('every unit the engine has, the interface has', () => {
  it('field types', () => {
    const own = units(import.meta.glob(['./fields/*.tsx', '!./fields/*.test.tsx']));
    expect(own.sort()).toEqual([...fields]);
  });

  it('layout: a file each, or drawn by the form itself', () => {
    const own = units(import.meta.glob('./layout/*.tsx'));
    expect([...own, 'columns', 'notice', 'page', 'section'].sort()).toEqual([...layout]);
  });

  // Nodes and actions without a file of their own are drawn by generic.tsx; a file without a unit would never be seen.
  it('no drawing of a node or action that does not exist', () => {
    for (const id of units(import.meta.glob('./nodes/*.tsx'))) expect([...nodes]).toContain(id);
    for (const id of units(import.meta.glob('./actions/*.tsx'))) expect([...actions]).toContain(id);
  });
});
