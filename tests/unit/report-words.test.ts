/** What a report says first: what stood in the way, what was found, each cause once, and what that means. */
import { describe, expect, test } from '@jest/globals';
import type { Message } from '../../src/base/message.ts';
import { slower } from '../../src/checks/judging.ts';
import { defaultLimits } from '../../src/deployment/defaults.ts';
import { loadEdition } from '../../src/edition/load.ts';
import { inEnglish, message } from '../../src/messages/messages.ts';
import { causesOf } from '../../src/report/causes.ts';
import { worstConsequences } from '../../src/report/consequences.ts';
import { formats } from '../../src/report/formats.ts';
import { renderHtml } from '../../src/report/html.ts';
import { renderJson } from '../../src/report/json.ts';
import { obstaclesOf } from '../../src/report/obstacles.ts';
import type { ReportCheck } from '../../src/report/report.gen.ts';
import { headline, meaning, subject } from '../../src/report/words.ts';
import { runOf } from '../../src/results/run.ts';
import { richReport } from './fixtures/report/rich-report.ts';

const { clauses } = loadEdition('2025-03-26');
const check = (id: string, more: Partial<ReportCheck> = {}): ReportCheck => ({
  id,
  title: `what ${id} wants`,
  level: 'MUST',
  clauses: [],
  outcome: 'failed',
  message: null,
  expected: null,
  actual: null,
  exchanges: [],
  reproduce: null,
  ...more,
});

describe('one cause', () => {
  test('that fails several checks is told once, with the others below it', () => {
    const causes = causesOf([
      check('rounding/half', { message: '[20003.5] takes 20003.5 for 20004' }),
      check('rounding/batch', { message: '[70000000,70000001,7000... takes 20003.7 for 20004' }),
      check('auth/missing', { message: 'a request with no credential is accepted' }),
      check('rounding/small', { message: '[20005.1] takes 20005.1 for 20006\n[20007.1] takes 20007.1 for 20008' }),
    ]);
    expect(causes.map(({ lead, others }) => [lead, others.map(({ id }) => id)])).toEqual([
      ['[20003.5] takes 20003.5 for 20004', ['rounding/batch', 'rounding/small']],
      ['a request with no credential is accepted', []],
    ]);
  });

  test('is another where the status is another, or the level', () => {
    const causes = causesOf([
      check('a/a', { message: 'body/x#1 is answered 500' }),
      check('a/b', { message: 'body/x#2 is answered 404' }),
      check('a/c', { message: 'body/x#3 is answered 500', level: 'SHOULD' }),
    ]);
    expect(causes).toHaveLength(3);
  });
});

describe('what failures mean', () => {
  const meant = (...checks: ReportCheck[]) => worstConsequences({ ...richReport, checks }, clauses);
  test('is told of the worst three, each once, what harms most first', () => {
    expect(
      meant(
        check('errors/a', { clauses: ['ERR-1a'] }),
        check('accounting/b', { clauses: ['ACC-3'] }),
        check('auth/c', { clauses: ['AUTH-1b'] }),
        check('auth/d', { clauses: ['AUTH-1b'] }),
        check('effects/e', { clauses: ['EFF-2a'], level: 'SHOULD' }),
        check('rounding/f', { clauses: ['ROUND-1a'] }),
      ),
    ).toEqual([
      'Anybody may take devices offline.',
      'Ids with a fraction do not mean the device that the document promises.',
      'Callers are told of devices that they did not ask for.',
    ]);
  });

  test('is nothing worse than what each clause of a check means', () => {
    expect(meant(check('explore/x', { clauses: ['AUTH-1b', 'ERR-4'] }))).toEqual([
      'Support cannot tell one request from another in its logs.',
    ]);
  });

  test('is not told of what did not fail', () => {
    expect(meant(check('auth/x', { clauses: ['AUTH-1b'], outcome: 'error' }))).toEqual([]);
    expect(meant(check('auth/x', { clauses: ['AUTH-1b'], outcome: 'waived' }))).toEqual([]);
  });
});

