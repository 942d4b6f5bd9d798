import { existsSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { drawn, whenLong } from '../tier.ts';
import { cleanUp, cli, folder } from './cli.ts';

let requests = 0;
const server = createServer((_, response) => {
  requests++;
  response.end();
});
let base = '';

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.close();
  cleanUp();
});

afterEach(() => {
  // Whatever is wrong, nothing may have been sent.
  expect(requests).toBe(0);
});

const lines = (changes: Record<string, string | null> = {}) => {
  const keys: Record<string, string | null> = {
    name: 'bad',
    baseUrl: base,
    projectId: '"p"',
    instanceId: '"i"',
    auth: '{ token: "a-token-of-some-length" }',
    devices: '[{ id: 20001 }]',
    ...changes,
  };
  return Object.entries(keys)
    .filter(([, value]) => value !== null)
    .map(([key, value]) => `${key}: ${value}`)
    .join('\n');
};

let files = 0;
const write = (text: string) => {
  const file = join(folder, `bad-${++files}.yaml`);
  writeFileSync(file, text);
  return file;
};

/** Exit 2, nothing on stdout, and one message with all of these in it. */
async function refused(args: readonly string[], ...parts: readonly (string | RegExp)[]): Promise<void> {
  const { code, out, err } = await cli(args);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  for (const part of parts) expect(err).toMatch(part);
  expect(err).not.toMatch(/\n\s+at /);
}

describe('bad input ends with exit 2 and a message that names file, key and mend', () => {
  test('a file that is not there', () => refused(['verify', 'missing.yaml'], 'missing.yaml'));
  whenLong(test)('a folder in place of a file', () => refused(['verify', folder], folder));
  test('a file that is no YAML', () => refused(['verify', write('name: [')], /bad-\d+\.yaml/));
  test('an unknown key', () => refused(['verify', write(`${lines()}\ndevises: []`)], 'devises', 'devices'));
  whenLong(test)('a wrong type', () => refused(['verify', write(lines({ devices: '{}' }))], 'devices'));
  whenLong(test)('a number for a name', () =>
    refused(['verify', write(lines({ projectId: '12345' }))], 'projectId', /quotes/),
  );
  test('a variable that is not set', () =>
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the deployment file's own notation
    refused(['verify', write(lines({ auth: '{ token: "${NOT_SET_ANYWHERE}" }' }))], 'auth.token', 'NOT_SET_ANYWHERE'));
  whenLong(test)('no devices', () => refused(['verify', write(lines({ devices: '[]' }))], 'devices'));
  whenLong(test)('an edition that is not there', () =>
    refused(['verify', write(lines({ edition: '"2025-03-27"' }))], 'edition', '2025-03-26'),
  );
  test('plain http beyond loopback', () =>
    refused(['verify', write(lines({ baseUrl: 'http://roma.example.com' }))], 'baseUrl', /https|plainHttp/));
  test('an unknown check in a waiver', () =>
    refused(
      [
        'verify',
        write(lines({ waivers: '[{ check: errors/request-id-uniqe, reason: r, owner: o, expires: "2099-01-01" }]' })),
      ],
      'waivers[0].check',
      'errors/request-id-unique',
    ));
  test('an unknown check in --only', () =>
    refused(['verify', write(lines()), '--only', 'rounding/halff'], '--only', 'rounding/half'));
  whenLong(test)('a glob in --skip that matches nothing', () =>
    refused(['verify', write(lines()), '--skip', 'nothing/*'], '--skip', 'nothing/*'),
  );
  test('a selection that leaves nothing', () =>
    refused(['verify', write(lines()), '--only', 'uri/*', '--skip', 'uri/*'], '--only'));
  test('an unknown format', () => refused(['verify', write(lines()), '--format', 'htlm'], '--format', 'html'));
  whenLong(test)('two deployments of one name', () => refused(['verify', write(lines()), write(lines())], '"bad"'));
  whenLong(test)('no deployment at all', () => refused(['verify'], 'ROMA_BASE_URL', '--mock'));
  whenLong(test)('a file beside --mock', () => refused(['verify', '--mock', write(lines())], '--mock'));
  test.each(drawn(['many', '0', '-3', '2.5', '1e9', ''], 1))('--explore %p', (n) =>
    refused(['verify', write(lines()), '--explore', n], '--explore', /number of requests from 1/),
  );
  test.each(drawn(['x', '1.5', '99999999999', ''], 1))('--seed %p', (seed) =>
    refused(['verify', write(lines()), '--explore', '10', '--seed', seed], '--seed', /whole number/),
  );
  whenLong(test)('--seed without --explore', () =>
    refused(['verify', write(lines()), '--seed', '1'], '--seed', '--explore'),
  );
  whenLong(test)('a fault without --mock', () =>
    refused(['verify', write(lines()), '--fault', 'rounds-half-up'], '--fault'),
  );
  test('a fault that there is not', () =>
    refused(['verify', '--mock', '--fault', 'rounds-half-upp'], 'rounds-half-up'));
  whenLong(test)('an unknown option', () => refused(['verify', '--onyl', 'x'], '--onyl'));
  test('a port that is none', () => refused(['mock', '--port', 'eighty'], '--port'));

  test('an output folder that cannot be written to', async () => {
    const blocked = join(folder, 'blocked');
    writeFileSync(blocked, '');
    await refused(['verify', write(lines()), '--out', blocked], '--out', blocked);
    expect(existsSync(join(blocked, 'bad'))).toBe(false);
  });

  test('every file is checked before anything is sent to the first', () =>
    refused(['verify', write(lines()), write(lines({ name: 'other', devices: '[]' }))], 'devices'));

  test('no message shows a secret', async () => {
    const { code, out, err } = await cli([
      'verify',
      write(lines({ auth: '{ token: "very-secret-token-0815", tokn: "another-secret-4711" }' })),
    ]);
    expect(code).toBe(2);
    expect(out + err).not.toMatch(/very-secret|another-secret/);
  });
});
