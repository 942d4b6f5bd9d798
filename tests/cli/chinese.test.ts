/** Every command in Chinese: its help, what it prints, and why it does not start. Programs read English. */
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { drawn, whenLong } from '../tier.ts';
import { leftOver } from '../unit/fixtures/latin.ts';
import { cleanUp, cli, folder, startMock } from './cli.ts';

const SAMPLES = new URL('../../reports/sample/', import.meta.url).pathname;
const zh = (...args: string[]) => cli([...args, '--lang', 'zh-CN'], { env: { LANG: 'C' } });
let file = '';

beforeAll(async () => {
  file = await startMock([], 'chinese');
});
afterAll(cleanUp);

/** Names of commands, flags, files and their formats, which are the same in every language. */
const names = (text: string): string =>
  text
    .replace(/ -[hV], |\bzh-CN\b|\bgit:\w+:\w+/g, ' ')
    .replace(/<[A-Za-z/-]+>|\[[A-Z./]+\]|\b[A-Z_]+\b/g, ' ')
    .replace(/"[^"]*"|“[^”]*”/g, ' ')
    .replace(/\b(?:[a-z]+@)?[\w.-]*\/[\w./-]+|\bpostgres:\S+/g, ' ')
    .replace(
      /(?<![-\w])(?:verify|gate|contracts|publish|can-i-deploy|fleet|submit|schedule|status|work|compare|runs|site|attest|audit|report|plan|init|doctor|mock|checks|version|help|off|all)(?![-\w]|\.[a-z])/g,
      ' ',
    )
    .replace(
      /(?<![.\w])(?:text|json|html|markdown|junit|sarif|ctrf|har|gitlab|github|changelog|breaking|warning|bump)\b/g,
      ' ',
    )
    .replace(/\b(?:token|iam|aksk|en|name|production|roma-connect-link|in-toto|info\.version)\b|name@\S+/g, ' ');
const ENGLISH_NAMES = [
  'OpenAPI',
  'reports',
  'Swagger',
  'PostgreSQL',
  'Pact',
  'Broker',
  'Schema',
  'Ed25519',
  'roma-conformance',
  'ECDSA P-256',
  'PEM',
  'DSSE',
  'CPU',
];
const left = (text: string) => leftOver(names(text), ENGLISH_NAMES);

describe('the help', () => {
  const groups: Readonly<Record<string, readonly string[]>> = {
    contracts: ['verify', 'publish', 'can-i-deploy'],
    fleet: ['submit', 'schedule', 'status', 'work'],
  };
  test('of every command is Chinese', async () => {
    const { out, code } = await zh('--help');
    expect(code).toBe(0);
    const listed = [...out.matchAll(/^ {2}([a-z][a-z-]*) /gm)].map(([, name = '']) => name);
    expect(listed).toContain('doctor');
    const commands = listed
      .filter((name) => name !== 'help')
      .flatMap((name) => [[name], ...(groups[name] ?? []).map((below) => [name, below])]);
    const helps = await Promise.all(drawn(commands, 3).map(async (command) => (await zh(...command, '--help')).out));
    for (const help of [out, ...helps]) expect(help).toContain('用法：');
    expect([...new Set([out, ...helps].flatMap(left))]).toEqual([]);
  });

  test('is English by itself', async () => {
    const { out } = await cli(['verify', '--help']);
    expect(out).toContain('Usage: roma-conformance verify [options]');
    expect(out).toContain('(default: "reports")');
    expect(out).not.toMatch(/\p{Script=Han}/u);
  });
});