describe('what stood in the way', () => {
  const open = (id: string, outcome: 'error' | 'not-testable', reason: Message) =>
    check(id, { outcome, reason, message: inEnglish(reason) });
  const failure = message('failure.no-connection', {
    host: '127.0.0.1:9',
    error: 'connect ECONNREFUSED 127.0.0.1:9',
  });
  test('is told once, with the mend', () => {
    const obstacles = obstaclesOf({
      checks: [
        open('effects/z', 'not-testable', message('run.pair', {})),
        open('uri/post', 'error', message('hindered.no-answer', { failure })),
        open('uri/get', 'error', message('run.unreachable', { failure })),
      ],
    });
    expect(obstacles.map(({ text, mend, checks }) => [text, mend, checks.length])).toEqual([
      [inEnglish(failure), expect.stringMatching(/^Check host and port/), 2],
      ['it needs two test devices with ids N and N+1', 'Declare such a pair under devices', 1],
    ]);
  });

  test('one bad token is one cause, told as the run tells it', () => {
    const answer = message('answer.code', { status: 401, code: 'APIGW.0301' });
    const checks = [
      open('uri/post', 'error', message('hindered.credential', { answer })),
      open('uri/get', 'error', message('run.credential', { status: 401 })),
    ];
    for (const each of [checks, [...checks].reverse()])
      expect(obstaclesOf({ checks: each })).toMatchObject([
        {
          text: expect.stringContaining('might lock the account'),
          mend: expect.stringContaining('new token'),
          checks: each,
        },
      ]);
  });

  test('is of several things the first', () => {
    const first = message('run.older', {});
    const reason = message('shared.lines', { first, next: message('run.interrupted', {}) });
    expect(obstaclesOf({ checks: [open('uri/post', 'error', reason)] })).toMatchObject([
      { text: 'the record is older than this check', mend: 'Verify the deployment again' },
    ]);
  });

  test('that was said in words alone has no mend', () => {
    const message = 'no connection to x.example: ENOTFOUND';
    const obstacles = obstaclesOf({ checks: [check('uri/post', { outcome: 'error', message })] });
    expect(obstacles).toMatchObject([{ text: message, mend: null }]);
  });

  const noAnswer = (why: Message) => message('hindered.no-answer', { failure: why });
  const broker = (reason: Message) =>
    message('run.broker', {
      address: 'mqtts://b.example',
      reason,
      online: message('run.online', { count: 0, wanted: 8 }),
    });
  const host = 'x.example';
  test.each<[RegExp, Message]>([
    [/log of the deployment/, message('hindered.went-away', { failure: message('failure.closed', { host }) })],
    [/name of the host/, noAnswer(message('failure.no-address', { host, error: 'getaddrinfo ENOTFOUND x.example' }))],
    [/tls\.ca/, noAnswer(message('failure.tls', { host, why: message('tls.self-signed', {}) }))],
    [/^Name one with tls\.cert/, noAnswer(message('failure.tls', { host, why: message('tls.wants-client', {}) }))],
    [/new token/, message('run.credential', { status: 401 })],
    [/gateway is up/, message('run.gateway', { status: 503, advice: '' })],
    [/^Set limits\.requestsPerSecond/, message('run.gateway', { status: 429, advice: slower(429, defaultLimits) })],
    [/NO_PROXY/, noAnswer(message('failure.no-proxy', { proxy: 'p:1', error: 'getaddrinfo ENOTFOUND p' }))],
    [/limits\.timeoutMs/, noAnswer(message('failure.timeout', { ms: 10_000 }))],
    [/to its end/, message('run.interrupted', {})],
    [/new token/, noAnswer(message('failure.iam', { failure }))],
    [/^Check mqtt\.url/, broker(message('refused.connection', {}))],
    [/^Name the authority/, broker(message('tls.expired', {}))],
    [/^Connect it/, message('run.not-online', { device: '20001', reason: message('refused.query', {}) })],
    [
      /^Declare one below that/,
      message('run.absent-unused', { wanted: 'an id', id: '1', reason: message('run.absent-large', {}) }),
    ],
  ])('has the mend %s', (mend, reason) => {
    const [found] = obstaclesOf({ checks: [open('uri/post', 'error', reason)] });
    expect(found?.mend).toMatch(mend);
    expect(found?.text).not.toContain(found?.mend);
  });
});

test('a partial run says how many checks were selected, and nothing of the whole', () => {
  const run = { ...richReport.run, partial: true, selectedFrom: 118 };
  const report = { ...richReport, run, verdict: 'conformant' as const, summary: { ...richReport.summary, total: 1 } };
  expect(headline(report)).toContain('1 of 118 checks selected');
  expect(meaning(report)).toContain('Only 1 of 118 checks was selected');
  expect(meaning(report)).not.toContain('core');
});

