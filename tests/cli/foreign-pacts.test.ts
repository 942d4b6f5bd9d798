/** Pacts of others: each kind ends soon, in a clear word, and none of them reaches another host. */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import type { Report } from '../../src/report/report.gen.ts';
import { drawn, whenLong } from '../tier.ts';
import { cleanUp, cli, folder, MAIN } from './cli.ts';

afterAll(cleanUp);

const JSON_TYPE = { 'Content-Type': 'application/json' };
const whole = { consumer: { name: 'c' }, provider: { name: 'p' } };
const elsewhere = { method: 'POST', path: '/endpoint', headers: JSON_TYPE, body: { a: 1 } };
const of = (version: string, ...interactions: object[]) => ({
  ...whole,
  interactions: interactions.map((one, i) => ({ description: `number ${i}`, response: { status: 200 }, ...one })),
  metadata: { pactSpecification: { version } },
});
const v4 = (request: object, more: object = {}) => of('4.0', { type: 'Synchronous/HTTP', request, ...more });
const encoded = (content: string, contentType: string) => ({
  method: 'POST',
  path: '/endpoint',
  headers: { 'Content-Type': [contentType] },
  body: { content: Buffer.from(content, 'latin1').toString('base64'), contentType, encoded: 'base64' },
});
/** The operation of the mock, by way of its provider state. */
const operation = (more: object) => ({
  providerStates: [{ name: 'a deployment' }],
  request: {
    method: 'POST',
    path: '/v2/p/link/instances/i/devices/force-offline',
    headers: { ...JSON_TYPE, 'X-Auth-Token': 't' },
    generators: {
      path: {
        type: 'ProviderState',
        // biome-ignore lint/suspicious/noTemplateCurlyInString: Pact's own notation
        expression: '/v2/${projectId}/link/instances/${instanceId}/devices/force-offline',
      },
    },
    ...more,
  },
});
/** A plugin that Pact would fetch. */
const CSV = { name: 'csv', version: '0.0.3' };
const refused = 'refused: it asks for POST /endpoint, which is not the operation';

