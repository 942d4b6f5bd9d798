/** `init`: what it writes is a deployment file, and no secret is in it. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { parseDeployment } from '../../src/deployment/load.ts';
import { drawn } from '../tier.ts';
import { cleanUp, cli, folder, MAIN } from './cli.ts';

afterAll(cleanUp);

const FLAGS = [
  ...['--name', 'acme', '--base-url', 'https://roma.example.com', '--project-id', '0123', '--instance-id', 'i'],
  ...['--devices', '20001,20002'],
];

describe('init', () => {
  test.each(drawn(['token', 'iam', 'aksk'], 1))('writes a file that verify takes: %s', async (auth) => {
    const file = `${auth}.yaml`;
    const { code, out, err } = await cli([
      'init',
      file,
      ...FLAGS,
      '--auth',
      auth,
      '--mqtt-url',
      'mqtts://b.example.com:8883',
    ]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain(`doctor ${file}`);
    const text = readFileSync(join(folder, file), 'utf8');
    const env = Object.fromEntries(
      [...text.matchAll(/\$\{(\w+)\}/g)].map(([, name = '']) => [name, 'https://x.example']),
    );
    for (const name of Object.keys(env)) expect(out).toContain(name);
    const { devices, name, projectId } = parseDeployment(text, file, env, folder);
    expect({ ids: devices.map(({ id }) => id), name, projectId }).toEqual({
      ids: ['20001', '20002'],
      name: 'acme',
      // A number in quotes: it is a string, and keeps its zero.
      projectId: '0123',
    });
  });

  test('a file that is there is kept, unless --force says otherwise', async () => {
    const file = join(folder, 'kept.yaml');
    writeFileSync(file, 'mine');
    expect(await cli(['init', file, ...FLAGS])).toMatchObject({ code: 2, err: expect.stringContaining('--force') });
    expect(readFileSync(file, 'utf8')).toBe('mine');
    expect((await cli(['init', file, ...FLAGS, '--force'])).code).toBe(0);
  });

  test('in a pipe it says which flags it needs', async () => {
    const { code, err } = await cli(['init', 'new.yaml', '--name', 'acme']);
    expect(code).toBe(2);
    expect(err).toContain('--base-url, --project-id, --instance-id, --devices');
  });

  test('what it writes is of no use to one machine alone, and has a name without being told one', async () => {
    const { code } = await cli(['init', 'elsewhere.yaml', ...FLAGS.slice(2), '--absent', '70000000-70009999,5']);
    expect(code).toBe(0);
    const text = readFileSync(join(folder, 'elsewhere.yaml'), 'utf8');
    expect(text).toContain('$schema=./node_modules/roma-conformance/schemas/deployment.schema.json\n');
    expect(text).not.toContain(process.cwd());
    expect(text).not.toContain('the id 5');
    const { name, absent } = parseDeployment(text, 'f', { ROMA_AUTH_TOKEN: 'x'.repeat(20) }, folder);
    expect({ name, ids: absent.ids, ranges: absent.ranges }).toEqual({
      name: 'roma.example.com',
      ids: ['5'],
      ranges: [['70000000', '70009999']],
    });
  });

  test('a range that runs backwards is refused', async () => {
    const { code, err } = await cli(['init', 'backwards.yaml', ...FLAGS, '--absent', '70009999-70000000']);
    expect(code).toBe(2);
    expect(err).toContain('absent.ranges[0]');
  });

  test.each([
    ['a word for an id', ['--devices', '20001,abc'], 'abc'],
    ['no such credential', ['--auth', 'password'], 'token, iam or aksk'],
    [
      'the path of the operation',
      ['--base-url', 'https://r.example.com/v2/p/link/instances/i/devices/force-offline'],
      'leave that out',
    ],
    ['plain http', ['--base-url', 'http://roma.example.com'], 'plainHttp'],
  ])('%s is refused, and nothing is written', async (_, flags, says) => {
    const { code, err } = await cli(['init', 'refused.yaml', ...FLAGS, ...flags]);
    expect(code).toBe(2);
    expect(err).toContain(says);
    expect(() => readFileSync(join(folder, 'refused.yaml'))).toThrow();
  });
});

/** Makes a terminal out of pipes, as on Linux. */
const hasTerminal = spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout?.includes('util-linux') ?? false;