describe('a wrong call', () => {
  test.each(
    drawn(
      [
        [['verify', '--mok'], '未知的选项“--mok”'],
        [['verfy'], '未知的命令“verfy”'],
        [['audit'], '缺少参数“FOLDER”'],
        [['compare', 'a'], 'compare 需要第二次运行 B：与 a 比较的对象'],
        [['verify', '--out'], '选项“--out <FOLDER>”缺少参数'],
        [['attest', 'x'], '缺少必需的选项“--key <FILE>”'],
        [['help', 'verfy'], '没有这个命令：verfy；是否指 verify？'],
        [['verify', '--fault', 'x'], '--fault 和 --variant 需要 --mock'],
        [['verify', '--mock', '--only', 'roundng/*'], '没有检查具有这样的 ID；是否指“rounding/*”？'],
        [['verify', 'a.yaml', 'b.yaml', '--shard', '9'], '--shard 9：请写明第几片、共几片'],
        [['verify', '--mock', '--seed', '1'], '--seed 需要 --explore'],
        [['verify', '--mock', '--format', 'jsn'], '没有这种格式；是否指 json？'],
        [['gate', '--base', '2024'], 'gate 需要 --base 和 --head'],
        [['gate', '--base', '2024', '--head', '2025-03-26'], '2024 既不是文件也不是版本'],
        [['contracts', 'verify', '--mock', '--provider-branch', 'b'], '需要 --publish-results'],
        [['contracts', 'publish', '--consumer-app-version', '1'], 'PACT_BROKER_BASE_URL：没有设置；应指明 Pact Broker'],
        [['fleet', 'status'], 'fleet 的队列在 PostgreSQL 中'],
        [['compare', 'nobody', 'nobody'], '没有“nobody”的运行；其中没有任何运行'],
        [['audit', 'nowhere'], 'nowhere：不是文件夹'],
        [['init'], 'init 在终端上会提问；在这里需要 --base-url'],
        [['mock', '--auth', 'x'], '--auth x：可用的有 token、iam、aksk'],
        [['site', '--url', 'x'], '--url：应为地址'],
        [['report', 'nowhere.jsonl'], '无法读取'],
        [['report', '.'], 'record.jsonl：无法读取'],
        [['verify', '--mock', '--fault', 'no-such'], '没有缺陷 no-such；--list-faults 会列出全部'],
        [['verify', 'nope.yaml'], 'nope.yaml：不存在；请检查路径'],
      ],
      3,
    ),
  )('%j', async (args, said) => {
    const { code, err } = await zh(...args);
    expect(err).toContain(said);
    expect(code).toBe(2);
  });

  test('a store without a run', async () => {
    const { code, err } = await zh('site', '--store', 'empty');
    expect([code, err]).toEqual([3, 'empty 中没有运行；没有写入任何内容。\n']);
  });
});

test('a deployment file that is wrong', async () => {
  const wrong = join(folder, 'wrong.yaml');
  const text = readFileSync(file, 'utf8');
  writeFileSync(wrong, `${text.replace(/^projectId: .*$/m, 'projectId: 12').replace(/^mqtt:/m, 'mqt:')}\n`);
  const { code, err } = await zh('plan', wrong);
  expect(code).toBe(2);
  expect(err).toContain('projectId：是数字；请加引号');
  expect(err).toContain('mqt：不是已知的键；是否指 mqtt？');
});

