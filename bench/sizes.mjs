// How much processor time and memory the gate takes for large and for recursive documents, each pair in a process of its own,
// and each document against itself. Writes bench/sizes.md: `node bench/sizes.mjs`. Needs the build.
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runGate } from './gate-run.mjs';

const folder = mkdtempSync(join(tmpdir(), 'roma-bench-sizes-'));

const ref = (name) => ({ $ref: `#/components/schemas/${name}` });
const text = { type: 'string' };
const answer = (schema) => ({
  get: { responses: { 200: { description: 'ok', content: { 'application/json': { schema } } } } },
});
const document = (paths, schemas = {}) => ({
  openapi: '3.1.0',
  info: { title: 't', version: '1' },
  paths,
  components: { schemas },
});
const range = (n, make) => Array.from({ length: n }, (_, i) => make(i));

const NAMES = ['A', 'B', 'C', 'D', 'E', 'F'];
const sixTypes = (extra) =>
  document(
    { '/x': answer(ref('A')) },
    Object.fromEntries(
      NAMES.map((name) => [
        name,
        {
          type: 'object',
          properties: { ...Object.fromEntries(NAMES.map((other) => [other, ref(other)])), ...(name === 'C' && extra) },
        },
      ]),
    ),
  );

const twentyLevels = (type) =>
  document(
    { '/x': answer(ref('L0')) },
    Object.fromEntries([
      ...range(20, (i) => [`L${i}`, { type: 'object', properties: { a: ref(`L${i + 1}`), b: ref(`L${i + 1}`) } }]),
      ['L20', { type }],
    ]),
  );

const operations = (n, type) =>
  document(
    Object.fromEntries(
      range(n, (i) => [
        `/p${i}`,
        answer({ type: 'object', properties: { id: { type }, name: text }, required: ['id'] }),
      ]),
    ),
  );

/** 966 operations with types and texts of their own; as written about 11 MB. */
const large = (type) => {
  const schemas = Object.fromEntries(
    range(966, (i) => [
      `T${i}`,
      {
        type: 'object',
        description: 'What it is for, and what callers should know of it. '.repeat(16),
        properties: Object.fromEntries(
          range(40, (j) => [
            `member_${j}`,
            j === 0
              ? { type }
              : j === 1
                ? { ...ref(`T${(i * 7 + 1) % 966}`) }
                : { ...text, description: 'Says what it says, in some words of prose. '.repeat(5) },
          ]),
        ),
        required: ['member_0'],
      },
    ]),
  );
  return document(Object.fromEntries(range(966, (i) => [`/p${i}`, answer(ref(`T${i}`))])), schemas);
};

const values = (from) => document({ '/x': answer({ enum: range(50_000, (i) => `value-${i + from}`) }) });

/** What is asked of each, in seconds and MB; null where nothing is. */
const CASES = [
  ['six types that refer to each other, one new optional member', sixTypes({}), sixTypes({ extra: text }), 2, null, 1],
  ['twenty levels, each used twice', twentyLevels('string'), twentyLevels('integer'), 1, null, 1],
  ['2,000 operations, all changed', operations(2000, 'integer'), operations(2000, 'number'), 10, null, 2000],
  ['966 operations in 11 MB, all changed', large('integer'), large('number'), 12, 450, 966],
  ['an enum of 50,000, one gone and one new', values(0), values(1), 5, null, 1],
];

const gate = (base, head) => {
  const { user, system, ...ran } = runGate(base, head, folder);
  return { ...ran, seconds: user + system };
};

const size = (path) => {
  const { size: bytes } = statSync(path);
  return bytes < 1e6 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
};

const rows = [];
try {
  for (const [what, base, head, seconds, mb, told] of CASES) {
    const [one, other] = ['base.json', 'head.json'].map((name) => join(folder, name));
    writeFileSync(one, JSON.stringify(base));
    writeFileSync(other, JSON.stringify(head));
    const changed = gate(one, other);
    const same = gate(one, one);
    const problems = [
      ...(changed.report.changes.length === told ? [] : [`told ${changed.report.changes.length} times, not ${told}`]),
      ...(same.report.changes.length === 0 ? [] : [`against itself it tells ${same.report.changes.length} changes`]),
      ...(changed.seconds < seconds ? [] : ['too slow']),
      ...(mb === null || changed.mb < mb ? [] : ['too large']),
    ];
    const cells = [
      what,
      size(one),
      told,
      changed.seconds.toFixed(1),
      seconds,
      changed.mb,
      mb ?? '-',
      same.seconds.toFixed(1),
    ];
    rows.push(`| ${cells.join(' | ')} |`);
    console.log(rows.at(-1), problems.join('; '));
    if (problems.length > 0) process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
writeFileSync(
  new URL('sizes.md', import.meta.url),
  `# Large and recursive documents

Written by \`node bench/sizes.mjs\`: the whole command in a process of its own, from start to report. Times are seconds of
processor time (user and system), which other work on the machine hardly changes.

| documents | size | changes told | s | at most | MB | at most | s against itself, which tells nothing |
|---|---|---|---|---|---|---|---|
${rows.join('\n')}
`,
);
