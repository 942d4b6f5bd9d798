/** Documents of others, made so that reading them has no end: each ends in time, with a word about it. */
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { cleanUp, cli, folder } from './cli.ts';

afterAll(cleanUp);

/** What a command that ends in time came to; one that does not is ended, with the code null. */
async function within(ms: number, args: readonly string[]) {
  const running = cli(args);
  const timer = setTimeout(() => running.child.kill('SIGKILL'), ms);
  return running.finally(() => clearTimeout(timer));
}

function write(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return name;
}

const endless: [string, string, string][] = [
  ['a merge key', 'info: &a\n  title: t\n  <<: *a\n', 'inside what it stands for'],
  ['an alias', 'info: &a\n  title: *a\n', 'inside what it stands for'],
  ['an alias in a list', 'info: &a [1, *a]\n', 'inside what it stands for'],
  [
    'aliases of aliases',
    `a0: &a0 [x]\n${Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]\n`).join('')}`,
    'too many aliases',
  ],
  ['deep lists', `a: ${'['.repeat(100_000)}\n`, ', column 7'],
  ['lists that are closed, and deep', `a: ${'['.repeat(700)}${']'.repeat(700)}\n`, 'nested more than 500 levels'],
];

describe('YAML without an end:', () => {
  test.each(endless)('a deployment file with %s', async (_, text, message) => {
    const { code, err } = await within(10_000, ['verify', write('endless.yaml', text)]);
    expect(err).toContain(`endless.yaml: `);
    expect(err).toContain(message);
    expect(code).toBe(2);
  });

  test.each(endless)('a document of the gate with %s', async (_, text, message) => {
    const { code, err } = await within(10_000, [
      'gate',
      '--base',
      write('api.yaml', `openapi: 3.1.0\n${text}`),
      '--head',
      '2025-03-26',
    ]);
    expect(err).toMatch(/^(--base )?api\.yaml(:\d+)?: /m);
    // The gate names the line before the message.
    expect(err).toContain(message.startsWith(', column') ? 'no valid YAML or JSON' : message);
    expect(code).toBe(2);
  });
});

describe('an answer whose content type says its charset in another way is no fault of the suite:', () => {
  test.each([
    "application/json; charset*=utf-16''x",
    'application/json; charset*=%ZZ',
    'application/json; charset*0*=',
  ])('%s', async (type) => {
    const server = createServer((request, response) => {
      request.resume().on('end', () => response.setHeader('content-type', type).end('{"success":[],"failed":[]}'));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const file = write(
      'star.yaml',
      `name: star\nbaseUrl: "http://127.0.0.1:${port}"\nprojectId: p\ninstanceId: i\nauth: { token: abcdefghijklmnop }\ndevices: [20001, 20002]\n`,
    );
    const { code, out } = await within(30_000, [
      'verify',
      file,
      '--only',
      'success/*',
      '--only',
      'uri/post',
      '--out',
      'star',
    ]);
    server.closeAllConnections();
    server.close();
    expect(out).not.toContain('charset');
    expect([0, 1, 3]).toContain(code);
  });
});