test('init, with comments that its reader reads', async () => {
  const flags = ['--base-url', 'http://127.0.0.1:9', '--project-id', 'p', '--instance-id', 'i', '--devices', '20001'];
  const { code } = await zh('init', 'new.yaml', ...flags);
  expect(code).toBe(0);
  const comments = readFileSync(join(folder, 'new.yaml'), 'utf8')
    .split('\n')
    .flatMap((line) => /# .*$/.exec(line)?.[0] ?? [])
    .filter((line) => !/^# [\w-]+: /.test(line));
  expect(comments.length).toBeGreaterThan(4);
  for (const line of comments) expect(line).toMatch(/\p{Script=Han}/u);
});

test('plan, and what it says of the rest', async () => {
  const { code, out } = await zh('plan', file, '--only', 'rounding/*');
  expect(code).toBe(0);
  expect(out).toMatch(/^chinese：\d+ 个场景共 \d+ 次请求，发往 http/);
  for (const said of ['强制下线：20001、20002', '仅供观察：20008', '不能排除的情况', '所有设备'])
    expect(out).toContain(said);
});

whenLong(test)('doctor, and its JSON in English', async () => {
  const { code, out } = await zh('doctor', file);
  expect(code).toBe(0);
  expect(left(out.replaceAll('chinese', ' '))).toEqual([]);
  expect(out).toContain('查询接口接受该凭证');
  expect((await zh('doctor', file, '--json')).out).toContain('the query API accepts it');
});

test('verify, compare, and what programs read', async () => {
  const args = ['--only', 'rounding/half', '--only', 'uri/post', '--format', 'markdown,junit', '--out', 'runs'];
  const first = await zh('verify', file, ...args);
  expect([first.code, first.out]).toEqual([0, expect.stringContaining('符合（部分检查：')]);
  expect(first.out).toContain('报告：');
  expect(readFileSync(join(folder, 'runs/chinese/report.json'), 'utf8')).not.toMatch(/\p{Script=Han}/u);
  expect(readFileSync(join(folder, 'runs/chinese/junit.xml'), 'utf8')).not.toMatch(/\p{Script=Han}/u);
  expect(readFileSync(join(folder, 'runs/chinese/report.html'), 'utf8')).toContain('<html lang="zh-CN">');

  const [before, now] = [`${SAMPLES}conforming`, `${SAMPLES}findings`];
  const compared = await zh('compare', before, now);
  expect(compared.code).toBe(1);
  expect(compared.out).toContain('✗ 退步');
  expect(compared.out).toMatch(/有 \d+ 项检查不通过，而之前并非如此。/);
  expect(compared.out).toContain('+ 不带凭证的请求被接受');
  // What is said of each check, and what was found: names and evidence alone are not Chinese.
  for (const line of compared.out.split('\n').filter((one) => /^ {4}/.test(one)))
    expect(line).toMatch(/\p{Script=Han}/u);
  const json = await zh('compare', before, now, '--format', 'json');
  expect(json.out).not.toMatch(/\p{Script=Han}/u);
});

test('gate, and what programs read', async () => {
  const args = ['gate', '--base', '2023-06-29', '--head', '2025-03-26'];
  const { out } = await zh(...args);
  expect(out).toMatch(/^[✗!✓] (?:破坏性变更|兼容)/);
  expect(out).toMatch(/\d+ 处兼容变更/);
  expect(out).toContain('success[].id：minimum 1 已删除（同样涉及 failed[].id');
  expect(out).toContain('消费者可能收到以前不会出现的内容。');
  for (const format of drawn(['json', 'sarif', 'junit'], 1))
    expect((await zh(...args, '--format', format)).out).not.toMatch(/\p{Script=Han}/u);
});

const unreadable = [
  [
    'lacking.yaml',
    'openapi: 3.0.3\ninfo: { title: a }\npaths: {}\n',
    'lacking.yaml:2 /info：缺少 version；OpenAPI 要求此处有它',
  ],
  ['twice.yaml', 'openapi: 3.0.3\nopenapi: 3.0.3\n', 'twice.yaml:2：有一个键出现了两次；请只保留一个'],
  ['empty.yaml', '', 'empty.yaml：是空的；应为 OpenAPI 文档'],
  ['comma.json', '{"openapi": "3.0.3" "info": 1}', 'comma.json:1：不是 JSON：缺少逗号'],
  ['other.yaml', 'a: 1\n', '既不是 OpenAPI 文档'],
] as const;

test.each(drawn(unreadable, 1))('a document that the gate cannot read: %s', async (name, text, said) => {
  writeFileSync(join(folder, name), text);
  const { code, err } = await zh('gate', '--base', name, '--head', '2025-03-26');
  expect(err).toContain(said);
  expect(code).toBe(2);
});

/** What people read of a page: without the evidence, which is as it came, and what stands for programs. */
const readable = (page: string): string =>
  page.replace(/<(script|style|pre|code)\b[\s\S]*?<\/\1>/g, ' ').replace(/<[^>]*>|&(?:amp|lt|gt|quot|#39);/g, ' ');

describe('contracts verify', () => {
  const CONSUMERS = ['huaweicloud-sdk-core', 'roma-conformance-client', 'huaweicloud-sdk', 'Pact', 'Present'];
  const verifyMock = (out: string, ...args: string[]) =>
    zh('contracts', 'verify', '--mock', '--out', out, '--format', 'markdown', ...args);
  const report = (out: string, name: string) => readFileSync(join(folder, out, 'mock/contracts', name), 'utf8');

  const runs: [string, string[], number, string][] = [
    ['kept', [], 0, '个交互已验证'],
    ['broken', ['--fault', 'no-credential-needed'], 1, '状态码：应为 400，实为 200'],
    ['short', ['--fault', 'omits-success-beside-failed'], 1, '响应体 $.success：[] 有 0 个元素，应至少有 1 个'],
  ];
  whenLong(test.each(runs))('%s', async (out, args, code, said) => {
    const shown = await verifyMock(out, ...args);
    expect([shown.code, shown.out]).toEqual([code, expect.stringContaining(said)]);
    const markdown = report(out, 'report.md')
      .replace(/```[\s\S]*?```|<[^>]*>/g, ' ')
      .replaceAll('\\', '');
    for (const text of [markdown, readable(report(out, 'report.html'))])
      expect(leftOver(text.replace(/\b[\w-]+\/[\w-]+/g, ' '), CONSUMERS)).toEqual([]);
    expect(report(out, 'report.json')).not.toMatch(/\p{Script=Han}/u);
  });
});

test('several deployments, and one share of them', async () => {
  const list = join(folder, 'list');
  mkdirSync(list);
  copyFileSync(file, join(list, 'one.yaml'));
  const { code, out } = await zh('verify', list, '--shard', '1/2', '--out', 'shares');
  expect([code, out]).toEqual([0, '分片 1/2：没有要做的事。\n']);
});

test('the checks, by their Chinese titles', async () => {
  const { out } = await zh('checks');
  for (const line of out.trim().split('\n')) expect(line).toMatch(/\p{Script=Han}/u);
});