const kinds: [string, object, string, string][] = [
  ['version 1', of('1.0.0', { provider_state: 'a deployment', request: elsewhere }), 'withheld', refused],
  ['version 2', of('2.0.0', { providerState: 'a deployment', request: elsewhere }), 'withheld', refused],
  ['version 3', of('3.0.0', { providerStates: [{ name: 'a deployment' }], request: elsewhere }), 'withheld', refused],
  [
    'version 4',
    v4({ ...elsewhere, body: { content: { a: 1 }, contentType: 'application/json', encoded: false } }),
    'withheld',
    refused,
  ],
  [
    'an unknown state of version 2',
    of('2.0.0', { providerState: 'a blue moon', request: elsewhere }),
    'not-testable',
    'the provider state "a blue moon" is not known',
  ],
  [
    'a query as a text',
    of('2.0.0', { request: { ...elsewhere, query: 'a=1&b=2' } }),
    'withheld',
    'refused: it asks for POST /endpoint?a=1&b=2, which',
  ],
  [
    'a query as an object',
    of('3.0.0', { request: { ...elsewhere, query: { a: ['1', '2'] } } }),
    'withheld',
    'refused: it asks for POST /endpoint?a=1&a=2, which',
  ],
  [
    'a query on the operation',
    of('3.0.0', operation({ query: { a: ['1'] }, body: {} })),
    'withheld',
    'force-offline?a=1, which is not the operation',
  ],
  [
    'a body on GET',
    of('3.0.0', { request: { ...elsewhere, method: 'get' } }),
    'withheld',
    'refused: it asks for GET /endpoint, which is not the operation',
  ],
  ['a body without a content type', of('3.0.0', { request: { ...elsewhere, headers: {} } }), 'withheld', refused],
  [
    'a body of text',
    of('3.0.0', { request: { ...elsewhere, headers: { 'Content-Type': 'text/plain' }, body: 'x' } }),
    'withheld',
    refused,
  ],
  [
    'a body that says it is compressed and is not',
    of('3.0.0', { request: { ...elsewhere, headers: { ...JSON_TYPE, 'Content-Encoding': 'gzip' } } }),
    'withheld',
    refused,
  ],
  ['a body that is cut short', of('3.0.0', { request: { ...elsewhere, body: '{"a"' } }), 'withheld', refused],
  ['a binary body', v4(encoded('\x89PNG\r\n\x00\xff', 'image/png')), 'withheld', refused],
  ['an encoded body', v4(encoded('{"a":1}', 'application/json')), 'withheld', refused],
  [
    'a body of several parts',
    v4(encoded('--x\r\n\r\n1\r\n--x--\r\n', 'multipart/form-data; boundary=x')),
    'withheld',
    refused,
  ],
  [
    'a binary body for the operation',
    of('4.0', {
      type: 'Synchronous/HTTP',
      ...operation({ headers: { 'Content-Type': ['image/png'] }, body: encoded('\x89PNG\xff', 'image/png').body }),
    }),
    'withheld',
    'refused: its body is not text in UTF-8',
  ],
  ['a pending interaction that does not hold', v4(elsewhere, { pending: true }), 'withheld', refused],
  [
    'a pending interaction of the operation that does not hold',
    of('4.0', {
      type: 'Synchronous/HTTP',
      pending: true,
      ...operation({
        headers: { 'Content-Type': ['application/json'] },
        body: { content: {}, contentType: 'application/json', encoded: false },
      }),
    }),
    'waived',
    'the pact says that it is pending, and it does not hold yet',
  ],
  ...(
    [
      ['in pactSpecification', { metadata: { pactSpecification: { version: '4.0', plugins: [CSV] } } }],
      ['beside the metadata', { plugins: [CSV] }],
      ['under another spelling', { metadata: { pactSpecification: { version: '4.0' }, Plugins: [CSV] } }],
      ['in an empty list', { metadata: { pactSpecification: { version: '4.0' }, plugins: [] } }],
    ] as const
  ).map(([place, more]): [string, object, string, string] => [
    `plugins ${place}`,
    { ...v4(elsewhere), ...more },
    'withheld',
    refused,
  ]),
  [
    'a configuration of a plugin that is not named',
    v4({ ...elsewhere, path: '/configured' }, { pluginConfiguration: { csv: { a: 1 } }, transport: 'grpc' }),
    'withheld',
    'refused: it asks for POST /configured, which is not the operation',
  ],
  ['a body of a type that plugins know', v4(encoded('x', 'application/protobuf;message=X')), 'withheld', refused],
  [
    'an absolute address for a path',
    of('3.0.0', { request: { ...elsewhere, path: 'http://192.0.2.1:9/x' } }),
    'withheld',
    'refused: it asks for POST /http://192.0.2.1:9/x, which',
  ],
  [
    'a path that begins like an authority',
    of('3.0.0', { request: { ...elsewhere, path: '@192.0.2.1:9/x' } }),
    'withheld',
    'refused: it asks for POST /@192.0.2.1:9/x, which',
  ],
  [
    'a state that is an address',
    of('3.0.0', { providerStates: [{ name: 'http://192.0.2.1:9/' }], request: elsewhere }),
    'not-testable',
    'the provider state "http://192.0.2.1:9/" is not known',
  ],
  [
    'a length that is too long',
    of('3.0.0', operation({ headers: { ...JSON_TYPE, 'Content-Length': '1000000' }, body: {} })),
    'withheld',
    'refused: its body did not come whole',
  ],
  [
    'a header of several lines',
    of('3.0.0', operation({ headers: { ...JSON_TYPE, 'X-A': 'a\r\nX-Auth-Token: b' }, body: {} })),
    'error',
    'Pact sent no request',
  ],
  [
    'half a character',
    of('3.0.0', { request: { ...elsewhere, headers: { 'X-A': '\ud800' } } }),
    'error',
    'Pact sent no request',
  ],
  [
    'an interaction in the place of another',
    of('3.0.0', { request: { ...elsewhere, path: `/${'x'.repeat(5000)}` } }),
    'withheld',
    '..., which is not the operation',
  ],
];