/** The cursor is set behind each question. */
const QUESTION = new RegExp(`: ${'\u001b'}\\[\\d+G`, 'g');

/** What a terminal shows while these answers are typed, each once it is asked for; null ends the input. */
async function typed(
  file: string,
  answers: readonly (string | null)[],
): Promise<{ code: number | null; shown: string }> {
  const line = `'${process.execPath}' '${MAIN}' init ${file}`;
  const child = spawn('script', ['--quiet', '--return', '--command', line, '/dev/null'], {
    cwd: folder,
    env: { PATH: process.env['PATH'], LANG: 'C', SHELL: '/bin/sh' },
  });
  const left = [...answers];
  let shown = '';
  let read = 0;
  child.stdout.on('data', (chunk) => {
    shown += String(chunk);
    const asked = [...shown.matchAll(QUESTION)].length;
    while (read < asked && left.length > 0) {
      const answer = left.shift();
      read++;
      child.stdin.write(answer === null || answer === undefined ? '\x04' : `${answer}\n`);
    }
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, shown };
}

(hasTerminal ? describe : describe.skip)('on a terminal', () => {
  test('an answer that is wrong is asked for again, with what to do', async () => {
    const { code, shown } = await typed('asked.yaml', [
      'roma.example.com',
      'https://roma.example.com',
      '',
      'a b',
      '0123',
      'i',
      'tokn',
      '',
      'x',
      '20001,20002',
      '20001',
      '70000000,70000100-70000199',
      'http://broker.example.com',
      '',
    ]);
    for (const said of [
      '! baseUrl: is no address; write https://',
      '! projectId: must hold only letters',
      'token, iam or aksk is wanted',
      '"x" is no id; numbers with commas are wanted',
      'which says that it does not exist; correct one',
      '! mqtt.url: has the scheme http:',
      'asked.yaml is written.',
    ])
      expect(shown).toContain(said);
    expect(code).toBe(0);
    const text = readFileSync(join(folder, 'asked.yaml'), 'utf8');
    const read = parseDeployment(text, 'asked.yaml', { ROMA_AUTH_TOKEN: 'x'.repeat(20) }, folder);
    expect([read.name, read.projectId, read.absent.ids]).toEqual(['roma.example.com', '0123', ['70000000']]);
    expect(read.absent.ranges).toEqual([['70000100', '70000199']]);
  });

  test('nothing is written where it is ended before its last answer', async () => {
    const { code, shown } = await typed('ended.yaml', ['https://roma.example.com', null]);
    expect([code, shown]).toEqual([2, expect.stringContaining('nothing is written')]);
    expect(existsSync(join(folder, 'ended.yaml'))).toBe(false);
  });
});

describe('a deployment file', () => {
  const text = (devices: string) =>
    `$schema: ./deployment.schema.json\nname: a\nbaseUrl: https://r.example.com\nprojectId: p\ninstanceId: i\nauth: { token: a-token-of-some-length }\ndevices: ${devices}\n`;

  test('names devices by their ids alone, and the schema that editors read', () => {
    const { devices } = parseDeployment(
      text('[20001, { id: 20002, watchOnly: true }, 99999999999999999]'),
      'f',
      {},
      '.',
    );
    expect(devices).toEqual([
      { id: '20001', watchOnly: false },
      { id: '20002', watchOnly: true },
      { id: '99999999999999999', watchOnly: false },
    ]);
  });

  test('is told once what is wrong with a device', () => {
    expect(() => parseDeployment(text('[abc]'), 'f', {}, '.')).toThrow(/^f:\d+: devices\[0\]: [^\n]*$/);
    expect(() => parseDeployment(text('[20001.5]'), 'f', {}, '.')).toThrow(/^f:\d+: devices\[0\]\.id: [^\n]*$/);
  });
});
