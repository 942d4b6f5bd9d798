/**
 * A run against each hostile server ends in time and in bounded memory, with a report that its own parsers take, a verdict
 * that is not conformant, no stack trace, and the token nowhere.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { marked } from 'marked';
import { SaxesParser } from 'saxes';
import { atOnce, sideBySide } from '../self/side-by-side.ts';
import { drawn } from '../tier.ts';
import { cleanUp, cli, folder, startMock } from './cli.ts';
import { type Hostile, hostile, serve, TOKEN } from './hostile-servers.ts';

afterAll(cleanUp);

const MOST_MEGABYTES = 300;
/** Of processor time, whatever else the machine does; seen up to 2.7. */
const MOST_SECONDS = 10;
/** Of the system's clock, a second. */
const TICKS = 100;
const schema = JSON.parse(readFileSync(new URL('../../schemas/report.schema.json', import.meta.url), 'utf8'));
const isReport = new Ajv2020({ strict: true, strictRequired: false, allowUnionTypes: true }).compile(schema);
/** The token and its shapes, and runs of twelve characters of each. */
const shapes = [TOKEN, Buffer.from(TOKEN).toString('base64'), encodeURIComponent(TOKEN)].flatMap((text) =>
  Array.from({ length: Math.ceil(text.length / 6) - 1 }, (_, i) => text.slice(i * 6, i * 6 + 12)).filter(
    ({ length }) => length === 12,
  ),
);
const LIMITS = { timeoutMs: 400, totalMs: 4000, maxBodyBytes: 1_048_576 };

interface Ran {
  code: number | null;
  out: string;
  err: string;
  /** Of processor time. */
  seconds: number;
  megabytes: number;
  files: Record<string, string>;
}

async function attack({ name, answer, limits }: Hostile): Promise<Ran> {
  const server = await serve(answer);
  const id = `of-${name.replace(/[^a-z0-9]+/gi, '-').slice(0, 40)}`;
  const deployment = {
    name: id,
    baseUrl: `http://127.0.0.1:${server.port}`,
    projectId: 'p',
    instanceId: 'i',
    auth: { token: TOKEN },
    devices: [20001, 20002, 20003, 20004].map((device) => ({ id: device })),
    absent: { deviceId: 70000000 },
    limits: { ...LIMITS, ...limits },
  };
  writeFileSync(join(folder, `${id}.json`), JSON.stringify(deployment));
  try {
    return await watched(id, `${id}.json`);
  } finally {
    server.close();
  }
}

/** Runs verify and watches how much time of a processor it takes and how much memory. */
async function watched(id: string, file: string): Promise<Ran> {
  let seconds = 0;
  let megabytes = 0;
  const running = cli(['verify', file]);
  const watch = setInterval(() => {
    try {
      const status = readFileSync(`/proc/${running.child.pid}/status`, 'utf8');
      megabytes = Math.max(megabytes, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
      const [user, system] = readFileSync(`/proc/${running.child.pid}/stat`, 'utf8').split(' ').slice(13, 15);
      seconds = (Number(user) + Number(system)) / TICKS;
    } catch {
      // It has ended, or this is no Linux.
    }
  }, 20);
  try {
    const { code, out, err } = await running;
    const reports = join(folder, 'reports', id);
    const files = Object.fromEntries(
      readdirSync(reports, { withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ name }) => [name, readFileSync(join(reports, name), 'utf8')]),
    );
    return { code, out, err, seconds, megabytes, files };
  } finally {
    clearInterval(watch);
  }
}

