// The gate beside other tools on the corpus of tests/gate: how often each is right, too lax, too strict, or crashes, and its
// median time. Writes bench/gate.md. Needs the build and, once, `npm ci --prefix bench`.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';

if (!existsSync('bench/node_modules')) {
  console.error('the other tools are missing: npm ci --prefix bench');
  process.exit(1);
}
const outfile = 'node_modules/.bench/corpus.mjs';
await build({
  entryPoints: ['tests/gate/corpus.ts'],
  bundle: true,
  platform: 'node',
  format: 'esm',
  outfile,
  logLevel: 'error',
});
const { cases } = await import(`../${outfile}`);
const { comparePairs, pairUp } = await import('../dist/gate/compare/apis.js');
const { apiOf } = await import('../dist/gate/read/openapi.js');
const { readDescription } = await import('../dist/gate/read/document.js');
const { validate } = await import('../dist/gate/read/validate.js');
const { Components } = await import('../dist/gate/graph/closed.js');
const { worstOf } = await import('../dist/gate/change.js');
const { apiCompare } = await import('api-smart-diff');
const { default: jsonSchemaDiff } = await import('json-schema-diff');
const { default: openApiDiff } = await import('openapi-diff');

const OPERATION = 'POST /v2/{a}/link/instances/{b}/devices/force-offline';
const read = (document, name) => readDescription({ name, file: 'a.json', read: async () => JSON.stringify(document) });
const closed = (place) => {
  const components = new Components();
  const schema = components.of(place, 'request');
  const whole = JSON.stringify({ allOf: [schema], $defs: components.schemas });
  return JSON.parse(whole.replaceAll('#/components/schemas/', '#/$defs/'));
};
const known = async (document, name) => apiOf(await read(document, name));
const checked = async (document, name) => {
  const description = await read(document, name);
  await validate(description.document, name);
  return apiOf(description);
};
const format = (document) => (document.swagger ? 'swagger2' : 'openapi3');

const tools = {
  'roma-conformance gate': async (base, head) => {
    return worstOf(await comparePairs(pairUp(await checked(base, 'base'), await checked(head, 'head'), OPERATION)));
  },
  'the same, documents known to be valid': async (base, head) => {
    return worstOf(await comparePairs(pairUp(await known(base, 'base'), await known(head, 'head'), OPERATION)));
  },
  'api-smart-diff 1.0.6': async (base, head) => {
    const { diffs } = apiCompare(base, head);
    if (diffs.some(({ type }) => type === 'breaking')) return 'breaking';
    return diffs.some(({ type }) => type === 'unclassified') ? 'warning' : 'compatible';
  },
  'openapi-diff 0.24.1': async (base, head) => {
    // It takes no 3.1, so it is told 3.0; what is new in 3.1 it may then misread.
    const old = (document) => (document.openapi?.startsWith('3.1') ? { ...document, openapi: '3.0.3' } : document);
    const spec = (document, location) => ({
      content: JSON.stringify(old(document)),
      location,
      format: format(document),
    });
    const { breakingDifferencesFound, unclassifiedDifferences } = await openApiDiff.diffSpecs({
      sourceSpec: spec(base, 'base.json'),
      destinationSpec: spec(head, 'head.json'),
    });
    if (breakingDifferencesFound) return 'breaking';
    return (unclassifiedDifferences ?? []).length > 0 ? 'warning' : 'compatible';
  },
  // It compares schemas alone, so it is given those of the bodies.
  'json-schema-diff 1.0.0 (bodies)': async (base, head) => {
    const [before, after] = [await known(base, 'base'), await known(head, 'head')];
    const [[one], [two]] = [before.operations, after.operations];
    const bodies = [
      [one?.body?.media[0]?.schema, two?.body?.media[0]?.schema, 'removalsFound'],
      ...(one?.responses ?? []).map((response) => [
        response.media[0]?.schema,
        two?.responses.find(({ status }) => status === response.status)?.media[0]?.schema,
        'additionsFound',
      ]),
    ];
    for (const [source, destination, found] of bodies) {
      if (!source || !destination) continue;
      const result = await jsonSchemaDiff.diffSchemas({
        sourceSchema: closed(source),
        destinationSchema: closed(destination),
      });
      if (result[found]) return 'breaking';
    }
    return 'compatible';
  },
};

