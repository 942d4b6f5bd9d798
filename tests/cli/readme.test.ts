/** What the README and docs/ tell users to do is done here as they tell it. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { afterAll, describe, expect, test } from '@jest/globals';
import { environmentVariables } from '../../src/deployment/environment.ts';
import { drawn, whenLong } from '../tier.ts';
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

const helps = new Map<string, ReturnType<typeof cli>>();
/** What a command says of itself; asked once. */
function helpOf(command: string): ReturnType<typeof cli> {
  const help = helps.get(command) ?? cli([...command.split(' '), '--help']);
  helps.set(command, help);
  return help;
}

describe('deployment files in the documents', () => {
  const files = pages.flatMap((page) =>
    blocks(page, 'yaml')
      .filter((text) => text.includes('baseUrl:'))
      .map((text) => ({ page, text })),
  );
  test('there are some', () => expect(files.length).toBeGreaterThanOrEqual(2));

  test.each(drawn(files, 1))('that of $page is planned', async ({ page, text }) => {
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
      const { code, out } = await helpOf(command.join(' '));
      expect(code).toBe(0);
      for (const flag of words.filter((word) => word.startsWith('--'))) expect(out).toContain(`${flag} `);
    },
  );

  whenLong(test)('mock --list-faults lists them', async () => {
    const { code, out } = await cli(['mock', '--list-faults']);
    expect(code).toBe(0);
    expect(out).toContain('rounds-half-up');
  });

  whenLong(test)('verify --mock --fault rounds-half-up finds it', async () => {
    const { code, out } = await cli(['verify', '--mock', '--fault', 'rounds-half-up', '--out', join(folder, 'rounds')]);
    expect(code).toBe(1);
    expect(out).toContain('rounding/half');
  });

  whenLong(test)('gate --base 2023-06-29 --head 2025-03-26 says what broke', async () => {
    const { code, out } = await cli(['gate', '--base', '2023-06-29', '--head', '2025-03-26']);
    expect(code).toBe(1);
    expect(out).toContain('maximum 99999999999999999 is gone');
  });

  test('the client of docs/library.md works as it stands there', async () => {
    const block = blocks('docs/library.md', 'ts').find((text) => text.includes('forceOffline')) ?? '';
    const file = readFileSync(await startMock([], 'client'), 'utf8');
    const value = (name: string) => new RegExp(`${name}: "?([^"\\n]+)"?`).exec(file)?.[1] ?? '';
    const index = new URL('dist/lib/client.js', root).href;
    const script = block
      .replace("'roma-conformance/client'", JSON.stringify(index))
      .replace('https://roma.example.com', value('baseUrl'))
      .replace("projectId: 'p'", `projectId: '${value('projectId')}'`)
      .replace("instanceId: 'i'", `instanceId: '${value('instanceId')}'`);
    writeFileSync(join(folder, 'client.mjs'), `const fetchToken = async () => '${value('token')}';\n${script}`);
    const { code, out, err } = await cli([], { main: join(folder, 'client.mjs') });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toBe('[] [ 10001n, 10002n ]\n');
  });

  whenLong(test)('verify FILE --explore N --seed S explores', async () => {
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

test('the README is short, and its program runs', async () => {
  expect(read('README.md').split('\n').length).toBeLessThanOrEqual(150);
  expect(read('docs/README.zh-CN.md').split('\n').length).toBeLessThanOrEqual(150);
  const [program = ''] = blocks('README.md', 'ts');
  const index = new URL('dist/lib/index.js', root).href;
  const file = await startMock([], 'acme-staging');
  writeFileSync(
    join(folder, 'program.mjs'),
    program.replace("'roma-conformance'", JSON.stringify(index)).replace('acme-staging.yaml', file),
  );
  expect(await cli([], { main: join(folder, 'program.mjs') })).toMatchObject({ code: 0, out: 'conformant\n', err: '' });
});

test('docs/deployment-file.md has every environment variable', () => {
  const readme = read('docs/deployment-file.md');
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
    'runs',
    'site',
    'report',
    'attest',
    'audit',
    'contracts verify',
    'contracts publish',
    'contracts can-i-deploy',
  ];
  for (const command of commands) {
    const { out } = await helpOf(command);
    expect(out).not.toContain('default: []');
    for (const [, flag = '', rest = ''] of out.matchAll(/^ {2}(--\S+)(.*)$/gm))
      expect({ flag, told: /\s{2,}\S/.test(rest) }).toEqual({ flag, told: true });
  }
});

/** The anchors of a page's headings, as they are made where such pages are shown. */
const anchorsOf = (page: string) =>
  [
    ...read(page)
      .replaceAll(/^```[\s\S]*?^```/gm, '')
      .matchAll(/^#+ (.+)$/gm),
  ].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(/\s/g, '-'),
  );

const papers = [
  ...pages,
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  ...readdirSync(new URL('docs/decisions/', root)).map((name) => `docs/decisions/${name}`),
];

test.each(papers)('every link of %s leads to a file, and to a heading that is in it', (page) => {
  for (const [, to = '', anchor = ''] of read(page).matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)/g)) {
    const target = new URL(to === '' ? page : to, new URL(to === '' ? '' : page, root));
    expect({ page, to, isThere: existsSync(target) }).toEqual({ page, to, isThere: true });
    if (anchor === '' || !target.pathname.endsWith('.md')) continue;
    const anchors = anchorsOf(target.pathname.slice(new URL(root).pathname.length));
    expect({ page, to, anchor, isThere: anchors.includes(decodeURIComponent(anchor)) }).toEqual({
      page,
      to,
      anchor,
      isThere: true,
    });
  }
});

test('every page of docs/ is led to by another', () => {
  const linked = papers.flatMap((page) =>
    [...read(page).matchAll(/\]\((?!https?:)([^)#\s]+)/g)].map(([, to = '']) => new URL(to, new URL(page, root)).href),
  );
  expect(pages.filter((page) => page !== 'README.md' && !linked.includes(new URL(page, root).href))).toEqual([]);
});

test('every message of docs/troubleshooting.md is one that the suite prints', () => {
  const sources = readdirSync(new URL('src/', root), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => read(`src/${path}`))
    .join('\n');
  const messages = [...read('docs/troubleshooting.md').matchAll(/^\| `([^`]+)` \|/gm)].map(([, text = '']) => text);
  expect(messages.length).toBeGreaterThan(30);
  expect(messages.filter((text) => !sources.includes(text))).toEqual([]);
});

test('users are told in plain words', () => {
  const words = /\b(brought about|brings? about|accus(?:e|es|ed|ing)|may be stale)\b/;
  const found = papers.filter((page) => !/kill-table|decisions/.test(page) && words.test(read(page)));
  expect(found).toEqual([]);
});