describe('a pact of each kind ends in its own words, and not for want of time', () => {
  test.each(drawn(kinds, 1))('%s', async (name, pact, outcome, message) => {
    const out = name.replaceAll(' ', '-');
    writeFileSync(join(folder, `${out}.json`), JSON.stringify(pact));
    const ended = await cli(['contracts', 'verify', '--mock', '--pacts', `${out}.json`, '--out', out]);
    expect(ended.code).toBe(3);
    const report = JSON.parse(readFileSync(join(folder, out, 'mock/contracts/report.json'), 'utf8')) as Report;
    const [check] = report.checks;
    expect(check?.message).toContain(message);
    expect(check?.outcome).toBe(outcome);
    // In the first lines, where it is not waived.
    if (outcome !== 'waived')
      expect(ended.out.split('\n').slice(0, 6).join('').replaceAll(' ', '')).toContain(
        check?.message?.slice(0, 40).replaceAll(' ', ''),
      );
  });

  whenLong(test)('a description of half a megabyte is no header of that length', async () => {
    const pact = of('3.0.0', {
      description: 'd'.repeat(500_000),
      ...operation({ body: {} }),
      response: { status: 400 },
    });
    writeFileSync(join(folder, 'long.json'), JSON.stringify(pact));
    const { code } = await cli(['contracts', 'verify', '--mock', '--pacts', 'long.json', '--out', 'long']);
    const { checks } = JSON.parse(readFileSync(join(folder, 'long/mock/contracts/report.json'), 'utf8')) as Report;
    expect([checks[0]?.outcome, checks[0]?.id.length, code]).toEqual([
      'passed',
      'c/'.length + 300 + '-12345678'.length,
      0,
    ]);
  });

  test('messages beside interactions over HTTP', async () => {
    const pact = of(
      '4.0',
      { type: 'Asynchronous/Messages', contents: { content: { a: 1 } } },
      {
        type: 'Synchronous/Messages',
        request: { contents: { content: 'x' } },
        response: [{ contents: { content: 'y' } }],
      },
      { type: 'Synchronous/HTTP', request: { method: 'GET', path: '/endpoint' } },
    );
    writeFileSync(join(folder, 'mixed.json'), JSON.stringify(pact));
    expect((await cli(['contracts', 'verify', '--mock', '--pacts', 'mixed.json', '--out', 'mixed'])).code).toBe(3);
    const { checks } = JSON.parse(readFileSync(join(folder, 'mixed/mock/contracts/report.json'), 'utf8')) as Report;
    expect(checks.map(({ outcome }) => outcome)).toEqual(['not-testable', 'not-testable', 'withheld']);
    expect(checks[0]?.message).toContain('it is a message, which does not travel over HTTP');
  });

  test.each(
    drawn(
      [
        ['messages alone', { ...whole, messages: [{ description: 'm', contents: {} }] }, 'the pact has messages only'],
        [
          'plugins',
          {
            ...v4(elsewhere),
            metadata: { pactSpecification: { version: '4.0' }, plugins: [{ name: 'csv', version: '0.0.3' }] },
          },
          'refused: Pact would fetch the plugins it names (csv)',
        ],
        [
          'a plugin in another form',
          { ...v4(elsewhere), metadata: { plugins: { csv: {} } } },
          'refused: Pact would fetch the plugins',
        ],
        ['plugins as an empty object', { ...v4(elsewhere), metadata: { plugins: {} } }, 'refused: Pact would fetch'],
        ['plugins as a text', { ...v4(elsewhere), metadata: { plugins: 'csv' } }, 'refused: Pact would fetch'],
        ['plugins as a false', { ...v4(elsewhere), metadata: { plugins: false } }, 'refused: Pact would fetch'],
        [
          'a method that is none',
          of('3.0.0', { request: { ...elsewhere, method: 'PO ST\r\nX: y' } }),
          '#/interactions/0/request/method: a method of HTTP is wanted',
        ],
        [
          'no method',
          of('3.0.0', { request: { ...elsewhere, method: '' } }),
          '#/interactions/0/request/method: a method of HTTP is wanted',
        ],
        [
          'an interaction of no known kind',
          of('4.0', { type: 'Telepathy' }),
          'only Synchronous/HTTP can be verified here',
        ],
      ],
      3,
    ),
  )('%s: exit code 2', async (name, pact, message) => {
    const file = `refused-${name.replaceAll(' ', '-')}.json`;
    writeFileSync(join(folder, file), JSON.stringify(pact));
    const { code, err } = await cli(['contracts', 'verify', '--mock', '--pacts', file]);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });
});

