/**
 * The pipelines that this repository offers: each is what its published schema says, and its shell steps are run as the
 * engine would run them, inputs in the environment. What only the engine itself can do is not run: see docs/pipelines.md.
 */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import { parse, parseAllDocuments } from 'yaml';
import { whenLong } from '../tier.ts';
import { cleanUp, folder, startMock } from './cli.ts';

const root = new URL('../../', import.meta.url).pathname;
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const stored = createRequire(import.meta.url);

interface Step {
  name?: string;
  id?: string;
  if?: string;
  uses?: string;
  run?: string;
  script?: string | string[];
  env?: Record<string, string>;
}

let tarball = '';
let good = '';
let bad = '';
// The package itself is tried in the long tier: installing it takes seconds.
whenLong(beforeAll)(async () => {
  const args = ['pack', '--ignore-scripts', '--json', '--pack-destination', folder];
  const { stdout } = await promisify(execFile)('npm', args, { cwd: root });
  tarball = join(folder, (JSON.parse(stdout) as { filename: string }[])[0]?.filename ?? '');
  good = await startMock([], 'good');
  bad = await startMock(['--fault', 'rounds-half-up'], 'bad');
});
afterAll(cleanUp);

/** Runs a script in a folder of its own. */
function shell(command: string[], script: string, cwd: string, env: Record<string, string>) {
  mkdirSync(cwd, { recursive: true });
  writeFileSync(join(cwd, 'step.sh'), script);
  const [program = '', ...args] = command;
  return new Promise<{ code: number; out: string }>((resolve) =>
    execFile(
      program,
      [...args, join(cwd, 'step.sh')],
      { cwd, env: { ...SETUP, ...env }, maxBuffer: 64e6 },
      (error, stdout, stderr) => resolve({ code: error ? Number(error.code ?? 1) : 0, out: stdout + stderr }),
    ),
  );
}

/** Where npm and its settings are. */
const SETUP = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => /^(PATH|HOME|npm_config_.*)$/i.test(name)),
);

const BASH = ['bash', '--noprofile', '--norc', '-eo', 'pipefail'];

/** What a schema has against a document; the schemas are not strict, and hold formats that nobody checks. */
function problems(schema: object, document: unknown): string[] {
  const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true, logger: false, unicodeRegExp: false });
  const validate = ajv.compile(schema);
  return validate(document) ? [] : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}
const zipped = (name: string) =>
  JSON.parse(gunzipSync(readFileSync(join(root, `tests/cli/fixtures/pipelines/${name}.schema.json.gz`))).toString());

