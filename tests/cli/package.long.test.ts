/** What `npm pack` gives, installed in an empty folder, does there what it does here. */
import { execFile } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { transform } from 'esbuild';
import { publint } from 'publint';
import { cleanUp, cli, folder, startMock } from './cli.ts';

const run = promisify(execFile);
const root = new URL('../../', import.meta.url).pathname;
const app = join(folder, 'app');
const installed = join(app, 'node_modules', 'roma-conformance');
const main = join(installed, 'dist/cli/main.js');
let tarball = '';

const npm = (args: string[], cwd: string) =>
  run('npm', [...args, '--no-audit', '--no-fund', '--prefer-offline'], { cwd });

/** An empty folder with the package in it, and others beside. */
async function install(name: string, ...others: string[]): Promise<string> {
  const cwd = join(folder, name);
  mkdirSync(cwd, { recursive: true });
  writeFileSync(join(cwd, 'package.json'), JSON.stringify({ name: 'app', private: true, type: 'module' }));
  await npm(['install', '--ignore-scripts', tarball, ...others], cwd);
  return cwd;
}

/** Every file below a folder, with its size in bytes. */
const filesIn = (path: string): { path: string; bytes: number }[] =>
  readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({ path: file, bytes: statSync(file).size }));

beforeAll(async () => {
  const { stdout } = await npm(['pack', '--ignore-scripts', '--json', '--pack-destination', folder], root);
  const [packed] = JSON.parse(stdout) as { filename: string }[];
  tarball = join(folder, packed?.filename ?? '');
  await install('app');
  await install('with-pact', '@pact-foundation/pact-core@19');
});
afterAll(cleanUp);

