/** TLS and proxies, with real certificates and real sockets. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, connect, createServer as createTcpServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Aedes } from 'aedes';
import { createCA, createCert } from 'mkcert';
import forge from 'node-forge';
import { createWebSocketStream, WebSocketServer } from 'ws';
import { post } from '../../src/checks/request.ts';
import { parseDeployment } from '../../src/deployment/load.ts';
import { openMqttPool } from '../../src/devices/mqtt-pool.ts';
import { openClient } from '../../src/exchange/client.ts';
import { groundOf } from '../../src/exchange/guard.ts';
import { inEnglish } from '../../src/messages/messages.ts';
import { listOf } from '../../src/operation/body.ts';
import { whenLong } from '../tier.ts';

interface Pair {
  cert: string;
  key: string;
}
const folder = mkdtempSync(join(tmpdir(), 'roma-tls-'));
const servers: Server[] = [];
let ca: Pair;
let foreign: Pair;
const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return name;
};
const certificate = (domains: string[], validity = 10, by = ca): Promise<Pair> =>
  createCert({ ca: by, domains, validity });

/** A certificate that is its own authority. */
function selfSigned(): Pair {
  const keys = forge.pki.rsa.generateKeyPair(2048);
  const own = forge.pki.createCertificate();
  own.publicKey = keys.publicKey;
  own.serialNumber = '01';
  own.validity.notBefore = new Date(Date.now() - 86_400_000);
  own.validity.notAfter = new Date(Date.now() + 86_400_000);
  own.setSubject([{ name: 'commonName', value: 'localhost' }]);
  own.setIssuer([{ name: 'commonName', value: 'localhost' }]);
  own.setExtensions([{ name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] }]);
  own.sign(keys.privateKey, forge.md.sha256.create());
  return { cert: forge.pki.certificateToPem(own), key: forge.pki.privateKeyToPem(keys.privateKey) };
}

beforeAll(async () => {
  const authority = (organization: string) =>
    createCA({ organization, countryCode: 'XX', state: 'X', locality: 'X', validity: 10 });
  [ca, foreign] = await Promise.all([authority('Own'), authority('Foreign')]);
  file('ca.pem', ca.cert);
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  for (const server of servers) {
    (server as { closeAllConnections?: () => void }).closeAllConnections?.();
    server.close();
  }
});

const listen = async (server: Server): Promise<number> => {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
};
const https = (options: TlsOptions): Promise<number> =>
  listen(
    createHttpsServer(options, (_, outgoing) => {
      outgoing.writeHead(200, { 'content-type': 'application/json' }).end('{"success":[],"failed":[]}');
    }),
  );

const deploymentOf = (baseUrl: string, tls: object, more: object = {}) =>
  parseDeployment(
    JSON.stringify({
      name: 'x',
      baseUrl,
      projectId: 'p',
      instanceId: 'i',
      devices: [{ id: 20001 }],
      auth: { token: 'a-token-of-some-length' },
      tls,
      ...more,
    }),
    'x.json',
    {},
    folder,
  );

async function sent(port: number, tls: object, host = 'localhost') {
  const deployment = deploymentOf(`https://${host}:${port}`, tls);
  const client = await openClient({
    deployment,
    ground: groundOf(deployment),
    secrets: [],
    now: () => performance.now(),
    signal: new AbortController().signal,
    deadline: Number.POSITIVE_INFINITY,
  });
  try {
    const { answer, failure } = await client.send(post(listOf('20001')), { id: 'x#1', check: 'x', repeatOf: null });
    return answer ? String(answer.status) : `${failure?.code}: ${failure?.message}`;
  } finally {
    await client.close();
  }
}

