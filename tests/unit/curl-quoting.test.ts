/** Commands that were made from a record of somebody else, in a real shell: what is text stays text. */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type CurlPlace, curlOf } from '../../src/exchange/curl.ts';
import type { Credential, Request } from '../../src/exchange/exchange.ts';
import { seed } from '../seeded.ts';
import { runsOf } from '../tier.ts';

const folder = mkdtempSync(join(tmpdir(), 'curl-'));
const TOKEN = `to$(touch ${join(folder, 'hit')})'"\`ken of more than ten`;
const STAGE = 'a "stage" $HOME';

beforeAll(() => {
  // A curl that sends nothing and writes down what it was given: its arguments, each with its end, and its input.
  const fake = join(folder, 'curl');
  writeFileSync(fake, `#!/bin/sh\nprintf '%s\\0' "$@" > '${folder}/argv'\ncat > '${folder}/input'\n`);
  chmodSync(fake, 0o755);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs a command in the shell and gives what curl was given. */
function given(command: string, baseUrl: string, variables: NodeJS.ProcessEnv = {}): { argv: string[]; input: string } {
  const { status, stderr } = spawnSync('/bin/sh', ['-s'], {
    input: `${command}\n`,
    cwd: folder,
    encoding: 'utf8',
    env: {
      PATH: `${folder}:${process.env['PATH']}`,
      ROMA_AUTH_TOKEN: TOKEN,
      ROMA_HEADER_X_STAGE: STAGE,
      ROMA_BASE_URL: baseUrl,
      ...variables,
    },
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const argv = readFileSync(join(folder, 'argv'), 'utf8').split('\0').slice(0, -1);
  return { argv, input: readFileSync(join(folder, 'input'), 'utf8') };
}

const TOKENS: Partial<Record<Credential, string>> = {
  valid: TOKEN,
  cut: TOKEN.slice(0, -10),
  suffixed: `${TOKEN}conformity`,
};

/** What curl is to be given for a request, said in another way than the command is made. */
function wanted(request: Request, place: CurlPlace, baseUrl: string): string[] {
  const path = `/v2/${encodeURIComponent(place.projectId)}/link/instances/${encodeURIComponent(place.instanceId)}/devices/force-offline`;
  const token = TOKENS[request.credential];
  const { contentType, body } = request;
  return [
    ...['-sS', '-i'],
    ...(request.method === 'HEAD' ? ['--head'] : ['-X', request.method]),
    ...(/[[\]{}]/.test(place.baseUrl) ? ['--globoff'] : []),
    baseUrl + path,
    ...['-H', 'Accept: application/json'],
    ...(contentType !== null ? ['-H', `Content-Type: ${contentType}`] : body !== null ? ['-H', 'Content-Type:'] : []),
    ...(token === undefined ? [] : ['-H', `${request.tokenHeader}: ${token}`]),
    ...Object.keys(place.headers).flatMap((name) => ['-H', `${name}: ${STAGE}`]),
  ];
}

/** What means something to a shell, beside any text; no argument of a program holds a NUL. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '$(touch hit)',
        '`touch hit`',
        ';touch hit;',
        '\n',
        "'",
        '"',
        '\\',
        '!',
        '$IFS',
        '&',
        '|',
        '>hit',
        '~',
        '*',
        '#',
        ' ',
      ),
      fc.string({ unit: 'grapheme', maxLength: 8 }),
    ),
    { minLength: 1, maxLength: 5 },
  )
  .map((parts) => Buffer.from(parts.join('').replaceAll('\0', '')).toString());

test(`whatever a record says, each of its texts is one argument, or a part of it (seed ${seed})`, () => {
  const requests = fc.record({
    method: fc.oneof(fc.constantFrom('POST', 'HEAD', 'GET'), hostile) as fc.Arbitrary<Request['method']>,
    path: fc.constant('operation' as const),
    project: fc.constant('own' as const),
    instance: fc.constant('own' as const),
    credential: fc.constantFrom<Credential>('valid', 'none', 'cut', 'suffixed'),
    tokenHeader: fc.oneof(fc.constant('X-Auth-Token'), hostile),
    contentType: fc.oneof(fc.constant(null), hostile),
    body: fc.oneof(fc.constant(null), fc.constant(''), hostile),
  }) as fc.Arbitrary<Request>;
  const places = fc.record({
    projectId: hostile,
    instanceId: hostile,
    base: fc.oneof(fc.constant(null), hostile),
    stage: fc.boolean(),
  });
  fc.assert(
    fc.property(requests, places, (request, { projectId, instanceId, base, stage }) => {
      const baseUrl = base === null ? '$ROMA_BASE_URL' : `http://${base}`;
      const place = {
        projectId,
        instanceId,
        baseUrl,
        absent: { instanceId: '' },
        headers: stage ? { 'X-Stage': 'secret' } : {},
      };
      const command = curlOf(request, place);
      const { argv, input } = given(command, 'http://own.example');
      const own = wanted(request, place as CurlPlace, base === null ? 'http://own.example' : baseUrl);
      expect(argv.slice(0, own.length)).toEqual(own);
      const rest = argv.slice(own.length);
      if (request.body === null) expect(rest).toEqual([]);
      else if (command.startsWith('curl')) expect(rest).toEqual(['--data-raw', request.body]);
      else expect([rest, input]).toEqual([['--data-binary', '@-'], request.body]);
      expect(existsSync(join(folder, 'hit'))).toBe(false);
    }),
    { seed, numRuns: runsOf(150) },
  );
});

/** What a deployment file and a record allow for the name of a header, and names that mean something to a shell. */
const headerName = fc.oneof(
  fc.constantFrom(
    'Path',
    'HOME',
    'Ifs',
    'ps4',
    'bash_env',
    'ENV',
    '_',
    '--',
    '1',
    '0x',
    'ROMA_AUTH_TOKEN',
    'a`b',
    "a'b",
    '$a',
    '${',
    '!!',
    '*',
    '~',
    '#',
    '%s',
    '&',
    '|',
  ),
  fc.string({ unit: fc.constantFrom(..."!#$%&'*+.^_`|~0123456789AZaz-"), minLength: 1, maxLength: 12 }),
);

test(`a header of whatever name is one argument, and its value no variable that is there for something else (seed ${seed})`, () => {
  const request: Request = {
    method: 'POST',
    path: 'operation',
    project: 'own',
    instance: 'own',
    credential: 'none',
    tokenHeader: 'X-Auth-Token',
    contentType: null,
    body: null,
  };
  fc.assert(
    fc.property(fc.uniqueArray(headerName, { minLength: 1, maxLength: 4 }), (names) => {
      const headers = Object.fromEntries(names.map((name) => [name, 'secret']));
      const place = { projectId: 'p', instanceId: 'i', baseUrl: 'http://h', absent: { instanceId: '' }, headers };
      const command = curlOf(request, place);
      const used = [...command.matchAll(/\$([A-Z]\w*)/g)].map(([, name = '']) => name).filter((name) => name !== 'IFS');
      const own = used.filter((name) => name.startsWith('ROMA_HEADER_'));
      const values = Object.fromEntries(own.map((name) => [name, `${STAGE} of ${name}`]));
      const { argv } = given(command, '', values);
      // Each header in its place, with the value of a variable of the suite's own.
      const told = argv.slice(-2 * names.length).filter((word) => word !== '-H');
      // An object puts names that are numbers first.
      expect(told.map((text) => text.slice(0, text.indexOf(': ')))).toEqual(Object.keys(headers));
      for (const text of told) expect(text).toContain(`: ${STAGE} of ROMA_HEADER_`);
      expect(existsSync(join(folder, 'hit'))).toBe(false);
    }),
    { seed, numRuns: runsOf(100) },
  );
});

describe('what a record may not even say', () => {
  test.each(['POST;touch hit', '$(touch hit)', "P'O'ST"])('the method %s is an argument', (method) => {
    const request = {
      method,
      path: 'operation',
      project: 'own',
      instance: 'own',
      credential: 'valid',
      tokenHeader: 'X-$(touch hit)',
      contentType: null,
      body: null,
    };
    const place = { projectId: 'p', instanceId: 'i', baseUrl: 'http://h', absent: { instanceId: '' }, headers: {} };
    const { argv } = given(curlOf(request as unknown as Request, place), '');
    expect(argv).toContain(method);
    expect(argv).toContain(`X-$(touch hit): ${TOKEN}`);
    expect(existsSync(join(folder, 'hit'))).toBe(false);
  });
});
