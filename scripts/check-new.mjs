// Writes the skeleton of a check at every place that a check needs: the check itself, its sentences and titles in both
// languages, a fault of the mock that it shall catch, and its id in the list of published ones. What is still to be
// written says TODO, and tests ask for it.
//
//   npm run check:new FAMILY/NAME -- --clause CLAUSE [--level MUST|SHOULD|MAY] [--title "what a conforming deployment does"]
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

/** Of each family: the file of its faults and what makes them there, and the file of its sentences. */
const FAMILIES = {
  uri: { faults: 'access', maker: 'methods.', words: 'uri' },
  auth: { faults: 'access', maker: 'auth.', words: 'auth' },
  body: { faults: 'statuses', maker: 'body.', words: 'body' },
  rounding: { faults: 'rounding', maker: '', words: 'rounding' },
  ids: { faults: 'ids', maker: 'group.', words: 'ids' },
  accounting: { faults: 'accounting', maker: '', words: 'accounting' },
  success: { faults: 'success', maker: '', words: 'success' },
  names: { faults: 'success', maker: 'names.', words: 'success' },
  errors: { faults: 'errors', maker: '', words: 'errors' },
  effects: { faults: 'effects', maker: 'effects.', words: 'effects' },
};
const PUBLISHED = 'tests/unit/fixtures/check-ids.txt';
/** What the skeleton uses, by the file that has it, as a check imports it. */
const USED = {
  './check.ts': ['scenario', 'send'],
  './judging.ts': ['breachOf', 'judgeEach', 'whenPerformed'],
  './request.ts': ['post'],
  '../operation/body.ts': ['listOf'],
};

class Refusal extends Error {}

try {
  const plan = read(process.argv.slice(2));
  const written = places(plan).map(([path, change]) => [path, change(readFileSync(path, 'utf8'), path)]);
  for (const [path, text] of written) writeFileSync(path, text);
  execFileSync('node_modules/.bin/biome', [
    'check',
    '--write',
    ...written.map(([path]) => path).filter((path) => /\.ts$/.test(path)),
  ]);
  console.log(`${plan.id}: written. What is left for you stands where it says TODO:`);
  for (const [path, text] of written) if (text.includes('TODO')) console.log(`  ${path}`);
  console.log(`Then: npm run kill-table -- ${plan.fault}, and when it is caught: npm run refresh -- ${plan.fault}`);
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}

/** @returns what was asked for, checked: nothing is written where something is wrong. */
function read(argv) {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      clause: { type: 'string' },
      level: { type: 'string', default: 'SHOULD' },
      title: { type: 'string', default: 'TODO' },
    },
  });
  const [id = ''] = positionals;
  const [family, name] = id.split('/');
  if (!/^[a-z]+\/[a-z0-9]+(-[a-z0-9]+)*$/.test(id) || positionals.length !== 1)
    refuse('give one id, as family/name in lower case with hyphens');
  if (!Object.hasOwn(FAMILIES, family)) refuse(`no family is called ${family}: ${Object.keys(FAMILIES).join(', ')}`);
  const clause = clauses().get(values.clause);
  if (clause === undefined) refuse(`give --clause, one of: ${[...clauses().keys()].join(', ')}`);
  const levels = ['MAY', 'SHOULD', 'MUST'];
  if (!levels.includes(values.level)) refuse(`--level is one of ${levels.join(', ')}`);
  if (levels.indexOf(values.level) > levels.indexOf(clause.level))
    refuse(`${values.clause} is a ${clause.level}: a check is never stricter than its clause`);
  if (readFileSync(PUBLISHED, 'utf8').split('\n').includes(id)) refuse(`${id} exists`);
  return { ...values, id, family, name, fault: `${family}-${name}-broken` };
}

/** Of all editions, by id. */
function clauses() {
  const found = new Map();
  for (const edition of readdirSync('schemas/editions')) {
    const path = `schemas/editions/${edition}/clauses.json`;
    if (!existsSync(path)) continue;
    for (const clause of JSON.parse(readFileSync(path, 'utf8')).clauses) found.set(clause.id, clause);
  }
  return found;
}