describe('the GitHub action', () => {
  const action = parse(read('action.yml')) as {
    inputs: Record<string, { default?: string }>;
    runs: { steps: Step[] };
  };
  /** Runs its shell steps in order, as far as they go. */
  async function act(name: string, inputs: Record<string, string>) {
    const cwd = join(folder, `action-${name}`);
    mkdirSync(join(cwd, 'temp'), { recursive: true });
    const files = Object.fromEntries(
      ['GITHUB_OUTPUT', 'GITHUB_STEP_SUMMARY'].map((variable) => [variable, join(cwd, variable)]),
    );
    for (const file of Object.values(files)) writeFileSync(file, '');
    let out = '';
    let code = 0;
    for (const step of action.runs.steps) {
      if (step.run === undefined || code !== 0) continue;
      const env = Object.entries(step.env ?? {}).map(([key, value]) => [
        key,
        value.replaceAll(
          /\$\{\{ inputs\.([a-z-]+) \}\}/g,
          (_, input) => inputs[input] ?? action.inputs[input]?.default ?? '',
        ),
      ]);
      const ran = await shell(BASH, step.run, cwd, {
        ...Object.fromEntries(env),
        ...files,
        RUNNER_TEMP: join(cwd, 'temp'),
      });
      out += ran.out;
      code = ran.code;
    }
    const told = (variable: string) => readFileSync(files[variable] ?? '', 'utf8');
    return { code, out, cwd, output: told('GITHUB_OUTPUT'), summary: told('GITHUB_STEP_SUMMARY') };
  }

  test('is what the schema of actions says', () =>
    expect(problems(stored('schemastore/schemas/json/github-action.json'), action)).toEqual([]));

  test('names no input in a script: those would be run as code', () => {
    for (const { run } of action.runs.steps) expect(run ?? '').not.toContain('${{');
  });

  test.each<[string, Record<string, string>, string]>([
    ['another command', { command: 'rm' }, 'command: verify or gate is wanted'],
    ['no file', {}, 'files: name at least one deployment file'],
    ['one side of a gate', { command: 'gate', base: 'a.yaml' }, 'base and head: both are needed'],
    ['a folder outside', { files: 'a.yaml', out: '../up' }, 'out: a folder inside the workspace is wanted'],
    ['what is no flag', { files: 'a.yaml', options: '; id' }, 'options: one flag a line is wanted'],
    ['neither true nor false', { files: 'a.yaml', 'upload-sarif': 'yes' }, 'true or false is wanted'],
  ])('refuses %s before anything is installed', async (name, inputs, says) => {
    const { code, out, cwd } = await act(`bad-${name.replaceAll(' ', '-')}`, inputs);
    expect({ code, out }).toEqual({ code: 2, out: expect.stringContaining(says) });
    expect(out).toContain('::error title=roma-conformance::');
    expect(existsSync(join(cwd, 'temp/roma-conformance'))).toBe(false);
  });

  whenLong(test)('verifies: annotations, summary, files and the exit code', async () => {
    const { code, out, output, summary, cwd } = await act('verify', {
      files: `${good}\n${bad}`,
      options: '--only=rounding/*',
      package: tarball,
    });
    expect({ code, output }).toEqual({ code: 1, output: 'exit-code=1\n' });
    expect(out).toMatch(/^::error title=bad.*rounding\/half/m);
    expect(summary).toContain('rounding/half');
    for (const file of ['good/report.sarif', 'bad/report.sarif', 'bad/junit.xml', 'bad/report.html'])
      expect({ file, isThere: existsSync(join(cwd, 'reports', file)) }).toEqual({ file, isThere: true });
  });

  whenLong(test)('takes what looks like code in an input for a name', async () => {
    const { code, out, cwd } = await act('injected', { files: '$(touch injected)', package: tarball });
    expect(code).toBe(2);
    expect(out).toContain('$(touch injected)');
    expect(existsSync(join(cwd, 'injected'))).toBe(false);
  });

  whenLong(test)('gates', async () => {
    const { code, out, summary, cwd } = await act('gate', {
      command: 'gate',
      base: '2023-06-29',
      head: '2025-03-26',
      package: tarball,
    });
    expect(code).toBe(1);
    expect(out).toContain('::error');
    expect(summary).toContain('maximum 99999999999999999 is gone');
    expect(existsSync(join(cwd, 'reports/gate.sarif'))).toBe(true);
  });
});

describe.each(['verify', 'gate'])('the GitLab component %s', (name) => {
  const [header, jobs] = parseAllDocuments(read(`templates/${name}.yml`)).map((document) => document.toJS());
  const [job] = Object.values(jobs as Record<string, { script: string[]; variables: Record<string, string> }>);

  test('is what the schema of GitLab says', () => {
    expect(problems(zipped('gitlab-ci'), { ...header, ...jobs })).toEqual([]);
  });

  test('asks for no input that it does not declare, and for none in a script', () => {
    const asked = [...JSON.stringify(jobs).matchAll(/\$\[\[ inputs\.([a-z-]+) \]\]/g)].map(([, input]) => input);
    expect(Object.keys(header.spec.inputs).sort()).toEqual([...new Set(asked)].sort());
    expect(job?.script.join('\n')).not.toContain('$[[');
  });

  whenLong(test)('its script runs', async () => {
    const given: Record<string, string> = {
      files: `${good} ${bad}`,
      options: '--only rounding/*',
      base: '2023-06-29',
      head: '2025-03-26',
      package: tarball,
    };
    const env = Object.fromEntries(
      Object.entries(job?.variables ?? {}).map(([key, value]) => [
        key,
        value.replace(/\$\[\[ inputs\.([a-z-]+) \]\]/, (_, input) =>
          String(given[input] ?? header.spec.inputs[input].default ?? ''),
        ),
      ]),
    );
    const cwd = join(folder, `gitlab-${name}`);
    const { code } = await shell(BASH, job?.script.join('\n') ?? '', cwd, env);
    expect(code).toBe(1);
    const files = name === 'verify' ? ['bad/junit.xml', 'bad/gl-code-quality-report.json'] : ['gate/gate.xml'];
    for (const file of files)
      expect({ file, isThere: existsSync(join(cwd, 'reports', file)) }).toEqual({ file, isThere: true });
  });
});

