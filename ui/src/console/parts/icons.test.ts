import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { iconOf, icons } from './icons';

const presets = fileURLToPath(new URL('../../../../presets/', import.meta.url));
const forms = readdirSync(presets, { recursive: true }).map(String).filter((path) => /\/forms\/\w+\.json$/.test(path));
const named = forms.map((path) => [path, (JSON.parse(readFileSync(presets + path, 'utf8')) as { spec: { icon?: string } }).spec.icon] as const).filter(([, icon]) => icon !== undefined);

describe('icons of the menu', () => {
  it.each(named)('%s has one of its own', (_, icon) => {
    expect(Object.keys(icons)).toContain(icon);
  });

  it('has no two forms of the presets look the same', () => {
    const drawn = new Map(named.map(([, icon]) => [icon, iconOf(icon)]));
    expect(new Set(drawn.values()).size).toBe(drawn.size);
  });

  it('draws a sheet where none or an unknown one is named', () => {
    expect(iconOf(undefined)).toBe(iconOf('no_such_thing'));
    expect(Object.values(icons)).not.toContain(iconOf(undefined));
  });
});