/** Every place, with what is done to its text. */
function places({ id, family, name, level, clause, title, fault }) {
  const camel = name.replaceAll(/-+(.)/g, (_, letter) => letter.toUpperCase()).replace(/^(?=\d)/, 'of');
  const isTaken = new RegExp(`\\b${camel}\\b`).test(readFileSync(`src/checks/${family}.ts`, 'utf8'));
  const variable = isTaken ? `${camel}Check` : camel;
  const kind = `${family}.${name}`;
  const { faults, maker, words } = FAMILIES[family];
  const [major, minor] = JSON.parse(readFileSync('package.json', 'utf8')).version.split('.');
  const check = `
    const ${variable} = scenario({
      id: '${id}',
      level: '${level}',
      clauses: ['${clause}'],
      provisional: '${major}.${minor}',
      title: ${JSON.stringify(title)},
      needs: { devices: 1 },
      *act({ devices: [id = ''] }) {
        yield* send(post(listOf(id)));
      },
      judge: (seen, self) =>
        judgeEach(seen, self, (x) =>
          whenPerformed(seen, x, () =>
            // TODO: what has to hold here.
            x.answer.status === 200 ? [] : [breachOf('${kind}', x)],
          ),
        ),
    });\n`;
  const override = `${maker}${level === 'MUST' ? 'must' : 'should'}(
    '${fault}',
    'TODO: What it does.',
    // TODO: replace the step that breaks what ${id} asks for.
    () => ({}),
  ),`;
  return [
    [
      `src/checks/${family}.ts`,
      (text) => intoList(imports(text), `export const ${family}: readonly Check[]`, `${variable},`, check),
    ],
    [
      `src/messages/en/${words}.ts`,
      (text) => beforeLast(text, '}', `'${kind}': 'TODO',\n'${kind}.expected': 'TODO',\n`),
    ],
    [
      `src/messages/zh/${words}.ts`,
      (text) => beforeLast(text, '}', `'${kind}': 'TODO',\n'${kind}.expected': 'TODO',\n`),
    ],
    ['src/messages/zh/titles.ts', (text) => beforeLast(text, '}', `'${id}': 'TODO',\n`)],
    [`src/mock/faults/${faults}.ts`, (text) => beforeLast(text, ']', `${override}\n`)],
    [PUBLISHED, (text) => `${text.trimEnd()}\n${id}\n`],
  ];
}

/** The check before the list of its family, and its name at the end of that list. */
function intoList(text, list, entry, check) {
  const start = text.indexOf(list);
  const isOnOneLine = text.slice(start).split('\n')[0].endsWith('];');
  const end = text.indexOf(isOnOneLine ? '];' : '\n];', start);
  if (start < 0 || end < 0) refuse(`the list of checks was not found: ${list}`);
  const entries = text.slice(start, end).trimEnd().replace(/,?$/, ',');
  return `${text.slice(0, start)}${check}\n${entries}\n${entry}\n${text.slice(end).trimStart()}`;
}

function beforeLast(text, mark, added) {
  const at = text.lastIndexOf(mark);
  return `${text.slice(0, at)}${added}${text.slice(at)}`;
}

/** What the skeleton uses, where the file has not imported it yet. */
function imports(text) {
  let changed = text;
  for (const [from, names] of Object.entries(USED)) {
    const statement = new RegExp(`import \\{([^}]*)\\} from '${from.replaceAll('.', '\\.')}';`);
    const known = statement.exec(changed)?.[1];
    const before = (known ?? '')
      .split(',')
      .map((name) => name.trim())
      .filter(Boolean);
    const missing = names.filter((name) => !before.includes(name));
    if (missing.length === 0) continue;
    const line = `import { ${[...before, ...missing].join(', ')} } from '${from}';`;
    changed = known === undefined ? `${line}\n${changed}` : changed.replace(statement, line);
  }
  return changed;
}

function refuse(why) {
  throw new Refusal(why);
}