whenLong(test)('the shell steps of the Jenkinsfile run', async () => {
  const steps = [...read('pipelines/Jenkinsfile').matchAll(/'''([\s\S]*?)'''/g)].map(([, script = '']) => script);
  expect(steps).toHaveLength(2);
  const cwd = join(folder, 'jenkins');
  const env = { PACKAGE: tarball, FILES: good };
  for (const step of steps) expect(await shell(['sh', '-xe'], step, cwd, env)).toMatchObject({ code: 0 });
  expect(existsSync(join(cwd, 'reports/good/junit.xml'))).toBe(true);
});

describe('the Azure pipeline', () => {
  const pipeline = parse(read('pipelines/azure-pipelines.yml')) as { steps: Step[] };

  whenLong(test)('is what the schema of Azure says', () =>
    expect(problems(zipped('azure-pipelines'), pipeline)).toEqual([]),
  );

  whenLong(test)('its scripts run', async () => {
    const cwd = join(folder, 'azure');
    const given: Record<string, string> = { package: tarball, files: bad };
    const codes: number[] = [];
    for (const { script, env } of pipeline.steps) {
      if (typeof script !== 'string') continue;
      expect(script).not.toContain('${{');
      const filled = Object.entries(env ?? {}).map(([key, value]) => [
        key,
        value.replace(/\$\{\{ parameters\.([a-z]+) \}\}/, (_, name) => given[name] ?? ''),
      ]);
      codes.push((await shell(['bash', '--noprofile', '--norc'], script, cwd, Object.fromEntries(filled))).code);
    }
    expect(codes).toEqual([0, 1]);
    expect(existsSync(join(cwd, 'reports/bad/junit.xml'))).toBe(true);
  });
});