const ORDER = ['compatible', 'warning', 'breaking'];
const rows = [];
for (const [name, compare] of Object.entries(tools)) {
  const counts = { right: 0, lax: 0, strict: 0, crash: 0 };
  const times = [];
  for (const { base, head, accept } of cases) {
    const start = performance.now();
    let verdict;
    try {
      verdict = await compare(structuredClone(base), structuredClone(head));
    } catch {
      counts.crash++;
      continue;
    }
    times.push(performance.now() - start);
    const ranks = accept.map((one) => ORDER.indexOf(one));
    const rank = ORDER.indexOf(verdict);
    if (accept.includes(verdict)) counts.right++;
    else if (rank < Math.min(...ranks)) counts.lax++;
    else counts.strict++;
  }
  times.sort((a, b) => a - b);
  rows.push([name, counts.right, counts.lax, counts.strict, counts.crash, times[Math.floor(times.length / 2)] ?? 0]);
  process.stderr.write(`${name}: ${JSON.stringify(counts)}\n`);
}

// Cold, as a pipeline runs it, beside a process that does nothing; in one run, so that the ratio holds on other machines.
const folder = mkdtempSync(join(tmpdir(), 'gate-bench-'));
const [first] = cases;
writeFileSync(join(folder, 'base.json'), JSON.stringify(first.base));
writeFileSync(join(folder, 'head.json'), JSON.stringify(first.head));
const timed = (args) => {
  const runs = Array.from({ length: 5 }, () => {
    const start = performance.now();
    spawnSync(process.execPath, args, { cwd: folder, stdio: 'ignore' });
    return performance.now() - start;
  });
  return runs.sort((a, b) => a - b)[2];
};
const main = join(process.cwd(), 'dist/cli/main.js');
const cold = timed([main, 'gate', '--base', 'base.json', '--head', 'head.json']);
const nothing = timed(['-e', '0']);
const script = `process.on('exit', () => console.log(process.resourceUsage().maxRSS)); process.argv = [process.argv[0], ${JSON.stringify(main)}, 'gate', '--base', 'base.json', '--head', 'head.json', '--format', 'sarif', '--out', '.']; const write = process.stdout.write; process.stdout.write = () => true; await import(${JSON.stringify(main)}); process.stdout.write = write;`;
writeFileSync(join(folder, 'memory.mjs'), script);
let megabytes = 0;
try {
  megabytes = Number(execFileSync(process.execPath, [join(folder, 'memory.mjs')], { cwd: folder }).toString()) / 1024;
} catch (error) {
  megabytes = Number(String(error.stdout)) / 1024;
}

const base = rows[1][5];
const table = [
  '# The gate beside other tools',
  '',
  `Written by \`node bench/gate.mjs\` over the ${cases.length} pairs of [tests/gate/corpus.ts](../tests/gate/corpus.ts). *lax*: milder than any right verdict; *strict*: harsher. Time: the median of a pair in a warm process, as a multiple of the gate without validation.`,
  '',
  '| tool | right | lax | strict | crash | time |',
  '|---|---|---|---|---|---|',
  ...rows.map(
    ([name, right, lax, strict, crash, ms]) =>
      `| ${name} | ${right} | ${lax} | ${strict} | ${crash} | ${(ms / base).toFixed(1)} |`,
  ),
  '',
];
writeFileSync('bench/gate.md', table.join('\n'));
console.log(table.join('\n'));
console.log(
  `cold: ${Math.round(cold)} ms, ${(cold / nothing).toFixed(1)} times a process that does nothing; ${Math.round(megabytes)} MB`,
);
