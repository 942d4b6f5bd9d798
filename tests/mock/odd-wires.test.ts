/** Servers that do on the wire what the protocols do not foresee, on real sockets: what comes of it, and who is asked. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createCA, createCert } from 'mkcert';
import { post } from '../../src/checks/request.ts';
import { parseDeployment } from '../../src/deployment/load.ts';
import { openClient } from '../../src/exchange/client.ts';
import type { Exchange } from '../../src/exchange/exchange.ts';
import { groundOf } from '../../src/exchange/guard.ts';
import { listOf } from '../../src/operation/body.ts';

const TOKEN = 'a-token-of-some-length';
const folder = mkdtempSync(join(tmpdir(), 'roma-wires-'));
const servers: Server[] = [];
const sockets = new Set<Socket>();
let pair: { cert: string; key: string };
let expired: { cert: string; key: string };

beforeAll(async () => {
  const ca = await createCA({ organization: 'Own', countryCode: 'XX', state: 'X', locality: 'X', validity: 10 });
  writeFileSync(join(folder, 'ca.pem'), ca.cert);
  pair = await createCert({ ca, domains: ['localhost'], validity: 10 });
  expired = await createCert({ ca, domains: ['localhost'], validity: -1 });
});
afterAll(() => {
  for (const socket of sockets) socket.destroy();
  for (const server of servers) server.close();
  rmSync(folder, { recursive: true, force: true });
});

async function listen(server: Server): Promise<number> {
  servers.push(server);
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => {}).on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** Hears of each request that arrived whole, with its number. */
const onRequests = (socket: Socket | TLSSocket, hear: (n: number, text: string) => void, count = { n: 0 }) => {
  let text = '';
  socket.on('error', () => {});
  socket.on('data', (chunk) => {
    text += chunk.toString('latin1');
    const end = text.indexOf('\r\n\r\n');
    if (end < 0 || text.length < end + 4 + Number(/content-length: *(\d+)/i.exec(text)?.[1] ?? 0)) return;
    const whole = text;
    text = '';
    hear(++count.n, whole);
  });
};
const answerOf = (name: string, head = '', status = '200 OK') => {
  const body = `{"success":[],"failed":[],"name":"${name}"}`;
  return `HTTP/1.1 ${status}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n${head}\r\n${body}`;
};

async function openTo(port: number, scheme: 'http' | 'https' = 'http', limits: object = {}) {
  const deployment = parseDeployment(
    JSON.stringify({
      name: 'x',
      baseUrl: `${scheme}://localhost:${port}`,
      projectId: 'p',
      instanceId: 'i',
      devices: [{ id: 20001 }],
      auth: { token: TOKEN },
      limits: { timeoutMs: 3000, ...limits },
      ...(scheme === 'https' && { tls: { ca: 'ca.pem' } }),
    }),
    'x.json',
    {},
    folder,
  );
  const client = await openClient({
    deployment,
    ground: groundOf(deployment),
    secrets: [],
    now: () => performance.now(),
    signal: new AbortController().signal,
    deadline: Number.POSITIVE_INFINITY,
  });
  let n = 0;
  const ask = () => client.send(post(listOf('20001')), { id: `x#${++n}`, check: 'x', repeatOf: null });
  return { ask, close: () => client.close() };
}
const said = ({ answer, failure }: Exchange) =>
  failure ? failure.code : `${answer?.status} ${/"name":"(\w+)"/.exec(answer?.body ?? '')?.[1] ?? ''}`;

describe('an answer that nobody asked for is never that of the next request:', () => {
  /** Both at once; the second one when the first was read; the second one in pieces. */
  const kinds: [string, (socket: Socket) => void][] = [
    ['with the first', (s) => void s.write(answerOf('first') + answerOf('second'))],
    [
      'after the first',
      (s) => void s.write(answerOf('first'), () => setTimeout(() => s.write(answerOf('second')), 20)),
    ],
    [
      'its beginning after the first',
      (s) => void s.write(answerOf('first'), () => setTimeout(() => s.write(answerOf('second').slice(0, 40)), 20)),
    ],
    ['an error', (s) => void s.write(answerOf('first') + answerOf('second', '', '500 No'))],
    [
      'an interim one',
      (s) => void s.write(answerOf('first'), () => setTimeout(() => s.write('HTTP/1.1 100 Continue\r\n\r\n'), 20)),
    ],
  ];
  test.each(kinds)('%s', async (_, answer) => {
    let connections = 0;
    let closed = () => {};
    const ended = new Promise<void>((resolve) => {
      closed = resolve;
    });
    const count = { n: 0 };
    const port = await listen(
      createServer((socket) => {
        connections++;
        socket.on('close', closed);
        onRequests(socket, (n) => (n === 1 ? answer(socket) : void socket.write(answerOf(`own${n}`))), count);
      }),
    );
    const { ask, close } = await openTo(port);
    expect(said(await ask())).toBe('200 first');
    // The suite leaves the connection: the next request goes over another one.
    await ended;
    expect([said(await ask()), said(await ask()), connections]).toEqual(['200 own2', '200 own3', 2]);
    await close();
  });

  test('a connection over which nothing else comes is kept', async () => {
    let connections = 0;
    const port = await listen(
      createServer((socket) => {
        connections++;
        onRequests(socket, (n) => void socket.write(answerOf(`own${n}`)));
      }),
    );
    const { ask, close } = await openTo(port);
    expect([said(await ask()), said(await ask()), connections]).toEqual(['200 own1', '200 own2', 1]);
    await close();
  });
});

