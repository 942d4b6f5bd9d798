/** Each way in, against a mock that verifies all of them for real. */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { openOwnTime } from '../../src/base/own-time.ts';
import { catalogue } from '../../src/checks/catalogue.ts';
import { post } from '../../src/checks/request.ts';
import { parseDeployment } from '../../src/deployment/load.ts';
import { secretsOf } from '../../src/deployment/secrets.ts';
import { loadEdition } from '../../src/edition/load.ts';
import { sendPersistently } from '../../src/exchange/attempts.ts';
import { openClient } from '../../src/exchange/client.ts';
import { groundOf } from '../../src/exchange/guard.ts';
import { refuseSignature } from '../../src/mock/aksk.ts';
import { type MockOptions, startMock } from '../../src/mock/mock.ts';
import { listOf } from '../../src/operation/body.ts';
import { run } from '../../src/run/run.ts';
import { judge } from '../../src/verdict/outcome.ts';
import { verdictOf } from '../../src/verdict/verdict.ts';
import { drawn, whenLong } from '../tier.ts';

async function verified(options: MockOptions, edit: (file: string) => string = (file) => file) {
  const mock = await startMock(options);
  try {
    const deployment = parseDeployment(edit(mock.deploymentFile()), 'the mock', {}, '.');
    const clock = openOwnTime();
    const record = await run({
      deployment,
      edition: loadEdition(deployment.edition),
      checks: catalogue,
      now: clock.now,
      signal: new AbortController().signal,
    });
    const results = judge(record, catalogue);
    return { deployment, record, results, verdict: verdictOf(results, true) };
  } finally {
    await mock.close();
  }
}

describe('ways in', () => {
  test.each(
    drawn(
      [
        ['a token', { auth: 'token' }],
        ['IAM, for a project', { auth: 'iam' }],
        ['signed requests', { auth: 'aksk' }],
      ] as [string, MockOptions][],
      2,
    ),
  )('%s: the whole catalogue conforms, strictly', async (_, options) => {
    const { record, results, verdict, deployment } = await verified(options);
    expect(results.filter(({ outcome }) => outcome === 'failed').map(({ check }) => check.id)).toEqual([]);
    expect(verdict.verdict).toBe('conformant');
    expect(results.find(({ check }) => check.id === 'auth/altered-token')?.outcome).toBe('passed');
    const text = JSON.stringify(record.exchanges);
    for (const secret of secretsOf(deployment)) expect(text).not.toContain(secret);
  });

  whenLong(test)('IAM, for the whole domain', async () => {
    const { verdict } = await verified({ auth: 'iam' }, (file) => file.replace(/\n *project: .*/, ''));
    expect(verdict.verdict).toBe('conformant');
  });

  test('a token of IAM is fetched again before it expires', async () => {
    // Shorter than the run, and longer than any one exchange of it.
    const { results, verdict } = await verified({ auth: 'iam', tokenTtlMs: 1500, delayMs: 100 });
    expect(results.filter(({ outcome }) => outcome === 'failed').map(({ check }) => check.id)).toEqual([]);
    expect(verdict.verdict).toBe('conformant');
  });
});

describe('signatures', () => {
  const keys = { accessKey: 'AK', secretKey: 'SK' };
  const now = new Date(Date.UTC(2025, 2, 26, 10, 0, 0));
  const call = {
    method: 'POST',
    path: '/v2/p/link',
    rawHeaders: [],
    headers: {
      host: 'x.example',
      'x-sdk-date': '20250326T100000Z',
      authorization:
        'SDK-HMAC-SHA256 Access=AK, SignedHeaders=host;x-sdk-date, Signature=0000000000000000000000000000000000000000000000000000000000000000',
    },
    body: Buffer.from('{}'),
    project: '',
    instance: '',
    connection: {},
    number: 1,
  };
  test('what is wrong with one is told', () => {
    expect(refuseSignature(call, keys, now)).toBe('verify aksk signature fail');
    expect(refuseSignature(call, { ...keys, accessKey: 'other' }, now)).toContain('ak not exist');
    expect(refuseSignature(call, keys, new Date(now.getTime() + 16 * 60_000))).toBe('signature expired');
    expect(refuseSignature({ ...call, headers: {} }, keys, now)).toBe('Authorization format incorrect');
    const hashed = { ...call, headers: { ...call.headers, 'x-sdk-content-sha256': '00' } };
    expect(refuseSignature(hashed, keys, now)).toBe('the body is not the one that was signed');
  });
});

describe('a token that is refused while it should hold', () => {
  /** IAM and the operation in one: `isGood` says which of its tokens, from 1, it takes. */
  async function served(isGood: (n: number) => boolean) {
    let issued = 0;
    const asked: string[] = [];
    const body = async (incoming: IncomingMessage) => {
      for await (const _ of incoming);
    };
    const server = createServer(async (incoming, outgoing) => {
      await body(incoming);
      const json = { 'content-type': 'application/json' };
      if (incoming.url === '/v3/auth/tokens') {
        issued++;
        return void outgoing
          .writeHead(201, { ...json, 'x-subject-token': `token-number-${issued}-of-this-iam` })
          .end('{}');
      }
      const token = String(incoming.headers['x-auth-token']);
      asked.push(token);
      const n = Number(/token-number-(\d+)/.exec(token)?.[1] ?? 0);
      if (isGood(n)) outgoing.writeHead(200, json).end('{"success":[],"failed":[]}');
      else
        outgoing.writeHead(401, json).end('{"error_code":"APIGW.0301","error_msg":"token expires","request_id":"1"}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const deployment = parseDeployment(
      `{"name":"x","baseUrl":"${baseUrl}","projectId":"p","instanceId":"i","devices":[{"id":20001}],"auth":{"iam":{"url":"${baseUrl}","user":"u","password":"a-password","domain":"d","project":"p"}}}`,
      'inline',
      {},
      '.',
    );
    let renewals = 0;
    const client = await openClient({
      deployment,
      ground: groundOf(deployment),
      secrets: [],
      now: () => performance.now(),
      signal: new AbortController().signal,
      deadline: Number.POSITIVE_INFINITY,
      onRenewed: () => {
        renewals++;
      },
    });
    const send = async (n: number) => {
      const x = await sendPersistently(client, post(listOf('20001')), { id: `t#${n}`, check: 't', repeatOf: null });
      return x.answer?.status;
    };
    const close = async () => {
      await client.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    };
    return { send, close, asked, issued: () => issued, renewals: () => renewals };
  }

  test('another one is fetched, once, also for requests that are under way together', async () => {
    const { send, close, asked, issued, renewals } = await served((n) => n >= 2);
    expect(await Promise.all([send(1), send(2), send(3)])).toEqual([200, 200, 200]);
    expect(await send(4)).toBe(200);
    expect(issued()).toBe(2);
    expect(renewals()).toBeGreaterThanOrEqual(1);
    expect(asked.at(-1)).toContain('token-number-2');
    await close();
  });

  test('where that is refused too, it stays so: accounts are locked after a few failures', async () => {
    const { send, close, asked, issued } = await served(() => false);
    expect(await send(1)).toBe(401);
    expect(await send(2)).toBe(401);
    expect(issued()).toBe(2);
    expect(asked.length).toBe(3);
    await close();
  });
});
