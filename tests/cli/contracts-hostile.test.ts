/** `contracts verify` against deployments that do what none should: no fault of the suite, no pact broken that may hold. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import type { Report } from '../../src/report/report.gen.ts';
import { drawn, whenLong } from '../tier.ts';
import { cleanUp, cli, folder } from './cli.ts';
import { serve } from './hostile-servers.ts';

afterAll(cleanUp);

const lists = '{"success":[{"id":20001,"device_name":"x","device_id":20001}],"failed":[]}';
const http = (body: string, ...headers: string[]) =>
  [
    'HTTP/1.1 200 OK',
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    ...headers,
    '',
    body,
  ].join('\r\n');

const pact = {
  consumer: { name: 'c' },
  provider: { name: 'p' },
  interactions: [
    {
      description: 'takes a device offline',
      providerStates: [{ name: 'a deployment' }],
      request: {
        method: 'POST',
        path: '/v2/p/link/instances/i/devices/force-offline',
        headers: { 'Content-Type': 'application/json', 'X-Auth-Token': 't' },
        body: { device_ids: [20001] },
      },
      response: {
        status: 200,
        body: { success: [], failed: [] },
        matchingRules: { body: { '$.success': { matchers: [{ match: 'type' }] } } },
      },
    },
  ],
  metadata: { pactSpecification: { version: '3.0.0' } },
};

async function verified(name: string, answer: string): Promise<{ code: number | null; err: string; report: Report }> {
  const server = await serve((socket) => void socket.end(answer));
  const deployment = {
    name,
    baseUrl: `http://127.0.0.1:${server.port}`,
    projectId: 'p',
    instanceId: 'i',
    auth: { token: 'MIIG-hostile/token+of=this' },
    devices: [20001, 20002],
  };
  writeFileSync(join(folder, `${name}.json`), JSON.stringify(deployment));
  writeFileSync(join(folder, 'one.pact.json'), JSON.stringify(pact));
  try {
    const { code, err } = await cli(['contracts', 'verify', `${name}.json`, '--pacts', 'one.pact.json']);
    const report = JSON.parse(readFileSync(join(folder, 'reports', name, 'contracts/report.json'), 'utf8')) as Report;
    return { code, err, report };
  } finally {
    server.close();
  }
}

test('an answer of which only the beginning was kept breaks no pact', async () => {
  const long = `{"success":[${'{},'.repeat(200_000)}{}],"failed":[]}`;
  const { code, report } = await verified('long', http(long));
  expect(report.checks[0]).toMatchObject({
    outcome: 'error',
    message: 'the answer holds more than 100000 values and was not read to its end',
  });
  expect(code).toBe(3);
});

whenLong(test)('nor does one with more headers than Pact reads', async () => {
  const headers = Array.from({ length: 1000 }, (_, i) => `X-${i}: ${i}`);
  const { code, report } = await verified('many', http(lists, ...headers));
  expect(report.checks[0]?.message).toContain('the answer has more than 90 headers');
  expect([report.checks[0]?.outcome, code]).toEqual(['error', 3]);
});

describe('an answer that can be read is judged whatever its headers are', () => {
  const odd: [string, string[]][] = [
    ['a trailer that it does not have', ['Trailer: X-Sum']],
    ['names of Object', ['__proto__: x', 'constructor: y', 'toString: z']],
    ['an upgrade', ['Connection: Upgrade', 'Upgrade: websocket']],
    ['bytes past ASCII', ['X-Name: \u00e9\u00ff']],
    ['a tab and an empty value', ['X-Tab: a\tb', 'X-Empty:']],
    ['ninety of them', Array.from({ length: 88 }, (_, i) => `X-${i}: ${i}`)],
    ['a date twice', ['Date: x', 'Date: y', 'Set-Cookie: a=1', 'Set-Cookie: b=2']],
    ['an expectation', ['Expect: 100-continue']],
  ];
  test.each(drawn(odd, 1))('%s', async (name, headers) => {
    const { code, err, report } = await verified(name.replaceAll(' ', '-'), http(lists, ...headers));
    expect(err).not.toMatch(/fault of the suite|unhandled/i);
    expect([report.checks[0]?.outcome, code]).toEqual(['passed', 0]);
  });
});