describe('nobody else is asked, whatever an answer names:', () => {
  const statuses = [
    '300 X',
    '301 X',
    '302 X',
    '303 X',
    '304 X',
    '305 X',
    '306 X',
    '307 X',
    '308 X',
    '201 X',
    '202 X',
    '401 X',
    '407 X',
    '421 X',
  ];
  const heads: [string, (to: string) => string][] = [
    ...statuses.map((status): [string, (to: string) => string] => [
      status,
      (to) => answerOf('one', `Location: ${to}/\r\n`, status),
    ]),
    ['Refresh', (to) => answerOf('one', `Refresh: 0; url=${to}/\r\n`)],
    ['Alt-Svc', (to) => answerOf('one', `Alt-Svc: h2="${to.slice(7)}"; ma=3600, h3="${to.slice(7)}"\r\n`)],
    [
      'Link',
      (to) => answerOf('one', `Link: <${to}/>; rel=preload\r\nContent-Location: ${to}/\r\nAlternates: ${to}\r\n`),
    ],
    ['WWW-Authenticate', (to) => answerOf('one', `WWW-Authenticate: Basic realm="${to}"\r\n`, '401 X')],
    ['Upgrade', () => 'HTTP/1.1 101 X\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n'],
    ['early hints', (to) => `HTTP/1.1 103 X\r\nLink: <${to}/>; rel=preconnect\r\n\r\n${answerOf('one')}`],
  ];
  test.each(heads)('%s', async (_, answer) => {
    const asked: string[] = [];
    const elsewhere = await listen(createServer((socket) => void asked.push(String(socket.remotePort))));
    const requests: string[] = [];
    const port = await listen(
      createServer((socket) =>
        onRequests(socket, (_, text) => {
          requests.push(text.split(' ', 2).join(' '));
          socket.write(answer(`http://localhost:${elsewhere}`));
        }),
      ),
    );
    const { ask, close } = await openTo(port, 'http', { timeoutMs: 500 });
    const first = said(await ask());
    const second = said(await ask());
    await close();
    expect([first, second]).toEqual([first, first]);
    expect(first).toMatch(/^\d{3} |^RESET$|^PROTOCOL$|^TRUNCATED$|^TIMEOUT$/);
    expect(asked).toEqual([]);
    expect(requests).toEqual(Array(2).fill('POST /v2/p/link/instances/i/devices/force-offline'));
  });
});

describe('framing that is none is no answer, and nothing of it is left for the next request:', () => {
  const head = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n';
  const chunked = `${head}Transfer-Encoding: chunked\r\n\r\n`;
  const kinds: [string, string][] = [
    ['a size of a chunk that is none', `${chunked}zz\r\n{}\r\n0\r\n\r\n`],
    ['a negative size', `${chunked}-2\r\n{}\r\n0\r\n\r\n`],
    ['a size past all numbers', `${chunked}${'f'.repeat(40)}\r\n{}\r\n0\r\n\r\n`],
    ['a chunk that is longer than its size', `${chunked}1\r\n{}\r\n0\r\n\r\n`],
    ['a length beside chunks', `${head}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n`],
    ['two lengths', `${head}Content-Length: 2\r\nContent-Length: 30\r\n\r\n{}`],
    ['a length with a sign', `${head}Content-Length: +2\r\n\r\n{}`],
    ['a length of 2^64 and 2', `${head}Content-Length: 18446744073709551618\r\n\r\n{}`],
    ['a name with a space', `${head}Content-Length : 2\r\n\r\n{}`],
    ['a NUL in a header', `${head}X: a\0b\r\nContent-Length: 2\r\n\r\n{}`],
    ['a status of two digits', 'HTTP/1.1 20 OK\r\nContent-Length: 2\r\n\r\n{}'],
    ['another protocol', 'HTTP/3.7 200 OK\r\nContent-Length: 2\r\n\r\n{}'],
    ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
  ];
  test.each(kinds)('%s', async (_, answer) => {
    const count = { n: 0 };
    const port = await listen(
      createServer((socket) =>
        onRequests(socket, (n) => void socket.write(n === 1 ? answer : answerOf(`own${n}`)), count),
      ),
    );
    const { ask, close } = await openTo(port, 'http', { timeoutMs: 700 });
    const first = await ask();
    expect(['PROTOCOL', 'TRUNCATED', 'TIMEOUT', 'RESET']).toContain(said(first));
    expect(said(await ask())).toBe('200 own2');
    await close();
  });
});

