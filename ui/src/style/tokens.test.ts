import { describe, expect, it } from 'vitest';
import { sources } from '../test/sources';

const css = sources(/^style\/tokens\.css$/)[0]!.text;

function block(selector: string): Record<string, string> {
  const start = css.indexOf(`${selector} {`);
  const body = css.slice(css.indexOf('{', start) + 1, css.indexOf('\n}', start));
  return Object.fromEntries([...body.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name, value]) => [name!, value!.trim()]));
}

const light = block(':root');
const dark = { ...light, ...block(':root[data-theme="dark"]') };

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

function contrast(a: string, b: string): number {
  const [x, y] = [luminance(a), luminance(b)];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}

const tones = ['grey', 'blue', 'cyan', 'teal', 'green', 'lime', 'amber', 'orange', 'red', 'pink', 'purple'];
const states = ['info', 'success', 'warning', 'danger', 'accent', 'brand'];
const grounds = ['--surface', '--page', '--sunken', '--raised'];

describe.each([
  ['light', light],
  ['dark', dark],
])('the %s theme', (_, tokens) => {
  it.each(['--text', '--text-soft', '--text-faint', '--link', ...[...tones, ...states].map((name) => `--${name}`)])(
    'keeps %s readable on every ground',
    (name) => {
      for (const ground of grounds) expect(contrast(tokens[name]!, tokens[ground]!), ground).toBeGreaterThanOrEqual(4.5);
    },
  );

  it('keeps every tone readable on its own tint, and words on filled buttons', () => {
    for (const tone of [...tones, ...states]) {
      expect(contrast(tokens[`--${tone}`]!, tokens[`--${tone}-soft`]!), tone).toBeGreaterThanOrEqual(4.5);
    }
    for (const fill of ['brand', 'brand-strong']) expect(contrast(tokens['--on-brand']!, tokens[`--${fill}`]!)).toBeGreaterThanOrEqual(4.5);
    for (const fill of ['danger', 'danger-strong']) expect(contrast(tokens['--on-danger']!, tokens[`--${fill}`]!)).toBeGreaterThanOrEqual(4.5);
  });

  it('draws the edges of controls and the focus ring with 3:1', () => {
    for (const edge of ['--line-strong', '--focus']) expect(contrast(tokens[edge]!, tokens['--surface']!), edge).toBeGreaterThanOrEqual(3);
  });
});

describe('names of tokens', () => {
  it('exist wherever they are used', () => {
    const unknown: string[] = [];
    // base.css gives every element with data-tone its --tone.
    const toned = new Set([...sources(/^style\/base\.css$/)[0]!.text.matchAll(/(--[\w-]+)\s*:/g)].map((match) => match[1]!));
    for (const { path, text } of sources(/\.(css|tsx?)$/)) {
      const own = new Set([...text.matchAll(/(--[\w-]+)['"]?\s*:/g)].map((match) => match[1]!));
      // A name with a fallback may be absent: it belongs to one element, such as --tone.
      for (const [, name = ''] of text.matchAll(/(?:var\(|read\(')(--[a-z][\w-]*)(?=[)'])/g)) {
        if (!(name in light) && !own.has(name) && !toned.has(name)) unknown.push(`${path}: ${name}`);
      }
    }
    expect(unknown).toEqual([]);
  });

  it('are the same in both themes', () => {
    const onlyDark = Object.keys(block(':root[data-theme="dark"]')).filter((name) => !(name in light));
    expect(onlyDark).toEqual([]);
    expect(tones.every((tone) => sources(/^style\/base\.css$/)[0]!.text.includes(`[data-tone="${tone}"]`))).toBe(true);
  });
});