describe('certificates are always checked', () => {
  test('an own authority', async () => {
    const port = await https(await certificate(['localhost']));
    expect(await sent(port, { ca: 'ca.pem' })).toBe('200');
  });

  test('an authority that is not known', async () => {
    const port = await https(await certificate(['localhost']));
    expect(await sent(port, {})).toContain('by an authority that is not known; if you trust it, name it with tls.ca');
  });

  test('an expired one', async () => {
    const port = await https(await certificate(['localhost'], -1));
    expect(await sent(port, { ca: 'ca.pem' })).toContain('its certificate has expired');
  });

  test('one that is signed by itself', async () => {
    const port = await https(selfSigned());
    expect(await sent(port, {})).toMatch(/^TLS: .*signed by itself; if you trust it, name it with tls.ca$/);
  });

  test('one for another host, and the server name that it has', async () => {
    const port = await https(await certificate(['elsewhere.example']));
    expect(await sent(port, { ca: 'ca.pem' })).toContain('is for another host; if that is meant, tls.serverName says');
    expect(await sent(port, { ca: 'ca.pem', serverName: 'elsewhere.example' })).toBe('200');
  });

  test('NODE_TLS_REJECT_UNAUTHORIZED changes nothing', async () => {
    const port = await https(await certificate(['localhost']));
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
    try {
      expect(await sent(port, {})).toMatch(/^TLS: /);
    } finally {
      delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
    }
  });

  test('a client certificate, where one is asked for', async () => {
    const server = await certificate(['localhost']);
    const client = await certificate(['client.example']);
    const stranger = await certificate(['client.example'], 10, foreign);
    const port = await https({ ...server, ca: ca.cert, requestCert: true, rejectUnauthorized: true });
    file('client.pem', client.cert);
    file('client.key', client.key);
    file('stranger.pem', stranger.cert);
    file('stranger.key', stranger.key);
    expect(await sent(port, { ca: 'ca.pem', cert: 'client.pem', key: 'client.key' })).toBe('200');
    expect(await sent(port, { ca: 'ca.pem' })).toMatch(/^(TLS|RESET): /);
    expect(await sent(port, { ca: 'ca.pem', cert: 'stranger.pem', key: 'stranger.key' })).toMatch(/^(TLS|RESET): /);
  });

  test('a port that speaks plain text', async () => {
    const port = await listen(createHttpServer((_, outgoing) => outgoing.end('{}')));
    expect(await sent(port, { ca: 'ca.pem' })).toMatch(/^TLS: .*speaks no TLS on that port/);
  });
});

describe('files that cannot be used are told before anything is sent', () => {
  const cases: [string, () => object, string][] = [
    ['no such authority', () => ({ ca: 'none.pem' }), 'tls.ca: does not exist'],
    ['no certificate', () => ({ ca: file('text.pem', 'text') }), 'tls.ca: is no PEM file with a certificate'],
    [
      'a certificate that is cut short',
      () => ({ ca: file('cut.pem', ca.cert.replace(/\n[^\n]+\n-----END/, '\n-----END')) }),
      'tls.ca: holds a certificate that cannot be read',
    ],
    ['a certificate alone', () => ({ cert: 'ca.pem' }), 'tls.cert: is of use only together with the other'],
    ['a key alone', () => ({ key: file('own.key', ca.key) }), 'tls.key: is of use only together with the other'],
    ['no key', () => ({ cert: 'ca.pem', key: 'text.pem' }), 'tls.key: is no PEM file with a private key'],
    [
      'the key of another',
      () => ({ cert: 'ca.pem', key: file('foreign.key', foreign.key) }),
      'tls.key: is not the key of the certificate in tls.cert',
    ],
    ['a server name that is none', () => ({ serverName: 'a b' }), 'tls.serverName'],
  ];
  test.each(cases)('%s', (_, tls, message) => {
    expect(() => deploymentOf('https://localhost', tls())).toThrow(message);
  });
});