describe('TLS that goes wrong ends in time, in its own word, and no request is read by who is not meant:', () => {
  const seen: string[] = [];
  const tlsTo = (socket: Socket, certificate = pair) => {
    const secure = new TLSSocket(socket, { isServer: true, ...certificate });
    secure.on('error', () => {});
    return secure;
  };
  const kinds: [string, (socket: Socket) => void, RegExp][] = [
    ['a handshake that is not answered', () => {}, /^TIMEOUT$/],
    ['a handshake that ends in the middle', (s) => void s.once('data', () => s.destroy()), /^(RESET|TLS)$/],
    [
      'half a record of a handshake',
      (s) => void s.once('data', () => s.write(Buffer.from([0x16, 3, 3, 0, 90, 2, 0, 0]))),
      /^TIMEOUT$/,
    ],
    ['an alert', (s) => void s.once('data', () => s.write(Buffer.from([0x15, 3, 3, 0, 2, 2, 40]))), /^TLS$/],
    ['rubbish', (s) => void s.once('data', () => s.write(Buffer.alloc(200, 0x41))), /^TLS$/],
    ['plain text', (s) => void s.write(answerOf('plain')), /^TLS$/],
    [
      'plain text after a handshake',
      (s) => onRequests(tlsTo(s), () => void s.write(answerOf('plain'))),
      /^(TLS|RESET|PROTOCOL)$/,
    ],
    ['an end after the request', (s) => onRequests(tlsTo(s), () => void s.destroy()), /^RESET$/],
    [
      'an end in the answer, with its length unsaid',
      (s) => {
        const secure = tlsTo(s);
        onRequests(
          secure,
          () => void secure.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"su', () => s.destroy()),
        );
      },
      /^(TRUNCATED|RESET)$/,
    ],
  ];
  test.each(kinds)('%s', async (_, serveIt, code) => {
    const port = await listen(createServer((socket) => serveIt(socket)));
    const { ask, close } = await openTo(port, 'https', { timeoutMs: 700 });
    const exchange = await ask();
    await close();
    expect(said(exchange)).toMatch(code);
    expect(JSON.stringify(exchange)).not.toContain(TOKEN);
  });

  test('a certificate that expires between two connections', async () => {
    const server = createHttpsServer(pair, (request, outgoing) => {
      seen.push(String(request.headers['x-auth-token']));
      outgoing.writeHead(200, { 'content-type': 'application/json', connection: 'close' });
      outgoing.end('{"success":[],"failed":[],"name":"own"}');
    });
    const { ask, close } = await openTo(await listen(server), 'https');
    expect(said(await ask())).toBe('200 own');
    server.setSecureContext(expired);
    const second = await ask();
    expect([said(second), seen]).toEqual(['TLS', [TOKEN]]);
    expect(second.failure?.message).toContain('its certificate has expired');
    await close();
  });

  test('a renegotiation in the middle', async () => {
    const server = createHttpsServer({ ...pair, maxVersion: 'TLSv1.2' }, (request, outgoing) => {
      outgoing.writeHead(200, { 'content-type': 'application/json' });
      const done = () => outgoing.end('{"success":[],"failed":[],"name":"own"}');
      if (!(request.socket as TLSSocket).renegotiate({}, done)) done();
    });
    server.on('tlsClientError', () => {});
    const { ask, close } = await openTo(await listen(server), 'https', { timeoutMs: 700 });
    expect(said(await ask())).toMatch(/^(200 own|TLS|RESET|TIMEOUT|TRUNCATED)$/);
    await close();
  });
});
