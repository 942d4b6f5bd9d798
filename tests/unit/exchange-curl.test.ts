import { execFile } from 'node:child_process';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type CurlPlace, curlOf } from '../../src/exchange/curl.ts';
import type { Request } from '../../src/exchange/exchange.ts';
import { nearMiss } from '../../src/exchange/near-miss.ts';

const run = promisify(execFile);
const TOKEN = `MIIE$(id)"'\`x${'abcDEF123+/'.repeat(5)}==`;

interface Seen {
  method: string | undefined;
  url: string | undefined;
  headers: IncomingHttpHeaders;
  body: Buffer;
}
const seen: Seen[] = [];
const server = createServer((req, res) => {
  const chunks: Buffer[] = [];
  req.on('data', (chunk: Buffer) => chunks.push(chunk));
  req.on('end', () => {
    seen.push({ method: req.method, url: req.url, headers: req.headers, body: Buffer.concat(chunks) });
    res.end();
  });
});
let place: CurlPlace;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  place = {
    baseUrl: `http://127.0.0.1:${port}/prefix`,
    projectId: 'p1',
    instanceId: 'i1',
    absent: { instanceId: 'nobody' },
    headers: { 'X-Gateway-Stage': 'never shown' },
  };
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const post = (body: string | null, changes: Partial<Request> = {}): Request => ({
  method: 'POST',
  path: 'operation',
  project: 'own',
  instance: 'own',
  credential: 'valid',
  tokenHeader: 'X-Auth-Token',
  contentType: 'application/json',
  body,
  ...changes,
});

/** Runs the line in a shell and gives what arrived. */
async function arrived(request: Request, shell = 'sh', at = place): Promise<Seen> {
  const line = curlOf(request, at);
  expect(line).not.toMatch(/[\n\r]/);
  expect(line).not.toContain('never shown');
  const env = {
    PATH: process.env['PATH'] ?? '',
    ROMA_AUTH_TOKEN: TOKEN,
    ROMA_HEADER_X_GATEWAY_STAGE: 'a "stage" $HOME',
    ROMA_BASE_URL: place.baseUrl,
  };
  seen.length = 0;
  // By way of its input: the line may be longer than an argument.
  const running = run(shell, ['-s'], { env: { ...env, no_proxy: '*', HOME: '/nonexistent' } });
  running.child.stdin?.end(`${line}\n`);
  await running;
  const [only] = seen;
  if (!only || seen.length !== 1) throw new Error(`${seen.length} requests arrived`);
  return only;
}

const bodies: [string, string][] = [
  ['plain', '{"device_ids":[20001.9,20002]}'],
  ['empty', ''],
  ['quotes of both kinds', `{"a":"it's \\"quoted\\""}`],
  ['what a shell would expand', '$HOME `id` $(id) !! \\ * ~ $x'],
  ['what curl would read from a file', '@/etc/hostname'],
  ['line breaks at both ends', '\n\r\n{"device_ids":[20001]}\t\n\n'],
  ['a byte order mark', '\ufeff{"device_ids":[20001]}'],
  ['percent signs and backslashes', '\u00e9 100%s %d \\n \\055'],
  ['a dash in front', '-n\n'],
  ['control characters', Array.from({ length: 32 }, (_, i) => String.fromCharCode(i)).join('')],
  ['longer than an argument may be', `{"device_ids":[${Array.from({ length: 40_000 }, () => '20001').join(',')}]}`],
];

describe.each(['sh', 'bash'])('in %s the bytes of the body arrive:', (shell) => {
  test.each(bodies)('%s', async (_, body) => {
    const request = await arrived(post(body), shell);
    expect(request.body.equals(Buffer.from(body))).toBe(true);
    expect(request).toMatchObject({ method: 'POST', url: '/prefix/v2/p1/link/instances/i1/devices/force-offline' });
    expect(request.headers).toMatchObject({
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(body)),
      accept: 'application/json',
      'x-auth-token': TOKEN,
      'x-gateway-stage': 'a "stage" $HOME',
    });
  });
});

test.each(['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const)('%s', async (method) => {
  const request = await arrived(post(null, { method, contentType: null }));
  expect(request.method).toBe(method);
  expect(request.headers['content-type']).toBeUndefined();
});

test('no content type', async () => {
  expect((await arrived(post('x', { contentType: null }))).headers['content-type']).toBeUndefined();
});

test('one device, `default` and an absent instance', async () => {
  const device = { method: 'GET', path: 'device', device: '20001', contentType: null } as const;
  expect((await arrived(post(null, device))).url).toBe('/prefix/v2/p1/link/instances/i1/devices/20001');
  expect((await arrived(post('{}', { project: 'default', instance: 'default' }))).url).toContain(
    '/v2/default/link/instances/default/',
  );
  expect((await arrived(post('{}', { instance: 'absent' }))).url).toContain('/v2/p1/link/instances/nobody/');
});

test('the credential, its near misses, and the spelling of its header', async () => {
  const token = async (changes: Partial<Request>) => (await arrived(post('{}', changes))).headers['x-auth-token'];
  expect(await token({ credential: 'none' })).toBeUndefined();
  expect(await token({ credential: 'cut' })).toBe(TOKEN.slice(0, -10));
  expect(await token({ credential: 'suffixed' })).toBe(`${TOKEN}conformity`);
  expect(await token({ credential: 'recased' })).toBe(nearMiss(TOKEN, 'recased'));
  const altered = String(await token({ credential: 'altered' }));
  const differing = [...altered].flatMap((char, i) => (char === TOKEN[i] ? [] : [i]));
  expect(altered).toHaveLength(TOKEN.length);
  expect(differing).toHaveLength(2);
  expect(Math.abs((differing[0] ?? 0) - TOKEN.length / 2)).toBeLessThan(2);
  expect(curlOf(post('{}', { tokenHeader: 'X-AUTH-TOKEN' }), place)).toContain('"X-AUTH-TOKEN: $ROMA_AUTH_TOKEN"');
});

test('a base address that is a variable stays one', async () => {
  const at = { ...place, baseUrl: '$ROMA_BASE_URL' };
  expect(curlOf(post('{}'), at)).toContain('"$ROMA_BASE_URL/v2/p1/');
  expect((await arrived(post('{}'), 'sh', at)).url).toContain('/prefix/v2/p1/');
});
