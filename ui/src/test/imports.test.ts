import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { product, sources, type Source } from './sources';

interface Layer {
  /** Folders of src it may import from, besides itself; `folder/file` allows only that file. */
  from: string[];
  /** Packages it may import; undefined means any of package.json. */
  packages?: string[];
  why: string;
}

const words = ['text', 'language', 'plain', 'sentence', 'dictionary', 'offline.zh.gen', 'offline.en.gen', 'rare.zh.gen', 'zh/form', 'en/form'].map((file) => `i18n/${file}`);
const rendererFrom = ['api', 'model', 'style', ...words];
const consoleFrom = ['api', 'model', 'units', 'form', 'i18n', 'style'];

/** The direction of imports: api ← model ← units ← form ← public | builder ← console. More precise paths come first. */
const layers: Record<string, Layer> = {
  api: { from: [], packages: [], why: 'the bottom: it knows the HTTP API and nothing else' },
  i18n: { from: ['api'], why: 'words; only i18n/console may use i18next' },
  style: { from: [], why: 'the visual language; only style/theme may use antd' },
  model: {
    from: ['api/problem', 'api/catalog.gen', 'i18n/text', 'i18n/sentence'],
    packages: ['immer'],
    why: 'pure: no DOM, no fetch, no view library, so that every edit can be tested without a browser',
  },
  'units/fields': { from: [...rendererFrom, 'units/registry', 'units/control'], packages: ['react'], why: 'runs on the public page' },
  units: { from: rendererFrom, packages: ['react'], why: 'one file per type; it must not know who shows it' },
  'units/charts': { from: [...rendererFrom, 'units/registry'], packages: ['react', 'echarts', '@ant-design/icons'], why: 'one file per type of chart, which names the part of echarts it needs' },
  'units/layout': { from: [...rendererFrom, 'units/registry'], packages: ['react'], why: 'runs on the public page' },
  form: { from: [...rendererFrom, 'units/fields', 'units/layout'], packages: ['react'], why: 'the same renderer runs on React and Preact' },
  public: {
    from: [...rendererFrom, 'i18n/zh/public', 'i18n/en/public', 'i18n/zh/door', 'i18n/en/door', 'units/fields', 'units/control/time', 'form'],
    packages: ['react', 'preact'],
    why: '35 KB: antd, react-dom, i18next and the router are heavier than the whole page',
  },
  builder: {
    from: [...consoleFrom, 'console/parts', 'console/session', 'console/query', 'console/screens/boards/Widget'],
    why: 'a lazy route that the console opens; of the console it knows the small parts, the session, and how a widget is drawn',
  },
  console: { from: [...consoleFrom, 'builder'], why: 'the public pages are only ever shown in an iframe' },
};

/** Packages that only one file may bring in. */
const owners: Record<string, { file: RegExp; why: string }> = {
  i18next: { file: /^i18n\/console\.ts$/, why: 'one instance' },
  preact: { file: /^public\/main\.tsx$/, why: 'everything else is written against react and aliased' },
};

const pattern = /(?:\bfrom\s*|\bimport\s*\(\s*|\bimport\s+)['"]([^'"]+)['"]/g;

function importsOf({ text }: Source): string[] {
  return [...text.matchAll(pattern)].map((match) => match[1]!);
}

function layerOf(path: string): string | undefined {
  return Object.keys(layers)
    .filter((layer) => path.startsWith(layer + '/'))
    .sort((a, b) => b.length - a.length)[0];
}

const packageOf = (name: string) => name.split('/').slice(0, name.startsWith('@') ? 2 : 1).join('/');

function allowedInside(layer: string, target: string): boolean {
  if (layerOf(target) === layer || (layerOf(target) ?? '').startsWith(layer + '/')) return true;
  return layers[layer]!.from.some((from) => target === from || target.startsWith(from + '/') || target.startsWith(from + '.'));
}

function complaint(source: Source, name: string): string | undefined {
  const layer = layerOf(source.path);
  if (!layer) return `${source.path} lies in no known layer`;
  if (name.startsWith('.')) {
    const target = posix.join(posix.dirname(source.path), name);
    return allowedInside(layer, target) ? undefined : `${source.path} imports ${target}: ${layers[layer]!.why}`;
  }
  const pack = packageOf(name);
  const owner = owners[pack];
  if (owner && !owner.file.test(source.path)) return `${source.path} imports ${name}: ${owner.why}`;
  const packages = layers[layer]!.packages;
  return !packages || packages.includes(pack) ? undefined : `${source.path} imports ${name}: ${layers[layer]!.why}`;
}

describe('direction of imports', () => {
  const files = product(sources(/\.tsx?$/)).filter(({ path }) => !path.endsWith('.d.ts'));

  it('holds in every file', () => {
    const found = files.flatMap((file) => importsOf(file).map((name) => complaint(file, name)).filter(Boolean));
    expect(found).toEqual([]);
  });

  it('sees the imports it judges', () => {
    expect(importsOf({ path: '', text: "import a from 'x';\nimport './y.css';\nconst z = import('z');\nexport * from 'w'" })).toEqual(
      ['x', './y.css', 'z', 'w'],
    );
    const bad = (path: string, name: string) => complaint({ path, text: '' }, name);
    expect(bad('public/pages/fill.tsx', 'antd')).toContain('35 KB');
    expect(bad('public/pages/fill.tsx', '../../i18n/console')).toContain('35 KB');
    expect(bad('model/history.ts', '../api/client')).toContain('pure');
    expect(bad('units/fields/text.tsx', '../../form/Form')).toContain('public page');
    expect(bad('builder/Workspace.tsx', '../console/Shell')).toContain('lazy route');
    expect(bad('console/Root.tsx', '../public/main')).toContain('iframe');
    expect(bad('form/Form.tsx', '../units/fields')).toBeUndefined();
    expect(bad('somewhere/x.ts', 'react')).toContain('no known layer');
  });

  it('uses antd for looks only in style/theme', () => {
    const users = files.filter((file) => file.path.startsWith('style/') && importsOf(file).some((name) => name.startsWith('antd')));
    expect(users.map(({ path }) => path)).toEqual(['style/theme.ts']);
  });
});
