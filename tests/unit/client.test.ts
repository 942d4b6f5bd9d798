/** The client for users of the API, against real sockets. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { forceOffline } from '../../src/client/client.ts';
import { ForceOfflineError } from '../../src/client/error.ts';

let server: Server;
let baseUrl = '';
let answer: { status: number; headers?: Record<string, string>; body: string } | null;
let seen: { url: string; headers: NodeJS.Dict<string | string[]>; body: string };

beforeAll(async () => {
  server = createServer((incoming, outgoing) => {
    let body = '';
    incoming.on('data', (chunk) => {
      body += chunk;
    });
    incoming.on('end', () => {
      seen = { url: incoming.url ?? '', headers: incoming.headers, body };
      if (answer) outgoing.writeHead(answer.status, answer.headers).end(answer.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  answer = { status: 200, body: '{"success":[],"failed":[]}' };
});

const options = () => ({ baseUrl: `${baseUrl}/prefix/`, projectId: 'p 1', instanceId: 'i', token: 'the-token' });
const failure = async (promise: Promise<unknown>): Promise<ForceOfflineError> => {
  try {
    await promise;
  } catch (error) {
    if (error instanceof ForceOfflineError) return error;
    throw error;
  }
  throw new Error('it did not fail');
};

test('sends every digit of the ids, the token, and the path with its prefix', async () => {
  await forceOffline(options(), ['99999999999999999', 10002n, 10001.7]);
  expect(seen.url).toBe('/prefix/v2/p%201/link/instances/i/devices/force-offline');
  expect(seen.headers).toMatchObject({ 'x-auth-token': 'the-token', 'content-type': 'application/json' });
  expect(seen.body).toBe('{"device_ids":[99999999999999999,10002,10001.7]}');
});

test('reads ids as they are, past 2^53 too, and members that may be absent', async () => {
  answer = {
    status: 200,
    body: '{"success":[{"id":99999999999999999,"device_name":"a","device_id":99999999999999999.0}],"failed":[{"id":7}]}',
  };
  expect(await forceOffline(options(), [1])).toEqual({
    success: [{ id: 99999999999999999n, deviceName: 'a', deviceId: 99999999999999999n }],
    failed: [{ id: 7n, deviceName: null, deviceId: null }],
  });
});

test('takes a token from a function, and none where there is none', async () => {
  await forceOffline({ ...options(), token: async () => 'another' }, [1]);
  expect(seen.headers['x-auth-token']).toBe('another');
  await forceOffline({ ...options(), token: null }, [1]);
  expect(seen.headers).not.toHaveProperty('x-auth-token');
});

test('a refusal is one error with status, code and request id', async () => {
  answer = { status: 404, body: '{"error_code":"ROMA.00110006","error_msg":"not there","request_id":"r-1"}' };
  expect(await failure(forceOffline(options(), [1]))).toMatchObject({
    name: 'ForceOfflineError',
    status: 404,
    errorCode: 'ROMA.00110006',
    requestId: 'r-1',
    message: 'status 404: ROMA.00110006: not there',
  });
});

test('a refusal that is no JSON, and a redirect, which is not followed', async () => {
  answer = { status: 502, body: '<html>' };
  expect(await failure(forceOffline(options(), [1]))).toMatchObject({ status: 502, errorCode: null, requestId: null });
  answer = { status: 307, headers: { location: 'http://127.0.0.1:1/' }, body: '' };
  expect(await failure(forceOffline(options(), [1]))).toMatchObject({ status: 307 });
});

test.each([
  ['no JSON', '<html>', 'no JSON object'],
  ['no list', '{"success":[]}', 'failed is no list'],
  ['no id', '{"success":[{"id":"7"}],"failed":[]}', 'success[0] has no whole id'],
  ['a fraction', '{"success":[],"failed":[{"id":7.5}]}', 'failed[0] has no whole id'],
])('an answer that is not as documented: %s', async (_, body, message) => {
  answer = { status: 200, body };
  expect((await failure(forceOffline(options(), [1]))).message).toContain(message);
});

test('what is no id is refused before anything is sent', async () => {
  for (const id of ['', 'abc', '0x10', '01', Number.NaN, '1 or 2'])
    await expect(forceOffline(options(), [id])).rejects.toThrow(TypeError);
});

test('silence ends in time', async () => {
  answer = null;
  const error = await failure(forceOffline({ ...options(), timeoutMs: 50 }, [1]));
  expect(error).toMatchObject({ status: null, message: expect.stringContaining('no answer within 50 ms') });
});