test('one package and less than 40 MB are installed', () => {
  expect(readdirSync(join(app, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual(['roma-conformance']);
  const bytes = filesIn(app).reduce((sum, file) => sum + file.bytes, 0);
  expect(bytes).toBeLessThan(40e6);
});

test('it has its papers, and nothing of the checkout', () => {
  for (const name of ['README.md', 'LICENSE', 'NOTICE', 'dist/THIRD-PARTY-NOTICES'])
    expect({ name, isThere: existsSync(join(installed, name)) }).toEqual({ name, isThere: true });
  const paths = filesIn(installed).map(({ path }) => path.slice(installed.length + 1));
  expect(paths.filter((path) => /^(src|tests|scripts|reports|bench)\//.test(path))).toEqual([]);
});

/** The newest of each line that was there when this was written; npm has them as packages. */
const NODES = { 22: '22.23.3', 24: '24.21.0' } as const;

/** A Node of another major version; null where npm cannot get it. */
async function nodeOf(major: keyof typeof NODES): Promise<string | null> {
  const cache = join(root, 'node_modules/.cache/nodes');
  const binary = join(cache, 'node_modules', `node${major}`, 'bin/node');
  if (!existsSync(binary)) {
    mkdirSync(cache, { recursive: true });
    if (!existsSync(join(cache, 'package.json'))) writeFileSync(join(cache, 'package.json'), '{ "private": true }');
    const name = `node${major}@npm:node-${process.platform}-${process.arch}@${NODES[major]}`;
    await npm(['install', '--ignore-scripts', name], cache).catch((error: Error) =>
      process.stderr.write(`Node ${major} could not be installed: ${error.message}\n`),
    );
  }
  return existsSync(binary) ? binary : null;
}

const others: [string, string | null][] = [
  ['Node 22', await nodeOf(22)],
  ['Node 24', await nodeOf(24)],
];

describe.each([[`Node ${process.versions.node}`, process.execPath], ...others])('on %s', (name, node) => {
  const out = name.replaceAll(/\W/g, '-');
  const unless = node === null ? test.skip : test;
  const why = node === null ? ' (npm could not install that Node)' : '';

  /** Exit code and output; all of stderr but the progress is to be empty. */
  const start = async (main: string, ...args: string[]) => {
    const { code, out, err } = await cli(args, { cwd: app, main, node: node ?? '' });
    const noise = err
      .split('\n')
      .filter((line) => line !== '' && !/^\d+ of \d+ checks(?:, about \d+ (?:s|min) left)?$/.test(line.trim()));
    return { code, out, noise: noise.filter((line) => /warn|deprecat|\(node:/i.test(line)) };
  };

  const wheres: [string, () => string][] = [
    ['from the package', () => main],
    ['from a checkout', () => join(root, 'dist/cli/main.js')],
  ];
  unless.each(wheres)(`every command %s ends as it should, without a warning${why}`, async (_, file) => {
    const go = (...args: string[]) => start(file(), ...args);
    expect(await go('--version')).toMatchObject({ code: 0, noise: [] });
    expect(await go('verify', '--mock', '--out', out)).toMatchObject({ code: 0, noise: [] });
    expect(await go('report', `${out}/mock/record.jsonl`, '--out', `${out}-again`)).toMatchObject({
      code: 0,
      noise: [],
    });
    expect(await go('compare', `${out}/mock/report.json`, `${out}/mock/report.json`)).toMatchObject({
      code: 0,
      noise: [],
    });
    expect(await go('site', '--store', out, '--out', `${out}-site`)).toMatchObject({ code: 0, noise: [] });
    const gate = await go('gate', '--base', '2023-06-29', '--head', '2025-03-26');
    expect(gate).toMatchObject({ code: 1, noise: [] });
    expect(gate.out).toContain('maximum 99999999999999999 is gone');
  });
});

describe('contracts verify', () => {
  test("without Pact's core it says what to install, and nothing is sent", async () => {
    const { code, err } = await cli(['contracts', 'verify', '--mock'], { cwd: app, main });
    expect({ code, err }).toEqual({
      code: 2,
      err: "contracts: Pact's native core is not installed; run npm install @pact-foundation/pact-core@19 beside roma-conformance\n",
    });
  });

  test('with it the contracts are verified', async () => {
    const cwd = join(folder, 'with-pact');
    const { code, out } = await cli(['contracts', 'verify', '--mock'], {
      cwd,
      main: join(cwd, 'node_modules/roma-conformance/dist/cli/main.js'),
    });
    expect({ code, out }).toEqual({ code: 0, out: expect.stringContaining('mock') });
  });
});

/** Programs in the descriptions of exports, by the function that they are about. */
const examples = [
  'src/suite/verify.ts',
  'src/results/compare.ts',
  'src/gate/between.ts',
  'src/attest/audit.ts',
  'src/pacts/verify-pacts.ts',
  'src/client/client.ts',
].map((path) => {
  const [, block = ''] = /@example\n \* ```ts\n([\s\S]*?) \* ```/.exec(readFileSync(join(root, path), 'utf8')) ?? [];
  return { path, text: block.replaceAll(/^ \* ?/gm, '') };
});

describe('examples in the descriptions of exports', () => {
  let cwd = '';
  let deployment = '';
  beforeAll(async () => {
    cwd = join(folder, 'with-pact');
    deployment = readFileSync(await startMock([], 'acme-staging'), 'utf8');
    writeFileSync(join(cwd, 'acme-staging.yaml'), deployment);
    mkdirSync(join(cwd, 'api'));
    cpSync(join(root, 'contracts/openapi.yaml'), join(cwd, 'api/openapi.yaml'));
    const commit = 'git init -q . && git add api && git -c user.name=a -c user.email=a@b.example commit -qm first';
    await run('sh', ['-ec', commit], { cwd });
    cpSync(join(root, 'contracts/pacts/roma-conformance-client-roma-connect-link.json'), join(cwd, 'consumer.json'));
    for (const _ of [1, 2]) await cli(['verify', 'acme-staging.yaml', '--only', 'rounding/*'], { cwd });
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    writeFileSync(join(cwd, 'private.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
    writeFileSync(join(cwd, 'key.pem'), publicKey.export({ type: 'spki', format: 'pem' }));
    await cli(['attest', 'reports/acme-staging/report.json', '--key', 'private.pem'], { cwd });
  });

  const says: Record<string, string> = {
    verify: 'The deployment keeps what was selected of edition',
    compare: 'not-comparable',
    between: 'compatible 0',
    audit: "'judged again: ok'",
    'verify-pacts': 'verified',
    client: '[] [ 10001n, 10002n ]',
  };
  test.each(examples)('that of $path runs', async ({ path, text }) => {
    const name = basename(path, '.ts');
    expect(text).toContain("from 'roma-conformance");
    const value = (key: string) => new RegExp(`${key}: "?([^"\\n]+)"?`).exec(deployment)?.[1] ?? '';
    const { code: program } = await transform(
      text
        .replace('https://roma.example.com', value('baseUrl'))
        .replace("projectId: 'p'", `projectId: '${value('projectId')}'`)
        .replace("instanceId: 'i'", `instanceId: '${value('instanceId')}'`),
      { loader: 'ts' },
    );
    const file = join(cwd, `${name}.mjs`);
    writeFileSync(file, program);
    const { code, out, err } = await cli([], { cwd, main: file, env: { ROMA_AUTH_TOKEN: value('token') } });
    expect({ code, err, out }).toEqual({ code: 0, err: '', out: expect.stringContaining(says[name] ?? '?') });
  });
});

describe('its types and entry points', () => {
  test('publint finds nothing', async () => {
    const { messages } = await publint({ pkgDir: installed, pack: false, strict: true });
    expect(messages).toEqual([]);
  });

  test('arethetypeswrong finds nothing for importers of ES modules', async () => {
    const attw = join(root, 'node_modules/@arethetypeswrong/cli/dist/index.js');
    const args = [attw, tarball, '--profile', 'esm-only', '--format', 'ascii', '--no-color', '--no-emoji'];
    // It ends with 1 where it finds a problem, and rejects then.
    const { stdout } = await run(process.execPath, args);
    for (const entry of ['roma-conformance', 'roma-conformance/client']) expect(stdout).toContain(`"${entry}"`);
  });

  const program = `
import { audit, type Comparison, compare, ConfigError, gate, parseDeployment, type Report, verify, verifyPacts } from 'roma-conformance';
import { forceOffline, type ForceOfflineResult } from 'roma-conformance/client';

export async function all(text: string): Promise<Report> {
  const [deployment] = [parseDeployment(text, 'a.yaml', {}, '.')].flat();
  if (!deployment) throw new ConfigError('none');
  const report: Report = await verify(deployment, { only: ['uri/*'], onProgress: (progress) => void progress });
  const verdict: Report['verdict'] = report.verdict;
  console.log(verdict, compare, audit, gate, verifyPacts, null as Comparison | null);
  return report;
}
export const call = (): Promise<ForceOfflineResult> =>
  forceOffline({ baseUrl: 'https://h', projectId: 'p', instanceId: 'i', token: null }, [1, 2n, '3']);
`;

  test.each([
    ['nodenext', 'nodenext'],
    ['bundler', 'esnext'],
  ])('a program type-checks under %s, with the types of the package checked too', async (moduleResolution, module) => {
    const cwd = join(app, moduleResolution);
    mkdirSync(cwd, { recursive: true });
    cpSync(join(root, 'node_modules/@types/node'), join(app, 'node_modules/@types/node'), { recursive: true });
    cpSync(join(root, 'node_modules/undici-types'), join(app, 'node_modules/undici-types'), { recursive: true });
    writeFileSync(join(cwd, 'program.ts'), program);
    for (const { path, text } of examples) writeFileSync(join(cwd, `example-${basename(path)}`), text);
    const compilerOptions = { module, moduleResolution, strict: true, noEmit: true, target: 'es2023', types: ['node'] };
    writeFileSync(join(cwd, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }));
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    const { stdout } = await run(process.execPath, [tsc, '-p', cwd]).catch((error: { stdout: string }) => error);
    expect(stdout).toBe('');
  });

  test('the client needs no types of Node', async () => {
    const cwd = join(app, 'browser');
    mkdirSync(cwd, { recursive: true });
    writeFileSync(
      join(cwd, 'program.ts'),
      "import { forceOffline } from 'roma-conformance/client';\nexport const f = forceOffline;\n",
    );
    const compilerOptions = { module: 'esnext', moduleResolution: 'bundler', strict: true, noEmit: true, types: [] };
    writeFileSync(join(cwd, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['program.ts'] }));
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    const { stdout } = await run(process.execPath, [tsc, '-p', cwd]).catch((error: { stdout: string }) => error);
    expect(stdout).toBe('');
  });
});
