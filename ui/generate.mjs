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

/** What runs on public pages, field types that are fetched only by the forms that have them apart. */
const common = ['all', 'usual'].flatMap((file) => /'\.\/\{([\w,]+)\}\.tsx'/.exec(readFileSync(path(`src/units/fields/${file}.ts`), 'utf8'))[1].split(','));
const rare = new RegExp(`units/(control/rare/|fields/(?!(${common.join('|')}|generic)\\.)\\w+\\.tsx$)`);
const [page, later] = (() => {
  const files = ['model', 'units', 'form', 'public'].flatMap((folder) =>
    readdirSync(path(`src/${folder}`), { recursive: true }).map((file) => `${folder}/${file}`),
  );
  const code = (own) => files.filter((file) => /(?<!\.test)\.tsx?$/.test(file) && own(file)).map((file) => readFileSync(path(`src/${file}`), 'utf8')).join('\n');
  return [code((file) => !rare.test(file)), code((file) => rare.test(file))];
})();

/** raised tells whether the browser itself can find the problem: its code is written in what runs there. */
const raised = (name) => name.startsWith('client.') || (name.startsWith('form.') && page.includes(`'${name}'`));
const raisedLater = (name) => !raised(name) && name.startsWith('form.') && later.includes(`'${name}'`);

function sentences(lang, keep) {
  const codes = Object.keys(catalogues[lang]).filter(keep).sort();
  const rows = codes.map((code) => `  ${quote(code)}: ${quote(catalogues[lang][code])},\n`).join('');
  return `${head}export const sentences: Readonly<Record<string, string>> = {\n${rows}};\n`;
}

writeFileSync(path('src/i18n/problem.gen.ts'), source(() => true));
writeFileSync(path('src/i18n/offline.zh.gen.ts'), sentences('zh', raised));
// What rare field types find comes with them; a page that speaks English fetches its words anyway.
writeFileSync(path('src/i18n/rare.zh.gen.ts'), sentences('zh', raisedLater));
writeFileSync(path('src/i18n/offline.en.gen.ts'), sentences('en', (name) => raised(name) || raisedLater(name)));

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