function judged(name: string, { code, out, err, seconds, megabytes, files }: Ran, sees: string): void {
  const totalMs = hostile.find((one) => one.name === name)?.limits?.['totalMs'] ?? LIMITS.totalMs;
  expect({ name, code }).toEqual({ name, code: code === 1 ? 1 : 3 });
  expect(seconds).toBeLessThan(MOST_SECONDS);
  expect(megabytes).toBeLessThan(MOST_MEGABYTES);
  for (const text of [out, err]) expect(text).not.toMatch(/ {4}at |fault of (this|the) suite/);
  for (const character of ['\u001b', '\u009b', '\u0007', '\u202e']) expect(out + err).not.toContain(character);
  expect(out).not.toMatch(/^\s*::|##\[|##vso|##teamcity/m);

  expect(Object.keys(files).sort()).toEqual(['junit.xml', 'record.jsonl', 'report.html', 'report.json', 'report.md']);
  for (const [file, text] of Object.entries({ ...files, out, err }))
    for (const shape of shapes) expect({ file, holds: text.includes(shape) && shape }).toEqual({ file, holds: false });

  const report = JSON.parse(files['report.json'] ?? '');
  expect({ valid: isReport(report), errors: isReport.errors }).toEqual({ valid: true, errors: null });
  expect(report.verdict).not.toBe('conformant');
  // What is not sent any more is told as such; a moment for a machine that is busy between two looks at the clock.
  for (const { id, sentAtMs, failure } of report.exchanges)
    if (failure?.code !== 'OUT_OF_TIME') expect([id, sentAtMs <= totalMs + 1000]).toEqual([id, true]);
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(files['junit.xml'] ?? '').close();
  expect(marked(files['report.md'] ?? '')).not.toMatch(/<script|<img/);
  expect(files['report.html']).not.toMatch(/<script>alert|<img src=x|\u202e/);
  expect({ sees, found: ((files['report.json'] ?? '') + out).includes(sees) }).toEqual({ sees, found: true });
}

/** Brokers that speak MQTT badly: given the bytes of a CONNECT, what they do. */
const CONNACK = Buffer.from([0x20, 2, 0, 0]);
const PUBLISH = Buffer.concat([Buffer.from([0x30, 0xff, 0x7f, 0, 1, 0x61]), Buffer.alloc(16_380, 0x78)]);
const brokers: Record<string, (socket: Socket) => void> = {
  'never answers': () => {},
  'refuses every device': (socket) => void socket.write(Buffer.from([0x20, 2, 0, 5])),
  'drops sessions by itself': (socket) => {
    socket.write(CONNACK);
    setTimeout(() => socket.destroy(), 60);
  },
  'floods its devices': (socket) => {
    socket.write(CONNACK);
    const more = () => {
      while (!socket.destroyed && socket.write(PUBLISH));
      if (!socket.destroyed) socket.once('drain', more);
    };
    more();
  },
  'speaks no MQTT': (socket) => void socket.write('HTTP/1.1 400 Bad Request\r\n\r\n'),
};

describe('hostile brokers', () => {
  test.each(drawn(Object.entries(brokers), 1))('one that %s', async (name, connected) => {
    const open = new Set<Socket>();
    const server = createServer((socket) => {
      open.add(socket);
      socket.on('error', () => {});
      socket.once('data', () => connected(socket));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const id = `broker-${name.replace(/ /g, '-')}`;
    const file = await startMock([], id);
    const text = readFileSync(file, 'utf8')
      .replace(/^mqtt:\n {2}url: .*$/m, `mqtt:\n  url: mqtt://127.0.0.1:${port}`)
      .replace(/^ {2}token: .*$/m, (line) => line)
      .replace(/concurrency: 16/, 'concurrency: 16\n  timeoutMs: 400\n  totalMs: 6000');
    writeFileSync(file, text);
    try {
      const ran = await watched(id, file);
      expect(ran.code === 1 || ran.code === 3).toBe(true);
      expect(ran.seconds).toBeLessThan(MOST_SECONDS);
      expect(ran.megabytes).toBeLessThan(MOST_MEGABYTES);
      expect(ran.out + ran.err).not.toMatch(/ {4}at |fault of (this|the) suite/);
      expect(isReport(JSON.parse(ran.files['report.json'] ?? ''))).toBe(true);
      expect(JSON.parse(ran.files['report.json'] ?? '').verdict).not.toBe('conformant');
    } finally {
      for (const socket of open) socket.destroy();
      server.close();
    }
  });
});

describe('hostile answers', () => {
  atOnce(2);
  const chosen = drawn(hostile, 2);
  const ranOf = sideBySide(chosen, attack);
  test.each(chosen.map((one) => [one.name, one] as const))('%s', async (name, one) => {
    judged(name, await ranOf(one), one.sees);
  });
});

test('docs/hostile.md has every case', () => {
  const page = readFileSync(new URL('../../docs/hostile.md', import.meta.url), 'utf8');
  for (const { name } of hostile) expect(page).toContain(`| ${name} |`);
  for (const name of Object.keys(brokers)) expect(page).toContain(`| a broker that ${name} |`);
});