describe('the page of a report', () => {
  const page = (report = richReport) => renderHtml(report, clauses, { record: 'ab'.repeat(32) });
  test('names its papers: edition, schemas, run, record, and who ran it', () => {
    const text = page();
    const { suite, run, startedAt } = richReport;
    for (const one of [suite.page?.title, suite.page?.address, suite.schemas, run.by, 'ab'.repeat(32)])
      expect(text).toContain(one);
    expect(text).toContain(runOf(richReport, renderJson(richReport), null).id);
    expect(text).toContain(startedAt.slice(0, 10));
  });

  test('says what its commands take from the shell, and no secret', () => {
    const reproduce = `curl "$ROMA_BASE_URL/v2" -H "X-Auth-Token: $ROMA_AUTH_TOKEN" -H "X-Stage: $ROMA_HEADER_X_STAGE"`;
    const text = page({ ...richReport, checks: [check('uri/post', { reproduce })] });
    const [, lines = ''] = /id="repeat"[\s\S]*?<pre[^>]*>([\s\S]*?)<\/pre>/.exec(text) ?? [];
    expect(lines.split('\n').map((line) => line.replace(/ {2}#.*/, ''))).toEqual([
      'export ROMA_AUTH_TOKEN=&#39;...&#39;',
      `export ROMA_BASE_URL=&#39;${richReport.deployment.baseUrl}&#39;`,
      'export ROMA_HEADER_X_STAGE=&#39;...&#39;',
    ]);
  });

  test('folds the answers to one situation of a contract to a line, open where one failed', () => {
    const one = (situation: string, answer: string, outcome: ReportCheck['outcome']) =>
      check(`acme/${situation}-${answer}`, { title: `acme: ${situation}, answered ${answer} (given x)`, outcome });
    const checks = [
      one('no credential', '400', 'passed'),
      one('no credential', '401', 'not-applicable'),
      one('all online', '200', 'failed'),
    ];
    const text = page({ ...richReport, run: { ...richReport.run, contracts: true }, checks });
    const lines = [...text.matchAll(/<details class="situation o-([a-z-]+)"( open)?>[\s\S]*?class="what">([^<]*)/g)];
    expect(lines.map(([, outcome, open, name]) => [outcome, open !== undefined, name])).toEqual([
      ['passed', false, 'no credential'],
      ['failed', true, 'all online'],
    ]);
  });

  test('shows no column of zeros', () => {
    const outcomes = { ...richReport.summary.outcomes, waived: 0 };
    const { summary } = richReport;
    const text = page({ ...richReport, summary: { ...summary, outcomes } });
    expect(/<table class="counts">[\s\S]*?<\/table>/.exec(text)?.[0]).not.toContain('waived');
  });
});

describe('a report', () => {
  test('says when it began to the second and in which zone: there may be several on one day', () => {
    const when = new Date(richReport.startedAt).toISOString().slice(0, 19).replace('T', ' ');
    expect(subject(richReport)).toMatch(new RegExp(`, ${when} UTC$`));
  });

  test('says of a check without requests of its own that it was judged over all of them, where it passed', () => {
    const said = (more: Partial<ReportCheck>) =>
      renderHtml({ ...richReport, checks: [check('body/refused-with-400', more)] }, clauses).includes(
        'Judged over all',
      );
    expect(said({ outcome: 'passed' })).toBe(true);
    expect(said({ outcome: 'passed', exchanges: [richReport.exchanges[0]?.id ?? ''] })).toBe(false);
    expect(said({ outcome: 'not-testable', message: 'no witness' })).toBe(false);
  });
});

test('the first screen of a page tells each consequence with the finding that shows it, and the counts', () => {
  const page = formats.html.render(richReport, clauses);
  const head = page.slice(page.indexOf('<header'), page.indexOf('</header>'));
  const harms = worstConsequences(richReport, clauses);
  expect(harms.length).toBeGreaterThan(1);
  for (const harm of harms)
    expect(head).toMatch(new RegExp(`<li>${harm} <a class="mend" href="#check-[a-z-]+/[a-z-]+">[^<]{10,}</a></li>`));
  expect(head).toContain('</i>7 failed</li>');
  // What was found comes before the tables.
  expect(page.indexOf('<section id="findings"')).toBeLessThan(page.indexOf('<section id="summary"'));
});

test('levels of which there is no check are left out', () => {
  const { summary } = richReport;
  const none = { passed: 0, failed: 0, waived: 0, 'not-applicable': 0, 'not-testable': 0, withheld: 0, error: 0 };
  const report = { ...richReport, summary: { ...summary, levels: { ...summary.levels, MAY: none } } };
  const markdown = formats.markdown.render(report, clauses);
  expect(markdown).toContain('| MUST |');
  expect(markdown).not.toContain('| MAY |');
});
