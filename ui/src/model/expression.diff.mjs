// Evaluates many trees for the differential test of engine/expression:
//   node expression.diff.mjs cases.json > results.json
// cases are [{tree, env}], results are [{value} | {error: true}] in the same order.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const entry = fileURLToPath(new URL('./expression.ts', import.meta.url));
const [bundle] = await build({
  configFile: false,
  logLevel: 'silent',
  build: { write: false, minify: false, lib: { entry, formats: ['es'] } },
});
const { evaluate, ExpressionError } = await import(`data:text/javascript,${encodeURIComponent(bundle.output[0].code)}`);

function result({ tree, env }) {
  try {
    return { value: evaluate(tree, env ?? {}) };
  } catch (e) {
    if (e instanceof ExpressionError) return { error: true };
    throw e;
  }
}

const cases = JSON.parse(readFileSync(process.argv[2], 'utf8'));
process.stdout.write(JSON.stringify(cases.map(result)));