describe('proxies', () => {
  /** A proxy that connects, or refuses with a status. */
  const proxyOf = async (status: number) => {
    const asked: string[] = [];
    const server = createHttpServer();
    server.on('connect', (request, socket, head) => {
      asked.push(`${request.url} ${request.headers['proxy-authorization'] ?? ''}`.trim());
      if (status !== 200) return void socket.end(`HTTP/1.1 ${status} No\r\nContent-Length: 2\r\n\r\n{}`);
      const [, port = '0'] = /:(\d+)$/.exec(request.url ?? '') ?? [];
      const upstream = connect(Number(port), '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
        upstream.write(head);
        upstream.pipe(socket).pipe(upstream);
      });
      for (const one of [socket, upstream]) one.on('error', () => {});
    });
    return { port: await listen(server), asked };
  };
  const through = async <T>(env: Record<string, string>, call: () => Promise<T>): Promise<T> => {
    Object.assign(process.env, env);
    try {
      return await call();
    } finally {
      for (const name of Object.keys(env)) delete process.env[name];
    }
  };

  test('HTTPS_PROXY is used, with user and password; TLS is with the deployment', async () => {
    const port = await https(await certificate(['localhost']));
    const proxy = await proxyOf(200);
    const env = { HTTPS_PROXY: `http://user:pass@127.0.0.1:${proxy.port}` };
    expect(await through(env, () => sent(port, { ca: 'ca.pem' }))).toBe('200');
    expect(proxy.asked).toEqual([`localhost:${port} Basic ${Buffer.from('user:pass').toString('base64')}`]);
    expect(await through(env, () => sent(port, {}))).toMatch(/^TLS: .*not known/);
  });

  whenLong(test)('NO_PROXY excepts a host', async () => {
    const port = await https(await certificate(['localhost']));
    const proxy = await proxyOf(200);
    const env = { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`, NO_PROXY: 'localhost' };
    expect(await through(env, () => sent(port, { ca: 'ca.pem' }))).toBe('200');
    expect(proxy.asked).toEqual([]);
  });

  whenLong(test)('a proxy that refuses is no answer of the deployment, and its password is not told', async () => {
    const port = await https(await certificate(['localhost']));
    const proxy = await proxyOf(407);
    const env = { HTTPS_PROXY: `http://user:a-proxy-password@127.0.0.1:${proxy.port}` };
    const said = await through(env, () => sent(port, { ca: 'ca.pem' }));
    expect(said).toBe(
      `PROXY: the proxy 127.0.0.1:${proxy.port} (HTTPS_PROXY) refused to connect, with status 407: it wants a user and a password in HTTPS_PROXY`,
    );
  });

  test('a proxy that is not there', async () => {
    const port = await https(await certificate(['localhost']));
    const unused = createTcpServer();
    const gone = await listen(unused);
    await new Promise((resolve) => unused.close(resolve));
    const said = await through({ HTTPS_PROXY: `http://127.0.0.1:${gone}` }, () => sent(port, { ca: 'ca.pem' }));
    expect(said).toMatch(new RegExp(`^PROXY: no connection to the proxy 127.0.0.1:${gone}`));
  });
});

describe('MQTT', () => {
  const login = { clientId: 'c', username: 'u', password: 'p' };
  async function online(url: string, tls: object): Promise<string> {
    const deployment = deploymentOf('https://localhost', tls, { mqtt: { url }, devices: [{ id: 20001, mqtt: login }] });
    const pool = await openMqttPool({
      url,
      devices: deployment.devices,
      tls: deployment.tls,
      timeoutMs: 2000,
      now: () => 0,
      onEvent: () => {},
      redact: (text) => text,
    });
    try {
      const [missing] = await pool.bringOnline(['20001']);
      return missing ? inEnglish(missing.reason) : 'online';
    } finally {
      await pool.close();
    }
  }
  const broker = async () => {
    const aedes = await Aedes.createBroker();
    aedes.authenticate = (_client, username, password, done) =>
      done(null, username === 'u' && String(password) === 'p');
    return aedes;
  };

  test('over TLS', async () => {
    const aedes = await broker();
    const port = await listen(createTlsServer(await certificate(['localhost']), (socket) => aedes.handle(socket)));
    expect(await online(`mqtts://localhost:${port}`, { ca: 'ca.pem' })).toBe('online');
    expect(await online(`mqtts://localhost:${port}`, {})).toContain('authority that is not known');
    aedes.close();
  });

  whenLong(test)('over WebSocket, plain and with TLS', async () => {
    const aedes = await broker();
    const serve = (server: Server) => {
      const sockets = new WebSocketServer({ server: server as never });
      sockets.on('connection', (socket) => aedes.handle(createWebSocketStream(socket) as never));
      return listen(server);
    };
    const plain = await serve(createHttpServer());
    expect(await online(`ws://127.0.0.1:${plain}/mqtt`, {})).toBe('online');
    const secure = await serve(createHttpsServer(await certificate(['localhost'])));
    expect(await online(`wss://localhost:${secure}/mqtt`, { ca: 'ca.pem' })).toBe('online');
    expect(await online(`wss://localhost:${secure}/mqtt`, {})).toContain('authority that is not known');
    aedes.close();
  });
});
