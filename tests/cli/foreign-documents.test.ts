/** Documents of others, made so that reading them has no end: each ends in time, with a word about it. */
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { drawn } from '../tier.ts';
import { cleanUp, cli, folder } from './cli.ts';
import { documentOf, doubling, members, ref } from './endless-documents.ts';

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
  ['deep lists', `a: ${'['.repeat(100_000)}\n`, 'nested too deeply'],
  ['lists that are closed, and deep', `a: ${'['.repeat(700)}${']'.repeat(700)}\n`, 'nested more than 500 levels'],
];

describe('YAML without an end:', () => {
  test.each(drawn(endless, 1))('a deployment file with %s', async (_, text, message) => {
    const { code, err } = await within(10_000, ['verify', write('endless.yaml', text)]);
    expect(err).toContain(`endless.yaml: `);
    expect(err).toContain(message);
    // Said once, not for each of what follows from it.
    expect(err.split('\n').length).toBeLessThan(12);
    expect(code).toBe(2);
  });

  test.each(drawn(endless, 1))('a document of the gate with %s', async (_, text, message) => {
    const { code, err } = await within(10_000, [
      'gate',
      '--base',
      write('api.yaml', `openapi: 3.1.0\n${text}`),
      '--head',
      '2025-03-26',
    ]);
    expect(err).toMatch(/^(--base )?api\.yaml(:\d+)?: /m);
    expect(err).toContain(message);
    expect(code).toBe(2);
  });
});

const twoOf = (first: object, second: (end: object) => object) => (type: string) =>
  documentOf({ S0: first, S1: second({ type }) });
const pattern = (text: string) => (type: string) => documentOf({ S0: { type, pattern: text } });

const TOO_LONG = 'the documents take more than 1 s of processor time, so they were left (--max-seconds)';
const TOO_DEEP = 'the documents lead into each other, or into themselves, too deeply to be compared';
/** Made for one type at the end of all and for another. Null: they can be compared. */
const documents: [string, (type: string) => object, string | null][] = [
  ['double their $refs in allOf', doubling((next) => ({ allOf: [next, next] })), TOO_LONG],
  ['double their $refs in anyOf', doubling((next) => ({ anyOf: [next, next] })), TOO_LONG],
  ['double their $refs in oneOf', doubling((next) => ({ oneOf: [next, next] })), TOO_LONG],
  ['double their $refs in properties', doubling((a) => ({ type: 'object', properties: { a, b: a } })), null],
  ['have 2,000 members of allOf', members('allOf'), TOO_LONG],
  ['have 2,000 members of oneOf', members('oneOf'), TOO_LONG],
  [
    'are mutually recursive by members',
    twoOf({ properties: { b: ref(1) } }, (c) => ({ properties: { a: ref(0), c } })),
    null,
  ],
  ['are mutually recursive by allOf', twoOf({ allOf: [ref(1)] }, (end) => ({ allOf: [ref(0), end] })), TOO_DEEP],
  ['are mutually recursive by anyOf', twoOf({ anyOf: [ref(1)] }, (end) => ({ anyOf: [ref(0), end] })), TOO_DEEP],
  ['are mutually recursive by not', twoOf({ not: ref(1) }, (end) => ({ not: ref(0), ...end })), TOO_DEEP],
  ['have a pattern that takes for ever', pattern('^(([a-z])+.)+[A-Z]([a-z])+$'), null],
  ['have a pattern that is none', pattern('a{1,9}{1,9}'), 'the documents hold a pattern that is none'],
];

describe('documents of the gate that', () => {
  test.each(drawn(documents, 3))('%s', async (name, make, refusal) => {
    const file = (side: string, type: string) =>
      write(`${name.replace(/[^a-z0-9]+/gi, '-')}-${side}.json`, JSON.stringify(make(type)));
    const args = ['gate', '--base', file('a', 'integer'), '--head', file('b', 'string')];
    // Where it is to end at a bound, at a low one; else at that of every user.
    const { code, out, err } = await cli(refusal === TOO_LONG ? [...args, '--max-seconds', '1'] : args);
    expect(out + err).not.toContain('fault of the suite');
    if (refusal === null) expect([code, out.split('\n')[0]]).toEqual([1, expect.stringContaining('Breaking')]);
    else expect([code, err]).toEqual([2, expect.stringContaining(refusal)]);
  });

  test.each(drawn(['0', '-1', '1.5', 'x', ''], 1))('--max-seconds %s is no time', async (seconds) => {
    const { code, err } = await cli([
      'gate',
      '--base',
      '2022-12-05',
      '--head',
      '2025-03-26',
      `--max-seconds=${seconds}`,
    ]);
    expect([code, err]).toEqual([2, `--max-seconds ${seconds}: a whole number from 1 is wanted\n`]);
  });
});

describe('an answer whose content type says its charset in another way is no fault of the suite:', () => {
  test.each(
    drawn(
      ["application/json; charset*=utf-16''x", 'application/json; charset*=%ZZ', 'application/json; charset*0*='],
      1,
    ),
  )('%s', async (type) => {
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