describe('the Tekton task', () => {
  interface Task {
    apiVersion: string;
    kind: string;
    spec: {
      params: { name: string }[];
      results: { name: string }[];
      steps: { script: string; env: { name: string; value: string }[]; securityContext: object }[];
    };
  }
  const task = parse(read('pipelines/tekton-task.yaml')) as Task;

  test('runs as nobody, on a root that cannot be written', () => {
    expect(task).toMatchObject({ apiVersion: 'tekton.dev/v1', kind: 'Task' });
    expect(task.spec.steps[0]?.securityContext).toMatchObject({ runAsNonRoot: true, readOnlyRootFilesystem: true });
  });

  test('refers to what it declares, and to nothing of it in the script', () => {
    const names = [...JSON.stringify(task).matchAll(/\$\((params|results)\.([a-z-]+)/g)].map(([, , name]) => name);
    const declared = [...task.spec.params, ...task.spec.results].map(({ name }) => name);
    expect([...new Set(names)].sort()).toEqual([...declared].sort());
    expect(task.spec.steps[0]?.script).not.toMatch(/\$\((params|results)/);
  });

  whenLong(test)('its script runs, and gives the exit code as a result', async () => {
    const cwd = join(folder, 'tekton');
    const install = 'npm install --prefix . --no-save --no-audit --no-fund --ignore-scripts -- "$PACKAGE"';
    expect(await shell(['sh', '-e'], install, cwd, { PACKAGE: tarball })).toMatchObject({ code: 0 });
    const result = join(cwd, 'result');
    const PATH = `${join(cwd, 'node_modules/.bin')}:${process.env['PATH']}`;
    const { code } = await shell(['sh'], task.spec.steps[0]?.script ?? '', cwd, { PATH, RESULT: result, FILES: bad });
    expect({ code, result: readFileSync(result, 'utf8') }).toEqual({ code: 1, result: '1' });
  });
});

describe('the Containerfile', () => {
  const text = read('Containerfile').replaceAll(/\\\n/g, ' ');
  const lines = text.split('\n').filter((line) => /^[A-Z]/.test(line));
  const last = lines.slice(lines.findLastIndex((line) => line.startsWith('FROM')));

  test('ends with an image without npm that runs as nobody', () => {
    expect(last.filter((line) => line.startsWith('USER'))).toEqual(['USER 65532:65532']);
    expect(last.find((line) => line.startsWith('RUN'))).toMatch(/rm -rf .*node_modules .*\/npm .*\/npx/);
    expect(last.at(-2)).toBe('ENTRYPOINT ["roma-conformance"]');
  });

  whenLong(test)('its steps give a command that writes to the working folder alone', async () => {
    const opt = join(folder, 'image');
    const install = lines.find((line) => line.includes('npm install'))?.replace(/^RUN /, '') ?? '';
    const ran = await shell(['sh', '-e'], install.replace('/opt', opt), opt, { PACKAGE: tarball });
    expect(ran).toMatchObject({ code: 0 });
    const link = /ln -s \/opt(\/\S+)/.exec(last.join('\n'))?.[1] ?? '';
    const cwd = join(folder, 'image-work');
    // What stands in the image cannot be written by who runs there.
    await shell(['sh', '-e'], `chmod -R a-w "${opt}/node_modules"`, cwd, {});
    const verified = await shell(['sh', '-e'], `"${opt}${link}" verify "${good}" --only "uri/*"`, cwd, {
      HOME: '/nowhere',
    });
    await shell(['sh', '-e'], `chmod -R u+w "${opt}/node_modules"`, cwd, {});
    expect(verified).toMatchObject({ code: 0 });
    expect(existsSync(join(cwd, 'reports/good/report.json'))).toBe(true);
  });
});

describe('the hook for pre-commit', () => {
  const hooks = parse(read('.pre-commit-hooks.yaml')) as { entry: string }[];

  test('is what the schema of hooks says', () =>
    expect(problems(stored('schemastore/schemas/json/pre-commit-hooks.json'), hooks)).toEqual([]));

  whenLong(test)('refuses a commit that breaks the API, and lets one pass that does not', async () => {
    const cwd = join(folder, 'hook');
    const install = 'npm install --prefix . --no-save --no-audit --no-fund --ignore-scripts -- "$PACKAGE"';
    await shell(['sh', '-e'], install, cwd, { PACKAGE: tarball });
    const PATH = `${join(cwd, 'node_modules/.bin')}:${process.env['PATH']}`;
    const api = join(cwd, 'openapi.yaml');
    writeFileSync(api, read('contracts/openapi.yaml'));
    const commit =
      'git init -q . && git add openapi.yaml && git -c user.name=a -c user.email=a@b.example commit -qm first';
    expect(await shell(['sh', '-e'], commit, cwd, { PATH })).toMatchObject({ code: 0 });
    const hook = `${hooks[0]?.entry} --base git:HEAD:openapi.yaml --head openapi.yaml`;
    expect(await shell(['sh', '-e'], hook, cwd, { PATH })).toMatchObject({ code: 0 });
    writeFileSync(api, read('contracts/openapi.yaml').replace('- device_ids', '- device_ids\n            - reason'));
    const { code, out } = await shell(['sh', '-e'], hook, cwd, { PATH });
    expect({ code, out }).toEqual({ code: 1, out: expect.stringContaining('reason') });
  });
});
