/** What the README and docs/ tell users to do is done here as they tell it. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { afterAll, describe, expect, test } from '@jest/globals';
import { environmentVariables } from '../../src/deployment/environment.ts';
import { cleanUp, cli, folder, startMock } from './cli.ts';

const root = new URL('../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');
const pages = [
  'README.md',
  ...readdirSync(new URL('docs/', root))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

/** Fenced blocks of a language, their indentation taken off. */
const blocks = (page: string, language: string): string[] =>
  [...read(page).matchAll(new RegExp(`^( *)\`\`\`${language}\\n([\\s\\S]*?)^ *\`\`\``, 'gm'))].map(
    ([, indent = '', text = '']) => text.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  );

const commands = pages.flatMap((page) =>
  blocks(page, 'sh').flatMap((block) =>
    block
      .split('\n')
      .filter((line) => /^npx roma-conformance /.test(line))
      .map((line) => ({ page, words: line.replace(/^npx roma-conformance /, '').split(' ') })),
  ),
);

/** Values for the variables that the examples name. */
const env = { ROMA_AUTH_TOKEN: 'a-token-of-some-length', PW: 'a-password', SECRET_20002: 'a-secret' };

afterAll(cleanUp);

describe('deployment files in the documents', () => {
  const files = pages.flatMap((page) =>
    blocks(page, 'yaml')
      .filter((text) => text.includes('baseUrl:'))
      .map((text) => ({ page, text })),
  );
  test('there are some', () => expect(files.length).toBeGreaterThanOrEqual(2));

  test.each(files)('that of $page is planned', async ({ page, text }) => {
    const cwd = join(folder, page.replace(/\W/g, '-'));
    mkdirSync(cwd, { recursive: true });
    writeFileSync(join(cwd, 'ca.pem'), rootCertificates[0] ?? '');
    writeFileSync(join(cwd, 'acme-staging.yaml'), text);
    const { code, out, err } = await cli(['plan', 'acme-staging.yaml'], { cwd, env });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('acme-staging');
    expect(out).toContain('20001');
  });
});

describe('commands in the documents', () => {
  test('there are some', () => expect(commands.length).toBeGreaterThanOrEqual(5));

  test.each(commands.map(({ page, words }) => [page, words.join(' ')]))(
    '%s: %s has only flags that there are',
    async (_, line) => {
      const words = line.split(' ');
      const command = words.splice(0, words[0] === 'contracts' ? 2 : 1);
      const { code, out } = await cli([...command, '--help']);
      expect(code).toBe(0);
      for (const flag of words.filter((word) => word.startsWith('--'))) expect(out).toContain(`${flag} `);
    },
  );

  test('mock --list-faults lists them', async () => {
    const { code, out } = await cli(['mock', '--list-faults']);
    expect(code).toBe(0);
    expect(out).toContain('rounds-half-up');
  });

  test('verify --mock --fault rounds-half-up finds it', async () => {
    const { code, out } = await cli(['verify', '--mock', '--fault', 'rounds-half-up', '--out', join(folder, 'rounds')]);
    expect(code).toBe(1);
    expect(out).toContain('rounding/half');
  });

  test('gate --base 2023-06-29 --head 2025-03-26 says what broke', async () => {
    const { code, out } = await cli(['gate', '--base', '2023-06-29', '--head', '2025-03-26']);
    expect(code).toBe(1);
    expect(out).toContain('maximum 99999999999999999 is gone');
  });

  test('the client of the README works as it stands there', async () => {
    const [block = ''] = blocks('README.md', 'ts');
    const file = readFileSync(await startMock([], 'client'), 'utf8');
    const value = (name: string) => new RegExp(`${name}: "?([^"\\n]+)"?`).exec(file)?.[1] ?? '';
    const index = new URL('dist/lib/index.js', root).href;
    const script = block
      .replace("'roma-conformance'", JSON.stringify(index))
      .replace('https://roma.example.com', value('baseUrl'))
      .replace("projectId: 'p'", `projectId: '${value('projectId')}'`)
      .replace("instanceId: 'i'", `instanceId: '${value('instanceId')}'`);
    writeFileSync(join(folder, 'client.mjs'), `const fetchToken = async () => '${value('token')}';\n${script}`);
    const { code, out, err } = await cli([], { main: join(folder, 'client.mjs') });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toBe('[] [ 10001n, 10002n ]\n');
  });

  test('verify FILE --explore N --seed S explores', async () => {
    const file = await startMock([], 'explored');
    const { code, out } = await cli(['verify', file, '--explore', '40', '--seed', '42']);
    expect(code).toBe(0);
    const report = JSON.parse(readFileSync(join(folder, 'reports', 'explored', 'report.json'), 'utf8'));
    expect(report.run.seed).toBe(42);
    expect(
      report.exchanges.filter(({ check }: { check: string }) => check === 'explore/sequences').length,
    ).toBeGreaterThanOrEqual(40);
    expect(out).toMatch(/conformant/i);
  });
});

test('the README has every environment variable', () => {
  const readme = read('README.md');
  for (const { name, meaning } of environmentVariables) {
    expect(readme).toContain(`| \`${name}\``);
    expect(readme).toContain(meaning);
  }
});

test('every flag of every command is told in its help with what it does', async () => {
  const commands = [
    'verify',
    'plan',
    'mock',
    'checks',
    'gate',
    'compare',
    'site',
    'report',
    'attest',
    'audit',
    'contracts verify',
    'contracts publish',
    'contracts can-i-deploy',
  ];
  for (const command of commands) {
    const { out } = await cli([...command.split(' '), '--help']);
    expect(out).not.toContain('default: []');
    for (const [, flag = '', rest = ''] of out.matchAll(/^ {2}(--\S+)(.*)$/gm))
      expect({ flag, told: /\s{2,}\S/.test(rest) }).toEqual({ flag, told: true });
  }
});

test('links between the documents lead somewhere', () => {
  for (const page of pages) {
    for (const [, to = ''] of read(page).matchAll(/\]\((?!https?:|#)([^)#]+)/g)) {
      const target = new URL(to, new URL(page, root));
      expect({ page, to, isThere: existsSync(target) }).toEqual({ page, to, isThere: true });
    }
  }
});
