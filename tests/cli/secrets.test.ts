/** What the command line prints and stores of secrets, as it is shipped. */

import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, relative } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { drawn, whenLong } from '../tier.ts';
import { cleanUp, cli, folder, startMock } from './cli.ts';

afterAll(cleanUp);

const filesIn = (path: string): string[] =>
  readdirSync(path, { withFileTypes: true }).flatMap((one) =>
    one.isDirectory() ? filesIn(join(path, one.name)) : [join(path, one.name)],
  );

describe('debug output of libraries is off', () => {
  test.each([
    ['DEBUG', '*'],
    ['NODE_DEBUG', 'http,https,net,tls,stream'],
  ])('%s=%s', async (name, value) => {
    const file = await startMock([], `debugged-${name.toLowerCase().replace('_', '-')}`);
    const secrets = [...readFileSync(file, 'utf8').matchAll(/(?:password|token|secret): (.+)/g)].map(
      ([, one = '']) => one,
    );
    expect(secrets.length).toBeGreaterThan(3);
    const { code, out, err } = await cli(['verify', file, '--only', 'uri/*', '--out', `debug-${name}`], {
      env: { [name]: value },
    });
    expect(code).toBe(0);
    for (const secret of secrets) expect(out + err).not.toContain(secret);
    expect(err).toContain(`${name}: debug output of libraries is off here`);
    expect(err).not.toMatch(/mqttjs|HTTP \d+:/);
  });
});

/** In front of a mock: takes this token for the mock's, and repeats the token and the header X-Stage wherever it can. */
async function echoing(file: string, token: string | null, name: string): Promise<{ file: string; close: () => void }> {
  const text = readFileSync(file, 'utf8');
  const target = new URL(/baseUrl: (\S+)/.exec(text)?.[1] ?? '');
  const real = /token: (\S+)/.exec(text)?.[1] ?? '';
  const server = createServer((incoming, outgoing) => {
    const headers = { ...incoming.headers };
    if (token !== null && headers['x-auth-token'] === token) headers['x-auth-token'] = real;
    const options = { host: target.hostname, port: target.port, path: incoming.url, method: incoming.method, headers };
    const onward = request(options, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => {
        const body = Buffer.concat(chunks).toString();
        const echo = `the value is ${token ?? headers['x-stage']}`;
        const echoed = body.startsWith('{"') ? `{"note":${JSON.stringify(echo)},${body.slice(1)}` : body;
        const { 'content-length': _length, 'transfer-encoding': _coding, ...kept } = answer.headers;
        outgoing.writeHead(answer.statusCode ?? 500, { ...kept, 'x-note': echo }).end(echoed);
      });
    });
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const path = join(folder, `${name}.yaml`);
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  writeFileSync(
    path,
    text
      .replace(/^name: .*$/m, `name: ${name}`)
      .replace(/baseUrl: \S+/, `baseUrl: ${baseUrl}`)
      .replace(/token: \S+/, `token: ${token ?? real}`),
  );
  return {
    file: path,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

describe('a word of the API as a secret, echoed', () => {
  const echoed: [string, string][] = [
    ['header', 'success'],
    ['token', 'device_name'],
  ];
  test.each(drawn(echoed, 1))('as %s: %s', async (kind, word) => {
    const mock = await startMock([], `echo-mock-${kind}`);
    const name = `echo-${kind}`;
    const proxy = await echoing(mock, kind === 'token' ? word : null, name);
    if (kind === 'header')
      writeFileSync(proxy.file, `${readFileSync(proxy.file, 'utf8')}headers: { X-Stage: ${word} }\n`);
    try {
      const run = await cli(['verify', proxy.file, '--out', 'echo']);
      expect({ code: run.code, err: run.err.replace(/^\d+ of .*\n/gm, '') }).toEqual({ code: 0, err: '' });
      const again = await cli(['report', join('echo', name, 'record.jsonl'), '--out', 'echo-again']);
      expect(again.code).toBe(0);
      const outcomesIn = (out: string) =>
        (
          JSON.parse(readFileSync(join(folder, out, name, 'report.json'), 'utf8')) as {
            checks: { id: string; outcome: string; message: string }[];
          }
        ).checks.map(({ id, outcome, message }) => ({ id, outcome, message }));
      expect(outcomesIn('echo-again')).toEqual(outcomesIn('echo'));
      const texts = [...filesIn(join(folder, 'echo', name)), ...filesIn(join(folder, 'echo-again', name))].map((path) =>
        readFileSync(path, 'utf8'),
      );
      for (const text of [...texts, run.out, run.err, again.out, again.err])
        expect(text).not.toContain(`the value is ${word}`);
      expect(texts.some((text) => text.includes('the value is [redacted]'))).toBe(true);
    } finally {
      proxy.close();
    }
  });
});

describe('who may read what is written', () => {
  const modesIn = (out: string) =>
    Object.fromEntries(
      filesIn(join(folder, out, 'mock')).map((path) => [
        relative(join(folder, out, 'mock'), path),
        statSync(path).mode & 0o777,
      ]),
    );

  whenLong(test)('its owner alone', async () => {
    await cli(['verify', '--mock', '--only', 'uri/post', '--out', 'own', '--format', 'junit,markdown']);
    const modes = modesIn('own');
    expect(Object.keys(modes).length).toBeGreaterThan(4);
    expect(new Set(Object.values(modes))).toEqual(new Set([0o600]));
  });

  test('others too where that is asked for, but never the record', async () => {
    await cli(['verify', '--mock', '--only', 'uri/post', '--out', 'shared', '--share-reports']);
    const modes = modesIn('shared');
    expect(modes).toMatchObject({ 'record.jsonl': 0o600 });
    for (const name of ['report.json', 'report.html', 'junit.xml'])
      expect([name, modes[name]]).toEqual([name, 0o644 & ~process.umask()]);
  });
});

describe('the credential of the Pact Broker', () => {
  const ask = ['contracts', 'can-i-deploy', '--pacticipant', 'p', '--app-version', '1', '--to-environment', 'e'];

  test.each([
    ['a token', { PACT_BROKER_TOKEN: 'the-token-of-the-broker' }],
    ['a password', { PACT_BROKER_USERNAME: 'u', PACT_BROKER_PASSWORD: 'the-password-of-the-broker' }],
  ])('%s does not go over plain http beyond loopback', async (_, env) => {
    const { code, err } = await cli(ask, { env: { PACT_BROKER_BASE_URL: 'http://broker.invalid', ...env } });
    expect({ code, err }).toEqual({
      code: 2,
      err: 'PACT_BROKER_BASE_URL: has no TLS and is not on loopback; use https, or set PACT_BROKER_ALLOW_PLAIN_HTTP=true where the network may see the credential\n',
    });
  });

  whenLong(test)('unless its owner allows it, and without one there is nothing to hide', async () => {
    const allowed = { PACT_BROKER_TOKEN: 'the-token-of-the-broker', PACT_BROKER_ALLOW_PLAIN_HTTP: 'true' };
    for (const env of [allowed, {}]) {
      const { code, err } = await cli(ask, { env: { PACT_BROKER_BASE_URL: 'http://broker.invalid', ...env } });
      expect(code).toBe(3);
      expect(err).toContain('the broker gave no answer');
    }
  });

  test('in its address is refused, and not repeated', async () => {
    const { code, err } = await cli(ask, { env: { PACT_BROKER_BASE_URL: 'https://user:hunter22@broker.invalid' } });
    expect(code).toBe(2);
    expect(err).not.toContain('hunter22');
  });
});