whenLong(describe)("no pact has Pact's verifier talk to anything but loopback", () => {
  /** All of the above, those that say the same beside their interactions in one file; with what Pact would go to if it knew of it. */
  const args = (out: string) => {
    const files = groups.map((group, n) => {
      const file = join(folder, `wire-${n}.json`);
      const interactions = kinds.flatMap(([name, pact], i) =>
        groupOf(pact) === group
          ? [{ ...(pact as ReturnType<typeof of>).interactions[0], description: `${i} ${name}` }]
          : [],
      );
      // A consumer of its own: the same request of the same consumer would be an alternative.
      writeFileSync(file, JSON.stringify({ ...JSON.parse(group), consumer: { name: `c${n}` }, interactions }));
      return file;
    });
    return [
      MAIN,
      'contracts',
      'verify',
      '--mock',
      ...files.flatMap((file) => ['--pacts', file]),
      '--out',
      join(folder, out),
    ];
  };
  const groupOf = (pact: object) => JSON.stringify({ ...pact, interactions: [] });
  const groups = [...new Set(kinds.map(([, pact]) => groupOf(pact)))];
  const nowhere = 'http://192.0.2.1:9';
  const env = {
    ...process.env,
    HTTPS_PROXY: nowhere,
    HTTP_PROXY: nowhere,
    ALL_PROXY: nowhere,
    PACT_BROKER_BASE_URL: nowhere,
  };
  const outcomes = (out: string) =>
    (JSON.parse(readFileSync(join(folder, out, 'mock/contracts/report.json'), 'utf8')) as Report).checks.map(
      ({ title, outcome }) => [title.replace(/^c\S+: \d+ /, '').replace(/ \(given .*/, ''), outcome],
    );
  const expected = () =>
    groups
      .flatMap((group) => kinds.filter(([, pact]) => groupOf(pact) === group))
      .map(([name, , outcome]) => [name, outcome]);

  test('watching every connection that it opens', () => {
    if (spawnSync('strace', ['-o', '/dev/null', 'true']).status !== 0) {
      process.stdout.write('not run: strace may not be used on this machine\n');
      return;
    }
    const trace = join(folder, 'connections.txt');
    const watched = ['-f', '-qq', '-e', 'trace=connect,sendto,sendmsg,sendmmsg', '-o', trace, process.execPath];
    expect(spawnSync('strace', [...watched, ...args('watched')], { cwd: folder, env }).status).toBe(3);
    const lines = readFileSync(trace, 'utf8')
      .split('\n')
      .filter((line) => /sa_family=AF_(INET|INET6)/.test(line));
    expect(lines.length).toBeGreaterThan(kinds.length);
    expect(lines.filter((line) => !/inet_addr\("127\.0\.0\.1"\)/.test(line))).toEqual([]);
    expect(outcomes('watched')).toEqual(expected());
  });

  test('in a network of its own that has nothing else', () => {
    if (spawnSync('unshare', ['-n', 'ip', 'link', 'set', 'lo', 'up']).status !== 0) {
      process.stdout.write('not run: no network namespace may be made on this machine\n');
      return;
    }
    const inside = ['-n', 'sh', '-c', 'ip link set lo up && exec "$@"', 'sh', process.execPath, ...args('alone')];
    expect(spawnSync('unshare', inside, { cwd: folder, env }).status).toBe(3);
    expect(outcomes('alone')).toEqual(expected());
  });
});
