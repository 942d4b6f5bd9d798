/** What others wrote is repeated in messages: no control of it reaches the terminal, and no command of it a CI system. */

import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { drawn } from '../tier.ts';
import { cleanUp, cli, folder } from './cli.ts';

afterAll(cleanUp);

const EVIL =
  'a\u001b]0;t\u0007\u009b2J\u202e\r\n::error file=x::y\n  ::stop-commands::z\n##vso[task.setvariable variable=PATH]z';
const write = (name: string, value: unknown): string => {
  writeFileSync(join(folder, name), typeof value === 'string' ? value : JSON.stringify(value));
  return name;
};
const deployment = {
  name: 'x',
  baseUrl: 'http://127.0.0.1:9',
  projectId: 'p',
  instanceId: 'i',
  auth: { token: 'a-token-of-some-length' },
  devices: [{ id: 20001 }],
  absent: { deviceId: 70000000 },
};
const pact = (more: object) => ({
  consumer: { name: EVIL },
  provider: { name: 'p' },
  interactions: [{ description: EVIL, request: { method: 'GET', path: '/' }, response: { status: 200 } }],
  ...more,
});
const api = (more: object) => ({ openapi: '3.1.0', info: { title: 't', version: '1' }, paths: {}, ...more });
const gate = (head: object, ...args: string[]) => [
  'gate',
  '--base',
  write('base.json', api({})),
  '--head',
  write('head.json', head),
  '--operation',
  'all',
  ...args,
];

const places: [string, () => string[]][] = [
  ['a deployment file', () => ['verify', write('evil.json', { ...deployment, [EVIL]: EVIL })]],
  ['a name in a deployment file', () => ['plan', write('name.json', { ...deployment, name: EVIL })]],
  [
    'the plugins of a pact',
    () => [
      'contracts',
      'verify',
      write('own.json', deployment),
      '--pacts',
      write('plugins.json', pact({ metadata: { plugins: [{ name: EVIL }] } })),
    ],
  ],
  ['a reference of a document', () => gate(api({ components: { $ref: `#/${EVIL}` }, paths: { $ref: EVIL } }))],
  ['a version of a document', () => gate({ ...api({}), openapi: EVIL })],
  ['the rules of a configuration', () => gate(api({}), '--config', write('gate.yaml', { rules: { [EVIL]: 'off' } }))],
  ['an argument', () => ['gate', `--${EVIL}`]],
  ['a command', () => [EVIL]],
];

const UNSEEN = /(?!\n)[\p{Cc}\p{Cf}]/u;
const COMMAND = /^\s*::|##vso\[/im;

test.each(drawn(places, 3))('%s', async (_, args) => {
  const { code, out, err } = await cli(args());
  expect(code).toBe(2);
  expect(err).not.toBe('');
  expect(out + err).not.toMatch(UNSEEN);
  expect(out + err).not.toMatch(COMMAND);
});

test('a plan shows what cannot be seen', async () => {
  const { out } = await cli(['plan', write('plain.json', deployment)]);
  expect(out).toContain('POST \\ufeff{"device_ids":[20001]}');
  expect(out).not.toMatch(UNSEEN);
});

test('a broker that refers to what is no address, and repeats the credential', async () => {
  const secret = 'a-broker-token-of-some-length';
  const server = createServer((_, outgoing) => {
    const href = `http://[${secret}${EVIL}`;
    outgoing.setHeader('Content-Type', 'application/json');
    outgoing.end(JSON.stringify({ _links: { 'pb:publish-contracts': { href } } }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const { code, out, err } = await cli(
      ['contracts', 'publish', '--pacts', write('pact.json', pact({})), '--consumer-app-version', '1'],
      {
        env: {
          PACT_BROKER_BASE_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
          PACT_BROKER_TOKEN: secret,
        },
      },
    );
    expect([code, err]).toEqual([3, expect.stringContaining('which is no address')]);
    expect(out + err).not.toContain(secret.slice(0, 12));
    expect(out + err).not.toMatch(UNSEEN);
    expect(out + err).not.toMatch(COMMAND);
  } finally {
    server.close();
  }
});
