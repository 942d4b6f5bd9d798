import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net';
import { brotliCompressSync, constants, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { Deployment } from '../../src/deployment/deployment.ts';
import { sendPersistently } from '../../src/exchange/attempts.ts';
import { type Client, type ClientOptions, openClient, Withheld } from '../../src/exchange/client.ts';
import { shown } from '../../src/exchange/evidence.ts';
import type { Exchange, Request } from '../../src/exchange/exchange.ts';
import { groundOf } from '../../src/exchange/guard.ts';
import { nearMiss } from '../../src/exchange/near-miss.ts';
import { refuseAddress } from '../../src/exchange/url.ts';

const TOKEN = 'MIIEgAYJKoZIhvcNAQcCoIIEcTCCBG0CAQExDTALBglghkgBZQMEAgEw';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

interface Arrived {
  req: IncomingMessage;
  body: Buffer;
  /** Names and values as they came. */
  raw: string[];
}

/** A server on loopback and what arrives there. */
async function serve(answer: (res: ServerResponse, arrived: Arrived, count: number) => void) {
  const all: Arrived[] = [];
  const server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      const arrived = { req, body: Buffer.concat(chunks), raw: req.rawHeaders };
      all.push(arrived);
      answer(res, arrived, all.length);
    });
  });
  return { baseUrl: await listen(server), all, server };
}

/** A server that speaks for itself, byte by byte. */
async function serveRaw(onData: (socket: Socket, text: string, count: number) => void) {
  let count = 0;
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('data', (data) => onData(socket, data.toString(), ++count));
  });
  closing.push(() => {
    for (const socket of sockets) socket.destroy();
  });
  return { baseUrl: await listen(server as unknown as Server), connections: sockets, requests: () => count };
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    server.closeAllConnections?.();
    return new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const deploymentAt = (baseUrl: string, changes: Partial<Deployment> = {}): Deployment => ({
  name: 'test',
  checkHeader: true,
  baseUrl,
  edition: '2025-03-26',
  projectId: 'p1',
  instanceId: 'i1',
  auth: { kind: 'token', token: TOKEN },
  headers: {},
  devices: ['20001', '20002', '20003'].map((id) => ({ id, watchOnly: false })),
  absent: { ids: [], ranges: [], probes: true, instanceId: 'nobody' },
  mqttUrl: null,
  claims: { compat20: false },
  limits: {
    // For what hangs; a machine under load may take seconds for an answer.
    timeoutMs: 30_000,
    totalMs: 60_000,
    requestsPerSecond: null,
    concurrency: 8,
    effectWithinMs: 100,
    effectLatestMs: 100,
    maxBodyBytes: 256 * 1024,
    ...changes.limits,
  },
  tls: { ca: null, cert: null, key: null, serverName: null },
  allow: { plainHttp: false, hosts: [], emptyLists: true },
  waivers: [],
  labels: {},
  version: null,
  source: 'the test',
  ...Object.fromEntries(Object.entries(changes).filter(([key]) => key !== 'limits')),
});

/** Sends until the operation answers, with nothing to see to before. */
const persist = (client: Client, request = post()) => sendPersistently(client, request, ids, async () => true);

/** A client, and what it recorded of each exchange. */
async function watched(baseUrl: string) {
  const seen: { id: string; retryOf: string | null | undefined; end: string | number | undefined }[] = [];
  const client = await open(deploymentAt(baseUrl), {
    onExchange: ({ id, retryOf, failure, answer }) => seen.push({ id, retryOf, end: failure?.code ?? answer?.status }),
  });
  return { client, seen };
}

async function open(deployment: Deployment, options: Partial<ClientOptions> = {}): Promise<Client> {
  const start = performance.now();
  const client = await openClient({
    deployment,
    ground: groundOf(deployment),
    secrets: [TOKEN],
    now: () => performance.now() - start,
    signal: new AbortController().signal,
    deadline: deployment.limits.totalMs,
    ...options,
  });
  closing.push(() => client.close());
  return client;
}

