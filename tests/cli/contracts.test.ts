/** `contracts verify`, `publish` and `can-i-deploy`, as a user would run them. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { faults, variants } from '../../src/mock/catalogue.ts';
import type { Report } from '../../src/report/report.gen.ts';
import { drawn, whenLong } from '../tier.ts';
import { cleanUp, cli, folder, MAIN, startMock } from './cli.ts';

const PACTS = new URL('../../contracts/pacts/', import.meta.url);
const report = (out: string): Report =>
  JSON.parse(readFileSync(join(folder, out, 'mock/contracts/report.json'), 'utf8'));
const verify = async (out: string, ...args: string[]) => {
  const ended = await cli(['contracts', 'verify', '--mock', '--out', out, ...args]);
  return { ...ended, report: report(out) };
};

afterAll(cleanUp);

describe('contracts verify', () => {
  test('verifies a deployment in its own words, with no claim of conformance, and no report holds its credential', async () => {
    const file = await startMock([], 'guarded');
    const token = /token: (\S+)/.exec(readFileSync(file, 'utf8'))?.[1] ?? '';
    const { code, out } = await cli(['contracts', 'verify', file]);
    expect(code).toBe(0);
    const written = join(folder, 'reports/guarded/contracts');
    const report = JSON.parse(readFileSync(join(written, 'report.json'), 'utf8')) as Report;
    expect(out).toContain('Pacts verified (contracts only)');
    expect(out).not.toMatch(/^\S* ?conformant/im);
    expect(report).toMatchObject({ verdict: 'verified', run: { contracts: true } });
    expect(report.remarks[0]?.text).toMatch(/^A verified pact is no conformance/);
    const passed = report.checks.filter(({ outcome }) => outcome === 'passed');
    // One for each of the seven situations of each consumer; the others are alternatives.
    expect(passed.map(({ id }) => id.split('/')[0])).toEqual([
      ...Array(7).fill('huaweicloud-sdk-core'),
      ...Array(7).fill('roma-conformance-client'),
    ]);
    expect(report.checks.every(({ outcome }) => outcome === 'passed' || outcome === 'not-applicable')).toBe(true);
    // Every request passed the guard and carried the credential of the deployment.
    const names = readdirSync(written);
    expect(names.sort()).toEqual(['junit.xml', 'record.jsonl', 'report.html', 'report.json', 'report.md']);
    for (const name of names) expect(readFileSync(join(written, name), 'utf8')).not.toContain(token);
    expect(report.exchanges.some(({ request }) => request.headers['X-Auth-Token'] === '[the token]')).toBe(true);
  });

  test('a fault that a consumer would meet breaks a pact, with where and a curl command', async () => {
    const { code, report } = await verify('bad', '--fault', 'id-is-string');
    expect(code).toBe(1);
    expect(report.verdict).toBe('broken');
    const failed = report.checks.find(({ outcome }) => outcome === 'failed');
    expect(failed?.message).toContain('body $.success[0].id');
    expect(failed?.reproduce).toContain('curl');
  });

  whenLong(test)('an answer that the pacts know under another status is that alternative', async () => {
    const { code, report } = await verify('other', '--variant', 'unknown-id-is-404');
    expect(code).toBe(0);
    const outcomeOf = (id: string) =>
      report.checks.find((check) => check.id === `roma-conformance-client/${id}`)?.outcome;
    expect(outcomeOf('a-device-that-does-not-exist-answered-404')).toBe('passed');
    expect(outcomeOf('a-device-that-does-not-exist-answered-200-with-it-in-no-list')).toBe('not-applicable');
  });

  test('a pact of the user is verified in place of our own', async () => {
    const pact = JSON.parse(readFileSync(new URL('huaweicloud-sdk-core-roma-connect-link.json', PACTS), 'utf8'));
    pact.consumer.name = 'somebody-else';
    pact.interactions = pact.interactions.slice(0, 1);
    writeFileSync(join(folder, 'own.json'), JSON.stringify(pact));
    const { code, report } = await verify('own', '--pacts', 'own.json');
    expect(code).toBe(0);
    expect(report.checks.map(({ id }) => id)).toEqual(['somebody-else/a-body-that-is-not-valid-answered-400']);
  });

  whenLong(test)(
    'a pact that names another project is withheld, and one of an unknown state is not testable',
    async () => {
      const pact = JSON.parse(readFileSync(new URL('huaweicloud-sdk-core-roma-connect-link.json', PACTS), 'utf8'));
      const [first] = pact.interactions;
      const { path: _, ...generators } = first.request.generators;
      pact.interactions = [
        ...['a', '__proto__', '%zz'].map((project) => ({
          ...first,
          description: `elsewhere ${project}`,
          request: { ...first.request, path: `/v2/${project}/link/instances/b/devices/force-offline`, generators },
        })),
        { ...first, description: 'unknown', providerStates: [{ name: 'a blue moon' }] },
      ];
      writeFileSync(join(folder, 'odd.json'), JSON.stringify(pact));
      const { code, report } = await verify('odd', '--pacts', 'odd.json');
      expect(code).toBe(3);
      expect(report.exchanges).toEqual([]);
      const outcomes = report.checks.map(({ outcome }) => outcome);
      // Of an address that is none Pact may send nothing at all.
      expect(outcomes.map((one) => (one === 'error' ? 'withheld' : one))).toEqual([
        'withheld',
        'withheld',
        'withheld',
        'not-testable',
      ]);
      expect(report.checks[3]?.message).toContain('"a blue moon" is not known; known are');
    },
  );

  whenLong(test)('without a witness, what needs devices online is not testable', async () => {
    const file = await startMock([], 'blind');
    const text = readFileSync(file, 'utf8')
      .replace(/^mqtt:\n {2}url: .*$/m, '')
      .replaceAll(/^ {4}mqtt:\n(?: {6}.*\n)+/gm, '');
    writeFileSync(file, text);
    const { code, out, err } = await cli(['contracts', 'verify', file]);
    expect({ code, err: err.includes('fault of the suite') }).toEqual({ code: 3, err: false });
    expect(out).toContain('Inconclusive (contracts only)');
  });
});

describe('what contracts verify refuses, with exit code 2', () => {
  const pact = (name: string, content: unknown) => {
    writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
    return ['--mock', '--pacts', name];
  };
  const whole = { consumer: { name: 'c' }, provider: { name: 'p' } };
  const cases: [string, () => string[], string][] = [
    ['no JSON', () => pact('a.json', '{'), 'a.json: not a pact file: not JSON'],
    ['no consumer', () => pact('b.json', {}), 'b.json#/consumer/name: the name is missing'],
    ['no interaction', () => pact('c.json', { ...whole, interactions: [] }), 'c.json#/interactions: the pact has no'],
    [
      'a message',
      () => pact('d.json', { ...whole, interactions: [{ type: 'Asynchronous/Messages', description: 'x' }] }),
      'd.json#/interactions: the pact has messages only',
    ],
    [
      'no status',
      () =>
        pact('e.json', {
          ...whole,
          interactions: [{ description: 'x', request: { method: 'GET', path: '/' }, response: { status: 'ok' } }],
        }),
      'e.json#/interactions/0/response/status: a whole number',
    ],
    [
      'a file that is not there',
      () => ['--mock', '--pacts', 'none.json'],
      '--pacts none.json: cannot be read (ENOENT)',
    ],
    [
      'an empty folder',
      () => {
        mkdirSync(join(folder, 'empty'), { recursive: true });
        return ['--mock', '--pacts', 'empty'];
      },
      '--pacts empty: there is no pact file',
    ],
    [
      'the same pact twice',
      () => [
        ...pact('f.json', readFileSync(new URL('huaweicloud-sdk-core-roma-connect-link.json', PACTS), 'utf8')),
        '--pacts',
        'f.json',
      ],
      'is in it twice',
    ],
    [
      'results without a version',
      () => ['--mock', '--publish-results'],
      '--publish-results needs --provider-app-version',
    ],
    ['a version without results', () => ['--mock', '--provider-branch', 'x'], 'need --publish-results'],
    [
      'no broker',
      () => ['--mock', '--publish-results', '--provider-app-version', '1'],
      'PACT_BROKER_BASE_URL: is not set',
    ],
  ];
  test.each(drawn(cases, 1))('%s', async (_, args, message) => {
    const { code, out, err } = await cli(['contracts', 'verify', ...args()]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
  });

  test('a deployment of another edition', async () => {
    const file = await startMock(['--edition', '2022-12-05'], 'old');
    const { code, err } = await cli(['contracts', 'verify', file]);
    expect(code).toBe(2);
    expect(err).toContain('the pacts of this package are of 2025-03-26, the deployment follows 2022-12-05');
  });
});

describe('the table of what Pact sees', () => {
  const table = JSON.parse(readFileSync(new URL('../../docs/pact-table.json', import.meta.url), 'utf8')) as Record<
    'faults' | 'variants',
    { name: string; group: string; verdict: string; failed: string[] }[]
  >;
  const isApplicable = ({ edition, withoutMqtt }: (typeof faults)[number]) =>
    (edition ?? '2025-03-26') === '2025-03-26' && !withoutMqtt;

  test('has every fault and variant that concerns the pacts', () => {
    expect(table.faults.map(({ name }) => name)).toEqual(faults.filter(isApplicable).map(({ name }) => name));
    expect(table.variants.map(({ name }) => name)).toEqual(variants.filter(isApplicable).map(({ name }) => name));
    expect(new Set(table.faults.map(({ verdict }) => verdict))).toEqual(
      new Set(['broken', 'verified', 'inconclusive']),
    );
  });

  test('accuses a lawful deployment only where it leaves out what the consumers rely on', () => {
    expect(table.variants.filter(({ verdict }) => verdict === 'broken').map(({ name }) => name)).toEqual([
      'empty-list-left-out',
    ]);
  });

  whenLong(test)('any status for a device that is offline is no broken pact', async () => {
    const { report, code } = await verify('offline-is-404', '--variant', 'offline-is-404');
    expect([code, report.verdict]).toEqual([3, 'inconclusive']);
    expect(report.summary.reasons.join('\n')).toContain('may answer such a request with any status (it answered 404)');
  });

  // All of them take minutes: `npm run pact-table`. Here some that Pact sees and some that it does not.
  const some = [
    'no-credential-needed',
    'skips-words',
    'success-is-201',
    'error-is-html',
    'effect-on-failed',
    'wraps-int32',
  ];
  const chosen = table.faults.filter(({ name }) => some.includes(name));
  whenLong(test.each(chosen.map((row) => [row.name, row] as const)))('%s', async (name, { verdict, failed }) => {
    const { report } = await verify(`fault-${name}`, '--fault', name);
    expect(report.verdict).toBe(verdict);
    expect(report.checks.filter(({ outcome }) => outcome === 'failed').map(({ id }) => id)).toEqual(failed);
  });
});

test('verify loads nothing of Pact', async () => {
  const script = `
    import { createRequire } from 'node:module';
    process.argv = [process.argv[0], ${JSON.stringify(MAIN)}, 'verify', '--mock', '--only', 'uri/post', '--out', ${JSON.stringify(join(folder, 'unloaded'))}];
    process.on('exit', () => {
      const loaded = Object.keys(createRequire(import.meta.url).cache).filter((path) => path.includes('pact'));
      process.stderr.write(JSON.stringify({ loaded, native: process.report.getReport().sharedObjects.filter((path) => path.includes('pact')) }));
    });
    await import(${JSON.stringify(MAIN)});`;
  writeFileSync(join(folder, 'unloaded.mjs'), script);
  const { err } = await cli([], { main: join(folder, 'unloaded.mjs') });
  expect(err).toContain('{"loaded":[],"native":[]}');
});

describe('the broker', () => {
  let server: Server;
  let base = '';
  let matrix: unknown;
  const asked: { method: string; url: string; authorization: string; body: string }[] = [];
  const pacts = new Map<string, object>();

  beforeAll(async () => {
    server = createServer(async (incoming, outgoing) => {
      const body = await text(incoming);
      const { method = '', url = '', headers } = incoming;
      asked.push({ method, url, authorization: headers.authorization ?? '', body });
      const answer = (status: number, value: unknown) =>
        void outgoing.writeHead(status, { 'content-type': 'application/hal+json' }).end(JSON.stringify(value));
      if (url === '/')
        return answer(200, { _links: { 'pb:publish-contracts': { href: `${base}/contracts/publish` } } });
      if (url === '/contracts/publish') {
        const { contracts } = JSON.parse(body) as { contracts: { consumerName: string; content: string }[] };
        for (const { consumerName, content } of contracts)
          pacts.set(consumerName, JSON.parse(Buffer.from(content, 'base64').toString('utf8')));
        return answer(200, { notices: [], _links: { 'pb:contracts': [] } });
      }
      if (url.startsWith('/matrix')) return answer(200, matrix);
      const consumer = /^\/pacts\/provider\/roma-connect-link\/consumer\/([^/]+)\/latest$/.exec(url)?.[1] ?? '';
      const pact = pacts.get(consumer);
      if (pact)
        return answer(200, {
          ...pact,
          _links: { 'pb:publish-verification-results': { href: `${base}/results/${consumer}` } },
        });
      if (/^\/(results|pacticipants)\//.test(url)) return answer(201, {});
      answer(404, {});
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const env = () => ({ PACT_BROKER_BASE_URL: base, PACT_BROKER_TOKEN: 'the-token-of-the-broker' });
  const canIDeploy = [
    'contracts',
    'can-i-deploy',
    '--pacticipant',
    'roma-connect-link',
    '--app-version',
    '1',
    '--to-environment',
    'production',
  ];
  const row = (success: boolean | null) => ({
    consumer: { name: 'c', version: { number: '7' } },
    provider: { name: 'roma-connect-link', version: { number: '1' } },
    verificationResult: success === null ? null : { success },
  });

  whenLong(test)('results are refused while the broker has no such pact', async () => {
    const { code, err } = await cli(
      ['contracts', 'verify', '--mock', '--publish-results', '--provider-app-version', '1', '--out', 'early'],
      { env: env() },
    );
    expect(code).toBe(3);
    expect(err).toContain('run contracts publish first');
  });

  test('pacts are published, then their results', async () => {
    const { code } = await cli(['contracts', 'publish', '--consumer-app-version', '7', '--branch', 'main'], {
      env: env(),
    });
    expect(code).toBe(0);
    expect([...pacts.keys()].sort()).toEqual(['huaweicloud-sdk-core', 'roma-conformance-client']);
    const published = asked.find(({ url }) => url === '/contracts/publish');
    expect(published).toMatchObject({ authorization: 'Bearer the-token-of-the-broker' });
    expect(JSON.parse(published?.body ?? '')).toMatchObject({
      pacticipantName: 'huaweicloud-sdk-core',
      pacticipantVersionNumber: '7',
      branch: 'main',
      contracts: [{ providerName: 'roma-connect-link', specification: 'pact', contentType: 'application/json' }],
    });
    const verified = await cli(
      [
        'contracts',
        'verify',
        '--mock',
        '--publish-results',
        '--provider-app-version',
        '1',
        '--provider-branch',
        'main',
        '--out',
        'told',
      ],
      { env: env() },
    );
    expect(verified.code).toBe(0);
    expect(verified.out).toContain('roma-conformance-client with roma-connect-link 1: published as verified');
    expect(verified.out + verified.err).not.toContain('the-token-of-the-broker');
    const results = asked.filter(({ url }) => url.startsWith('/results/'));
    expect(results.map(({ url }) => url)).toEqual([
      '/results/huaweicloud-sdk-core',
      '/results/roma-conformance-client',
    ]);
    expect(JSON.parse(results[0]?.body ?? '')).toMatchObject({ success: true, providerApplicationVersion: '1' });
    expect(
      asked.some(
        ({ method, url }) => method === 'PUT' && url === '/pacticipants/roma-connect-link/branches/main/versions/1',
      ),
    ).toBe(true);
  });

  whenLong(test)('a broken pact is published as failed', async () => {
    const { code, out } = await cli(
      [
        'contracts',
        'verify',
        '--mock',
        '--fault',
        'id-is-string',
        '--publish-results',
        '--provider-app-version',
        '2',
        '--out',
        'failed',
      ],
      { env: env() },
    );
    expect(code).toBe(1);
    expect(out).toContain('published as failed');
  });

  const answers: [string, unknown, number][] = [
    ['a success for each is yes', { summary: { deployable: true, reason: 'fine' }, matrix: [row(true)] }, 0],
    ['a failure is no', { summary: { deployable: false }, matrix: [row(true), row(false)] }, 1],
    ['a missing result is no', { summary: { deployable: null }, matrix: [row(null)] }, 1],
    [
      'a missing result is no, whatever the summary says',
      { summary: { deployable: true }, matrix: [row(true), row(null)] },
      1,
    ],
    ['no result at all is no', { summary: { deployable: true }, matrix: [] }, 1],
  ];
  test.each(drawn(answers, 1))('can-i-deploy: %s', async (_, answer, expected) => {
    matrix = answer;
    const { code, out } = await cli(canIDeploy, { env: env() });
    expect({ code, says: out.split('\n')[0] }).toEqual({ code: expected, says: expected === 0 ? 'Yes.' : 'No.' });
  });

  test('can-i-deploy asks for the version and the environment, and again while a result is missing', async () => {
    matrix = { summary: { deployable: null }, matrix: [] };
    const before = asked.length;
    const retrying = [...canIDeploy, '--retry-while-unknown', '2', '--retry-interval', '0'];
    const { code } = await cli(retrying, { env: env() });
    expect(code).toBe(1);
    const urls = asked.slice(before).map(({ url }) => new URL(url, base).searchParams);
    expect(urls).toHaveLength(3);
    expect(Object.fromEntries(urls[0] ?? [])).toEqual({
      'q[][pacticipant]': 'roma-connect-link',
      'q[][version]': '1',
      latestby: 'cvpv',
      environment: 'production',
    });
  });

  whenLong(test)(
    'what the broker says reaches the terminal without its escapes and without the credential',
    async () => {
      matrix = { summary: { deployable: false, reason: '\u001b[2Jthe-token-of-the-broker' }, matrix: [row(false)] };
      const { out } = await cli(canIDeploy, { env: env() });
      expect(out).not.toContain('\u001b');
      expect(out).not.toContain('the-token-of-the-broker');
    },
  );

  test('can-i-deploy: no broker there is inconclusive, none named a configuration error', async () => {
    const unused = createServer();
    await new Promise<void>((resolve) => unused.listen(0, '127.0.0.1', resolve));
    const { port } = unused.address() as AddressInfo;
    await new Promise((resolve) => unused.close(resolve));
    const gone = await cli(canIDeploy, { env: { PACT_BROKER_BASE_URL: `http://127.0.0.1:${port}` } });
    expect(gone.code).toBe(3);
    expect(gone.err).toContain('the broker gave no answer: no connection to');
    const unnamed = await cli(canIDeploy);
    expect(unnamed.code).toBe(2);
    expect(unnamed.err).toContain('PACT_BROKER_BASE_URL');
  });
});

async function text(incoming: IncomingMessage): Promise<string> {
  let all = '';
  for await (const chunk of incoming) all += chunk;
  return all;
}
