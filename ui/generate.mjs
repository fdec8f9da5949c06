// Turns the sentences of engine/problem/text/*.json into TypeScript, so browser and server say the same words.
// The browser checks forms by itself, so the public page gets only the sentences it can need.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const languages = ['zh', 'en'];

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const catalogues = Object.fromEntries(
  languages.map((lang) => [lang, JSON.parse(readFileSync(path(`../engine/problem/text/${lang}.json`), 'utf8'))]),
);

const quote = (text) => `'${text.replace(/\\/g, '\\\\').replace(/'/g, "\\'").replace(/\n/g, '\\n')}'`;

const head = '// Generated from engine/problem/text by `make generate`. Do not edit.\n\n';

function source(keep) {
  const codes = Object.keys(catalogues.zh).filter(keep).sort();
  const union = `export type ProblemCode =\n${codes.map((code) => `  | ${quote(code)}`).join('\n')};\n`;
  const tables = languages.map((lang) => {
    const rows = codes.map((code) => `  ${quote(code)}: ${quote(catalogues[lang][code] ?? code)},\n`).join('');
    return `\nexport const ${lang}: Record<ProblemCode, string> = {\n${rows}};\n`;
  });
  return head + union + tables.join('');
}

/** raised tells whether the browser itself can find the problem: its code is written in what runs on public pages. */
const raised = (() => {
  const files = ['model', 'units', 'form', 'public'].flatMap((folder) =>
    readdirSync(path(`src/${folder}`), { recursive: true }).map((file) => path(`src/${folder}/${file}`)),
  );
  const code = files.filter((file) => /(?<!\.test)\.tsx?$/.test(file)).map((file) => readFileSync(file, 'utf8')).join('\n');
  return (name) => name.startsWith('client.') || (name.startsWith('form.') && code.includes(`'${name}'`));
})();

writeFileSync(path('src/i18n/problem.gen.ts'), source(() => true));
for (const lang of languages) {
  const codes = Object.keys(catalogues[lang]).filter(raised).sort();
  const rows = codes.map((code) => `  ${quote(code)}: ${quote(catalogues[lang][code])},\n`).join('');
  writeFileSync(path(`src/i18n/offline.${lang}.gen.ts`), `${head}export const sentences: Readonly<Record<string, string>> = {\n${rows}};\n`);
}

// The ids of everything definitions can be made of, from the frozen catalog of the engine.
const catalog = JSON.parse(readFileSync(path('../engine/testdata/catalog.json'), 'utf8'));
const unions = { fields: 'FieldType', layout: 'LayoutType', nodes: 'NodeType', actions: 'ActionType' };
writeFileSync(
  path('src/api/catalog.gen.ts'),
  '// Generated from engine/testdata/catalog.json by `make generate`. Do not edit.\n' +
    Object.entries(unions)
      .map(([group, name]) => {
        const ids = catalog[group].map((unit) => quote(unit.id));
        return `\nexport const ${group} = [\n${ids.map((id) => `  ${id},\n`).join('')}] as const;\nexport type ${name} = (typeof ${group})[number];\n`;
      })
      .join(''),
);