const post = (body: string | null = '{"device_ids":[20001]}', changes: Partial<Request> = {}): Request => ({
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
const ids = { id: 'check#1', check: 'check', repeatOf: null };

const limits = (changes: Partial<Deployment['limits']>) => ({ limits: changes as Deployment['limits'] });

/** One exchange with a server that answers like this. */
async function exchange(
  answer: Parameters<typeof serve>[0],
  changes: Partial<Deployment> = {},
  request: Request = post(),
): Promise<Exchange> {
  const { baseUrl } = await serve(answer);
  return (await open(deploymentAt(baseUrl, changes))).send(request, ids);
}

describe('what is sent', () => {
  test.each([
    '{"device_ids":[20001.90,  20002]}',
    '',
    '{"device_ids":[20001]',
    '\ufeff{"device_ids":[20001]}',
    '{"device_ids":[20001],"note":"h\u00e9"}',
  ])('has the exact bytes of the body: %s', async (body) => {
    const { baseUrl, all } = await serve((res) => res.end('{}'));
    const client = await open(deploymentAt(`${baseUrl}/prefix`));
    for (const contentType of [
      'application/json',
      'application/json;charset=UTF-8',
      'text/plain',
      'application/x-www-form-urlencoded',
      null,
    ]) {
      await client.send(post(body, { contentType }), ids);
      const { req, body: bytes } = all.at(-1) as Arrived;
      expect(bytes.equals(Buffer.from(body))).toBe(true);
      expect(req.headers['content-type']).toBe(contentType ?? undefined);
      expect(req.headers['content-length']).toBe(String(bytes.length));
      expect(req.url).toBe('/prefix/v2/p1/link/instances/i1/devices/force-offline');
    }
    expect(new Set(all.map(({ req }) => req.socket.remotePort)).size).toBe(1);
  });

  test.each(['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const)(
    'may be %s without a body',
    async (method) => {
      const { baseUrl, all } = await serve((res) => res.writeHead(405).end(method === 'HEAD' ? undefined : '{}'));
      const client = await open(deploymentAt(baseUrl));
      for (let i = 0; i < 2; i++) {
        const x = await client.send(post(null, { method, contentType: null }), ids);
        expect(x.answer).toMatchObject({ status: 405, body: method === 'HEAD' ? '' : '{}' });
      }
      expect(all[0]?.req).toMatchObject({ method });
      expect(all[0]?.req.headers).not.toHaveProperty('content-type');
    },
  );

  test('spells the header as asked for and names the suite', async () => {
    const { baseUrl, all } = await serve((res) => res.end('{}'));
    const client = await open(deploymentAt(baseUrl, { headers: { 'X-Gateway-Stage': 'st' } }));
    for (const tokenHeader of ['x-auth-token', 'X-AUTH-TOKEN', 'X-Auth-Token']) {
      const x = await client.send(post(undefined, { tokenHeader }), ids);
      expect(all.at(-1)?.raw).toContain(tokenHeader);
      expect(x.requestHeaders).toMatchObject({ [tokenHeader]: '[the token]', 'X-Gateway-Stage': '[redacted]' });
    }
    expect(all[0]?.req.headers).toMatchObject({
      'user-agent': expect.stringMatching(/^roma-conformance\/\d/) as unknown as string,
      accept: 'application/json',
      'x-gateway-stage': 'st',
      'x-auth-token': TOKEN,
    });
  });

  test('carries the near misses, and records them as descriptions', async () => {
    const { baseUrl, all } = await serve((res) => res.writeHead(401).end('{}'));
    const client = await open(deploymentAt(baseUrl));
    const records: string[] = [];
    for (const credential of ['none', 'cut', 'altered', 'suffixed'] as const) {
      const x = await client.send(post(undefined, { credential }), ids);
      records.push(x.requestHeaders['X-Auth-Token'] ?? 'none');
      expect(all.at(-1)?.req.headers['x-auth-token']).toBe(
        credential === 'none' ? undefined : nearMiss(TOKEN, credential),
      );
      expect(JSON.stringify(x)).not.toContain(TOKEN.slice(20, 32));
    }
    expect(records).toEqual([
      'none',
      '[the token without its last ten characters]',
      '[the token with two characters in its middle changed]',
      '[the token with ten characters appended]',
    ]);
  });

  test('goes to one device, to `default` and to the absent instance where asked for', async () => {
    const { baseUrl, all } = await serve((res) => res.end('{}'));
    const client = await open(deploymentAt(baseUrl, { claims: { compat20: true } }));
    await client.send(post(null, { method: 'GET', path: 'device', device: '20001', contentType: null }), ids);
    await client.send(post(undefined, { project: 'default', instance: 'default' }), ids);
    await client.send(post(undefined, { instance: 'absent' }), ids);
    expect(all.map(({ req }) => req.url)).toEqual([
      '/v2/p1/link/instances/i1/devices/20001',
      '/v2/default/link/instances/default/devices/force-offline',
      '/v2/p1/link/instances/nobody/devices/force-offline',
    ]);
  });
});

describe('what is withheld never reaches the wire', () => {
  test('a foreign device', async () => {
    const { baseUrl, all } = await serve((res) => res.end('{}'));
    const client = await open(deploymentAt(baseUrl));
    const refused = client.send(post('{"device_ids":[20003.5]}'), ids);
    await expect(refused).rejects.toThrow(Withheld);
    await expect(refused).rejects.toMatchObject({ refusal: { token: '20003.5', declare: ['20004'] } });
    await client.send(post(), ids);
    expect(all).toHaveLength(1);
  });

  test('plain http beyond loopback, and other hosts', async () => {
    const client = await open(deploymentAt('http://roma.example.test'));
    await expect(client.send(post(), ids)).rejects.toThrow(/TLS/);
    const rule = {
      baseUrl: 'https://roma.example.test',
      auth: { kind: 'token', token: '' } as const,
      allow: { plainHttp: false, hosts: ['other.test'], emptyLists: false },
    };
    expect(refuseAddress('https://roma.example.test/v2', rule)).toBeNull();
    expect(refuseAddress('https://other.test/', rule)).toBeNull();
    expect(refuseAddress('https://roma.example.test.evil.test/', rule)?.token).toBe('roma.example.test.evil.test');
    expect(refuseAddress('http://roma.example.test/', rule)).not.toBeNull();
    expect(
      refuseAddress('http://roma.example.test/', { ...rule, allow: { plainHttp: true, hosts: [], emptyLists: false } }),
    ).toBeNull();
  });
});

describe('answers', () => {
  test('redirects are answers', async () => {
    const { baseUrl, all } = await serve((res) => res.writeHead(307, { Location: '/elsewhere' }).end('moved'));
    const x = await (await open(deploymentAt(baseUrl))).send(post(), ids);
    expect(x.answer).toMatchObject({ status: 307, body: 'moved', headers: { location: '/elsewhere' } });
    expect(all).toHaveLength(1);
  });

  test('headers in lower case, repeated ones joined, hostile ones harmless', async () => {
    const x = await exchange((res) => {
      res.setHeader('X-Many', ['a', 'b']);
      res.setHeader('Link', '<;;;===');
      res.setHeader('Set-Cookie', ['c=1', 'd=2']);
      res.setHeader('__proto__', 'x');
      res.setHeader('Content-Type', 'multipart/form-data; boundary=');
      res.end('x');
    });
    expect(x.answer).toMatchObject({
      body: 'x',
      headers: { 'x-many': 'a, b', link: '<;;;===', 'set-cookie': 'c=1, d=2' },
    });
    expect(Object.getPrototypeOf(x.answer?.headers)).toBe(Object.prototype);
  });

  test('headers of many kilobytes, to 64', async () => {
    const answers = (length: number) => exchange((res) => res.writeHead(200, { 'X-Long': 'x'.repeat(length) }).end());
    expect((await answers(50_000)).answer?.headers['x-long']).toHaveLength(50_000);
    expect((await answers(70_000)).failure?.code).toBe('PROTOCOL');
  });

  test.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['deflate', deflateRawSync],
    ['br', brotliCompressSync],
  ] as const)('decodes %s', async (encoding, compress) => {
    const text = `{"a":"${'\u00e9'.repeat(5000)}"}`;
    const x = await exchange((res) => res.writeHead(200, { 'Content-Encoding': encoding }).end(compress(text)));
    expect(x.answer).toMatchObject({
      body: text,
      bytes: Buffer.byteLength(text),
      truncated: false,
      sha256: null,
      validUtf8: true,
    });
  });

  test('an empty body may be announced as compressed', async () => {
    const x = await exchange((res) => res.writeHead(204, { 'Content-Encoding': 'gzip' }).end());
    expect(x.answer).toMatchObject({ status: 204, body: '' });
  });

  test('a byte order mark stays; what is no UTF-8 is said to be none', async () => {
    expect((await exchange((res) => res.end('\ufeff{}'))).answer).toMatchObject({ body: '\ufeff{}', validUtf8: true });
    expect((await exchange((res) => res.end(Buffer.from([0x7b, 0xff, 0x7d])))).answer).toMatchObject({
      body: '{\ufffd}',
      validUtf8: false,
    });
  });
});

describe('hostile answers end within the bounds', () => {
  test('an endless body', async () => {
    const x = await exchange((res) => {
      // So that the cut falls within a character.
      res.write('x');
      const more = () => {
        while (!res.destroyed && res.write('\u00e9'.repeat(8192)));
        if (!res.destroyed) res.once('drain', more);
      };
      more();
    });
    expect(x.answer).toMatchObject({ truncated: true, validUtf8: true });
    expect(Buffer.byteLength(x.answer?.body ?? '')).toBeGreaterThan(64 * 1024 - 4);
    expect(Buffer.byteLength(x.answer?.body ?? '')).toBeLessThanOrEqual(64 * 1024);
    expect(x.answer?.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(x.answer?.bytes).toBeGreaterThan(256 * 1024);
    expect(x.answer?.bytes).toBeLessThan(1024 * 1024);
  });

  test.each([
    ['gzip', gzipSync],
    ['br', (bytes: Buffer) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } })],
  ] as const)('a %s bomb', async (encoding, compress) => {
    const bomb = compress(Buffer.alloc(100 * 1024 * 1024));
    const before = process.memoryUsage().arrayBuffers;
    const x = await exchange((res) => res.writeHead(200, { 'Content-Encoding': encoding }).end(bomb));
    expect(x.answer).toMatchObject({ truncated: true });
    expect(x.answer?.bytes).toBeLessThan(2 * 1024 * 1024);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(30 * 1024 * 1024);
  });

  test('a body within the limit but longer than what is kept of others is whole', async () => {
    const x = await exchange((res) => res.end('x'.repeat(200 * 1024)));
    expect(x.answer).toMatchObject({ truncated: false, bytes: 200 * 1024 });
    expect(x.answer?.body).toHaveLength(200 * 1024);
  });

  test.each([
    ['a cut gzip', 'gzip', gzipSync('x'.repeat(1000)).subarray(0, 15)],
    ['a false gzip', 'gzip', Buffer.from('{"a":1}')],
    ['a cut br', 'br', brotliCompressSync('hello hello hello hello').subarray(0, 6)],
    ['an encoding nobody asked for', 'zstd', Buffer.from('xyz')],
    ['two at once', 'gzip, gzip', gzipSync(gzipSync('x'))],
  ])('%s: DECODING', async (_, encoding, bytes) => {
    const x = await exchange((res) => res.writeHead(200, { 'Content-Encoding': encoding }).end(bytes));
    expect(x).toMatchObject({ answer: null, failure: { code: 'DECODING' } });
  });

  test('silence: TIMEOUT', async () => {
    const x = await exchange(() => {}, limits({ timeoutMs: 80 }));
    expect(x.failure).toMatchObject({ code: 'TIMEOUT', message: 'no complete answer within 80 ms (limits.timeoutMs)' });
  });

  test('drop by drop: TIMEOUT', async () => {
    const x = await exchange(
      (res) => {
        const drop = () => {
          if (!res.destroyed) res.write('x', () => setTimeout(drop, 10));
        };
        drop();
      },
      limits({ timeoutMs: 80 }),
    );
    expect(x.failure?.code).toBe('TIMEOUT');
  });

  const raw = async (text: string, end: 'end' | 'reset' | 'stay' = 'end') => {
    const { baseUrl } = await serveRaw((socket) => {
      if (text !== '') socket.write(text);
      if (end === 'end') socket.end();
      if (end === 'reset') socket.resetAndDestroy();
    });
    return (await open(deploymentAt(baseUrl, limits({ timeoutMs: 500 })))).send(post(), ids);
  };

  test.each([
    ['cut short', 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"a"', 'end', 'TRUNCATED'],
    ['cut within a chunk', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10\r\n{"a"', 'end', 'TRUNCATED'],
    ['closed', '', 'end', 'RESET'],
    ['reset', '', 'reset', 'RESET'],
    ['no HTTP', 'SSH-2.0-OpenSSH_9.6\r\n', 'end', 'PROTOCOL'],
    ['garbage', '\0\0\0\0\0', 'stay', 'PROTOCOL'],
    ['half a status line', 'HTTP/1.1 20', 'stay', 'TIMEOUT'],
    ['headers without end', 'HTTP/1.1 200 OK\r\nX-A: b\r\n', 'stay', 'TIMEOUT'],
  ] as const)('%s', async (_, text, end, code) => {
    expect((await raw(text, end)).failure?.code).toBe(code);
  });

  test('nobody there: CONNECTION', async () => {
    const { baseUrl, server } = await serve(() => {});
    await new Promise((resolve) => server.close(resolve));
    const x = await (await open(deploymentAt(baseUrl))).send(post(), ids);
    expect(x.failure?.code).toBe('CONNECTION');
    expect(x.failure?.message).toContain(new URL(baseUrl).host);
  });

  test('TLS that is none: TLS or PROTOCOL, never plain text', async () => {
    const { baseUrl, all } = await serve((res) => res.end('{}'));
    const x = await (await open(deploymentAt(baseUrl.replace('http:', 'https:')))).send(post(), ids);
    expect(x.failure?.code).toBe('TLS');
    expect(all).toHaveLength(0);
  });
});

describe('connections that were kept open', () => {
  const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}';

  test('nothing is sent again unseen when the server closes them on a request', async () => {
    const server = await serveRaw((socket, _text, count) => {
      if (count === 2) socket.resetAndDestroy();
      else socket.write(OK);
    });
    const client = await open(deploymentAt(server.baseUrl));
    expect((await client.send(post(), ids)).answer?.status).toBe(200);
    expect((await client.send(post(), ids)).failure?.code).toBe('RESET');
    expect(server.requests()).toBe(2);
  });

  test('every further attempt is an exchange of its own, on a connection of its own', async () => {
    const server = await serveRaw((socket, _text, count) => {
      if (count === 2) socket.end('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{');
      else if (count === 3) socket.resetAndDestroy();
      else socket.write(OK);
    });
    const { client, seen } = await watched(server.baseUrl);
    expect((await client.send(post(), ids)).answer?.status).toBe(200);
    const x = await sendPersistently(client, post(), { ...ids, id: 'a/b#2' }, async () => true);
    expect(seen.slice(1)).toEqual([
      { id: 'a/b#2', retryOf: null, end: 'TRUNCATED' },
      { id: 'a/b#2@2', retryOf: 'a/b#2', end: 'RESET' },
      { id: 'a/b#2@3', retryOf: 'a/b#2@2', end: 200 },
    ]);
    expect(x.id).toBe('a/b#2@3');
    expect(server.requests()).toBe(4);
  });

  test('two further attempts at most, and none that its sender forbids', async () => {
    const server = await serveRaw((socket) => socket.resetAndDestroy());
    const { client, seen } = await watched(server.baseUrl);
    await sendPersistently(client, post(), ids, async () => true);
    expect(seen).toHaveLength(3);
    // What it did is unknown, and nobody has seen to the devices.
    await sendPersistently(client, post(), ids);
    expect(seen).toHaveLength(4);
  });

  test('an answer that came too late or that cannot be read is not asked for again', async () => {
    const { baseUrl, all } = await serve(() => {});
    const client = await open(deploymentAt(baseUrl, limits({ timeoutMs: 50 })));
    expect((await persist(client)).failure?.code).toBe('TIMEOUT');
    expect(all).toHaveLength(1);
  });
});

describe('gateways', () => {
  test('429 with Retry-After is waited for and recorded', async () => {
    const arrivals: number[] = [];
    const { baseUrl } = await serve((res, _, count) => {
      arrivals.push(performance.now());
      if (count === 1) res.writeHead(429, { 'Retry-After': '1' }).end('{"error_code":"APIG.0308"}');
      else res.end('{}');
    });
    const x = await persist(await open(deploymentAt(baseUrl)));
    expect(x.answer?.status).toBe(200);
    expect(x.throttled).toEqual([
      { status: 429, errorCode: 'APIG.0308', retryAfterMs: 1000, waitedMs: expect.any(Number) },
    ]);
    expect((arrivals[1] ?? 0) - (arrivals[0] ?? 0)).toBeGreaterThan(990);
  });

  test('429 for ever is the answer after two more attempts', async () => {
    const { baseUrl, all } = await serve((res) => res.writeHead(429, { 'Retry-After': '0' }).end());
    const x = await persist(await open(deploymentAt(baseUrl)));
    expect(x.answer?.status).toBe(429);
    expect(x.throttled).toHaveLength(2);
    expect(all).toHaveLength(3);
  });

  test('without Retry-After it waits half a second', async () => {
    const { baseUrl } = await serve((res, _, count) => res.writeHead(count === 1 ? 502 : 200).end());
    const x = await persist(await open(deploymentAt(baseUrl)));
    expect(x.throttled[0]?.waitedMs).toBeGreaterThanOrEqual(495);
    expect(x.answer?.status).toBe(200);
  });

  test('while one waits because of 503, nobody sends', async () => {
    const arrivals: number[] = [];
    const { baseUrl } = await serve((res, _, count) => {
      arrivals.push(performance.now());
      res.writeHead(count === 1 ? 503 : 200, { 'Retry-After': '1' }).end();
    });
    const client = await open(deploymentAt(baseUrl));
    const first = persist(client);
    while (arrivals.length === 0) await new Promise((resolve) => setImmediate(resolve));
    const refused = performance.now();
    await new Promise((resolve) => setTimeout(resolve, 50));
    await Promise.all([first, client.send(post(), ids), client.send(post(), ids)]);
    expect(arrivals.slice(1).every((at) => at - refused > 900)).toBe(true);
  });

  test('a wait that would pass the deadline is not begun', async () => {
    const { baseUrl, all } = await serve((res) => res.writeHead(429, { 'Retry-After': '30' }).end());
    const x = await persist(await open(deploymentAt(baseUrl), { deadline: 5000 }));
    expect(x).toMatchObject({ answer: { status: 429 }, throttled: [] });
    expect(all).toHaveLength(1);
  });

  test('other errors are answers at once', async () => {
    for (const status of [400, 401, 404, 413, 500]) {
      const { baseUrl, all } = await serve((res) => res.writeHead(status).end());
      await persist(await open(deploymentAt(baseUrl)));
      expect(all).toHaveLength(1);
    }
  });
});

describe('limits', () => {
  test('no more than `concurrency` are in flight', async () => {
    let now = 0;
    let most = 0;
    const { baseUrl } = await serve((res) => {
      most = Math.max(most, ++now);
      setTimeout(() => {
        now--;
        res.end('{}');
      }, 20);
    });
    const client = await open(deploymentAt(baseUrl, limits({ concurrency: 3 })));
    await Promise.all(Array.from({ length: 12 }, () => client.send(post(), ids)));
    expect(most).toBe(3);
  });

  test('requests are spread over time', async () => {
    const arrivals: number[] = [];
    const { baseUrl } = await serve((res) => {
      arrivals.push(performance.now());
      res.end('{}');
    });
    const client = await open(deploymentAt(baseUrl, limits({ requestsPerSecond: 50 })));
    // The first may be seen late itself.
    const from = performance.now();
    await Promise.all(Array.from({ length: 6 }, () => client.send(post(), ids)));
    expect((arrivals.at(-1) ?? 0) - from).toBeGreaterThan(90);
  });

  test('nothing is sent after the deadline, and what is in flight ends there', async () => {
    const { baseUrl, all } = await serve(() => {});
    const client = await open(deploymentAt(baseUrl), { deadline: 200 });
    const x = await client.send(post(), ids);
    expect(x.failure?.code).toBe('OUT_OF_TIME');
    expect((await client.send(post(), ids)).failure?.code).toBe('OUT_OF_TIME');
    expect(all).toHaveLength(1);
  });

  test('an interruption ends what is in flight, what waits, and what comes after', async () => {
    const controller = new AbortController();
    const seen: string[] = [];
    const { baseUrl, all } = await serve((res, _, count) => {
      if (count === 1) res.writeHead(502, { 'Retry-After': '1800' }).end();
      else if (count === 2) setTimeout(() => controller.abort(), 20);
    });
    const client = await open(deploymentAt(baseUrl, limits({ concurrency: 1, totalMs: 3_600_000 })), {
      signal: controller.signal,
      onExchange: (x) => seen.push(x.failure?.code ?? 'none'),
    });
    const all4 = [persist(client), client.send(post(), ids), client.send(post(), ids)];
    await Promise.all(all4);
    await client.send(post(), ids);
    expect(seen).toEqual(['none', ...Array.from({ length: 3 }, () => 'INTERRUPTED')]);
    expect(all).toHaveLength(2);
    // The pause that the gateway asked for is longer than a test may take.
  });
});

describe('secrets', () => {
  test('are replaced wherever they come back, and it is said where the credential did', async () => {
    const password = 'correct horse battery';
    const { baseUrl } = await serve((res, { req }) => {
      const token = String(req.headers['x-auth-token'] ?? '');
      res.setHeader('X-Echo', `got ${token}`);
      res.setHeader('X-Other', Buffer.from(`zz${token}`).toString('base64'));
      res.setHeader('X-Password', password);
      res.end(JSON.stringify({ error_msg: `token ${encodeURIComponent(token.slice(5, 30))} is unknown`, token }));
    });
    const client = await open(deploymentAt(baseUrl), { secrets: [TOKEN, password] });
    for (const credential of ['valid', 'altered', 'suffixed', 'cut'] as const) {
      const x = await client.send(post(undefined, { credential }), ids);
      expect(x.answer?.echoes).toEqual(['body', 'header x-echo', 'header x-other']);
      expect(shown(x).answer?.headers['x-password']).toBe('[redacted]');
      // What is judged is what came.
      expect(x.answer?.headers['x-password']).toBe(password);
      const text = JSON.stringify(x);
      for (let i = 0; i + 12 <= TOKEN.length; i++) expect(text).not.toContain(TOKEN.slice(i, i + 12));
    }
  });

  test('of a short length are left to the suffix that makes them long', async () => {
    const x = await exchange((res) => res.end('hello world'), { auth: { kind: 'token', token: 'abc' } });
    expect(x.answer).toMatchObject({ body: 'hello world', echoes: [] });
  });

  test('in a header that cannot be sent are not in the message', async () => {
    const x = await exchange((res) => res.end(), { auth: { kind: 'token', token: `${TOKEN}\n` } });
    expect(x.failure?.code).toBe('PROTOCOL');
    expect(JSON.stringify(x)).not.toContain(TOKEN.slice(0, 12));
  });
});

test.each([
  'MIIEgAYJKoZIhvcNAQcCoIIEcTCCBG0CAQEx',
  'short-token-1',
  '12345678901234567890123456789012',
  'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.sig',
])('near misses of %s differ as they are described', (token) => {
  expect(nearMiss(token, 'valid')).toBe(token);
  expect(token.startsWith(nearMiss(token, 'cut'))).toBe(true);
  expect(nearMiss(token, 'cut').length).toBeLessThan(token.length);
  expect(nearMiss(token, 'suffixed')).toMatch(/^.+[a-z]{10}$/);
  const altered = nearMiss(token, 'altered');
  expect([...altered].filter((char, i) => char !== token[i])).toHaveLength(2);
  expect(altered).toHaveLength(token.length);
  expect(altered.at(-1)).toBe(token.at(-1));
  const recased = nearMiss(token, 'recased');
  expect(recased.toLowerCase()).toBe(token.toLowerCase());
  expect(nearMiss(recased, 'recased')).toBe(token);
  expect(recased === token).toBe(!/[a-z]/i.test(token));
});

describe('connections', () => {
  test('one is kept for those that ask for it, and others have one of their own', async () => {
    const ports: (number | undefined)[] = [];
    const { baseUrl } = await serve((res, { req }) => {
      ports.push(req.socket.remotePort);
      res.end('{}');
    });
    const client = await open(deploymentAt(baseUrl));
    const over = async (connection: 'kept' | 'fresh') => {
      const x = await client.send(post(undefined, { connection }), ids);
      return { port: ports.at(-1), onKept: x.onKeptConnection };
    };
    const [first, own, second, other] = [
      await over('kept'),
      await over('fresh'),
      await over('kept'),
      await over('fresh'),
    ];
    expect([first, own, second, other].map(({ onKept }) => onKept)).toEqual([false, false, true, false]);
    expect(second.port).toBe(first.port);
    expect(new Set([first.port, own.port, other.port]).size).toBe(3);
  });

  test('one that the server closes after its answer is not kept', async () => {
    const { baseUrl } = await serve((res) => res.setHeader('Connection', 'close').end('{}'));
    const client = await open(deploymentAt(baseUrl));
    for (let i = 0; i < 2; i++) {
      const x = await client.send(post(undefined, { connection: 'kept' }), ids);
      expect(x.onKeptConnection).toBe(false);
    }
  });
});

describe('IAM', () => {
  const iam = (url: string) => ({
    kind: 'iam' as const,
    url,
    user: 'u',
    password: 'pass-word-of-the-user',
    domain: 'd',
    project: 'region',
  });

  test('is asked once for a token of the project', async () => {
    const asked = await serve((res) => res.writeHead(201, { 'X-Subject-Token': TOKEN }).end('{"token":{}}'));
    const { baseUrl, all } = await serve((res, { req }) => res.end(JSON.stringify(req.headers)));
    const client = await open(deploymentAt(baseUrl, { auth: iam(asked.baseUrl) }), {
      secrets: ['pass-word-of-the-user'],
    });
    const [x] = await Promise.all([client.send(post(), ids), client.send(post(), ids)]);
    await client.send(post(undefined, { credential: 'none' }), ids);
    expect(asked.all).toHaveLength(1);
    expect(asked.all[0]?.req).toMatchObject({ method: 'POST', url: '/v3/auth/tokens' });
    expect(JSON.parse(String(asked.all[0]?.body))).toEqual({
      auth: {
        identity: {
          methods: ['password'],
          password: { user: { name: 'u', password: 'pass-word-of-the-user', domain: { name: 'd' } } },
        },
        scope: { project: { name: 'region' } },
      },
    });
    expect(all.map(({ req }) => req.headers['x-auth-token'])).toEqual([TOKEN, TOKEN, undefined]);
    expect(x?.answer?.echoes).toEqual(['body']);
    expect(JSON.stringify(x)).not.toContain(TOKEN.slice(0, 12));
  });

  test.each([
    [
      401,
      '{"error":{"code":401,"message":"The password pass-word-of-the-user is wrong."}}',
      'IAM refused the user with status 401: The password [redacted] is wrong.',
    ],
    [
      400,
      '{"error_msg":"no such domain","error_code":"IAM.0011"}',
      'IAM refused the user with status 400: no such domain',
    ],
    [500, 'oops', 'IAM refused the user with status 500'],
    [201, '{}', 'IAM answered 201 without a token in X-Subject-Token'],
  ])('that answers %s gives no credential, and is not asked again', async (status, body, message) => {
    const asked = await serve((res) => res.writeHead(status).end(body));
    const { baseUrl, all } = await serve((res) => res.end());
    const client = await open(deploymentAt(baseUrl, { auth: iam(asked.baseUrl) }), {
      secrets: ['pass-word-of-the-user'],
    });
    for (let i = 0; i < 2; i++)
      expect((await client.send(post(), ids)).failure).toMatchObject({ code: 'CREDENTIAL', message });
    expect(asked.all).toHaveLength(1);
    expect(all).toHaveLength(0);
  });

  test('beyond loopback needs TLS', async () => {
    const { baseUrl } = await serve((res) => res.end());
    const x = await (await open(deploymentAt(baseUrl, { auth: iam('http://iam.example.test') }))).send(post(), ids);
    expect(x.failure).toMatchObject({
      code: 'CREDENTIAL',
      message: expect.stringContaining('TLS') as unknown as string,
    });
  });
});

describe('AK/SK', () => {
  const SECRET = 'SecretKeyOfTheTestUser0123456789';
  const hex = (text: string) => createHash('sha256').update(text).digest('hex');

  /** The signature that the documented algorithm gives for what arrived. */
  function expectedSignature({ req, body }: Arrived, secretKey: string): string {
    const signed = /SignedHeaders=([^,]+)/.exec(req.headers.authorization ?? '')?.[1] ?? '';
    const headers = signed.split(';').map((name) => `${name}:${String(req.headers[name] ?? '').trim()}\n`);
    const hash = hex(body.toString());
    const canonical = [req.method, `${req.url}/`, '', headers.join(''), signed, hash].join('\n');
    const toSign = ['SDK-HMAC-SHA256', req.headers['x-sdk-date'], hex(canonical)].join('\n');
    return createHmac('sha256', secretKey).update(toSign).digest('hex');
  }

  test('signs the exact body, and near misses are signed with near misses of the key', async () => {
    const { baseUrl, all } = await serve((res) => res.end(`the key is ${SECRET}`));
    const auth = { kind: 'aksk' as const, accessKey: 'AK123', secretKey: SECRET };
    const client = await open(deploymentAt(baseUrl, { auth }), { secrets: [SECRET] });
    for (const body of ['{"device_ids":[20001.90,  20002]}', '', null]) {
      for (const credential of ['valid', 'cut', 'altered', 'suffixed'] as const) {
        const x = await client.send(post(body, { credential, method: body === null ? 'GET' : 'POST' }), ids);
        const arrived = all.at(-1) as Arrived;
        const authorization = arrived.req.headers.authorization ?? '';
        expect(authorization).toMatch(
          /^SDK-HMAC-SHA256 Access=AK123, SignedHeaders=[a-z;0-9-]+, Signature=[0-9a-f]{64}$/,
        );
        expect(authorization.split('Signature=')[1]).toBe(expectedSignature(arrived, nearMiss(SECRET, credential)));
        expect(arrived.req.headers).not.toHaveProperty('x-auth-token');
        expect(x.requestHeaders['Authorization']).toMatch(/^\[signed with the secret key/);
        expect(shown(x).answer).toMatchObject({ body: 'the key is [redacted]', echoes: ['body'] });
      }
    }
    await client.send(post(undefined, { credential: 'none' }), ids);
    expect(all.at(-1)?.req.headers).not.toHaveProperty('authorization');
  });
});
