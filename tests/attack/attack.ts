/**
 * The attack on the guard: requests as `verify --explore` would send them, and random bodies, are sent to faulty readers
 * behind sockets, by the suite's own client. What a reader hits must be declared, or stand in the table of docs/safety.md
 * and be predicted, request by request, by what `plan` says.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { catalogue } from '../../src/checks/catalogue.ts';
import { sequences } from '../../src/checks/explore/draw.ts';
import { post } from '../../src/checks/request.ts';
import type { Deployment } from '../../src/deployment/deployment.ts';
import { parseDeployment } from '../../src/deployment/load.ts';
import { loadEdition } from '../../src/edition/load.ts';
import { openClient, Withheld } from '../../src/exchange/client.ts';
import type { Method, Request } from '../../src/exchange/exchange.ts';
import { type Ground, groundOf } from '../../src/exchange/guard.ts';
import { type Exposure, exposuresOf } from '../../src/exchange/misreadings.ts';
import { plan } from '../../src/run/plan.ts';
import { bystandersOf, settingOf } from '../../src/run/setting.ts';
import { drawnBodies } from './bodies.ts';
import { type Call, type Reader, readers, type Span } from './readers.ts';

const ids = (from: number, count: number) => Array.from({ length: count }, (_, i) => `{ id: ${from + i} }`).join(', ');

/** Deployment files, without their head. */
export const files: Readonly<Record<string, string>> = {
  ordinary: `devices: [${ids(20001, 8)}]\nabsent: { deviceId: 70000000 }`,
  'with a range': `devices: [${ids(20001, 8)}]\nabsent: { deviceId: 77777777, ranges: [[70000000, 70009999]] }`,
  'with neighbours': `devices: [${ids(20001, 8)}]\nabsent: { deviceIds: [20000, 20009], ranges: [[1, 9], [70000000, 70009999]] }`,
  'few and small': 'devices: [{ id: 41 }, { id: 42 }]\nabsent: { deviceId: 43 }',
  'nine digits': `devices: [${ids(123456784, 8)}]\nabsent: { ranges: [[1, 9], [123456000, 123456783]] }`,
  'past an int': `devices: [${ids(3000000001, 8)}]\nabsent: { deviceId: 3100000000 }`,
  scattered:
    'devices: [{ id: 4095 }, { id: 20001 }, { id: 20002 }, { id: 65537, watchOnly: true }]\nabsent: { deviceId: 8192 }',
};

/** `emptyLists: false` on loopback says that this may be a tunnel: so the guard is that of a deployment far away. */
const deploymentAt = (baseUrl: string, file: string): Deployment =>
  parseDeployment(
    `name: far\nbaseUrl: ${baseUrl}\nprojectId: p\ninstanceId: i\nauth: { token: a-token-of-some-length }\n${file}\nallow: { emptyLists: false }\nlimits: { concurrency: 32 }\n`,
    'attack.yaml',
    {},
    '.',
  );

export interface Sizes {
  seed: number;
  /** Generated sequences of requests. */
  sequences: number;
  /** Random bodies. */
  bodies: number;
}

/** What a reader hit that nobody declared. */
export interface Found {
  file: string;
  reader: string;
  row: string | null;
  /** Requests that arrived. */
  received: number;
  everything: boolean;
  undeclared: Span[];
  /** Hits that the guard promises not to happen, or that its row does not predict: with the body. */
  broken: string[];
}

/** Requests for a deployment: what verify sends, what exploring draws, and random bodies. */
function requestsFor(deployment: Deployment, { seed, sequences: count, bodies }: Sizes): Request[] {
  const edition = loadEdition(deployment.edition);
  const setting = settingOf(deployment, edition, 'query');
  const named = [...setting.ground.devices, ...setting.absent.slice(0, 20), ...setting.bystanders];
  const near = fc
    .constantFrom(...named)
    .chain((id) => fc.integer({ min: -3, max: 3 }).map((by) => `${BigInt(id) + BigInt(by)}`));
  return [
    ...plan(deployment, edition, catalogue).checks.flatMap(({ requests }) => requests),
    ...fc
      .sample(sequences(setting), { seed, numRuns: count })
      .flat()
      .flatMap(({ requests }) => requests),
    ...fc.sample(drawnBodies(named, near), { seed, numRuns: bodies }).map((body) => post(body)),
  ];
}

/** Sends everything once: no reader answers otherwise than another, so each judges the same calls. */
export async function attack(sizes: Sizes, names: readonly string[] = Object.keys(files)): Promise<Found[]> {
  const found: Found[] = [];
  for (const name of names) {
    const file = files[name] ?? '';
    const requests = requestsFor(deploymentAt('http://127.0.0.1:1', file), sizes);
    const predictions = new Map<string, Exposure[]>();
    const { calls, ground } = await callsOf(file, requests);
    for (const reader of readers)
      found.push({
        file: name,
        reader: reader.name,
        row: reader.row,
        received: calls.length,
        ...judged(reader, calls, ground, predictions),
      });
  }
  return found;
}

/** What arrives of these requests at a server, sent by the suite's own client. */
async function callsOf(file: string, requests: readonly Request[]): Promise<{ calls: Call[]; ground: Ground }> {
  const calls: Call[] = [];
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const { method = '', url = '', headers } = incoming;
      // The query API performs nothing.
      if (url.endsWith('/force-offline'))
        calls.push({
          method,
          contentType: headers['content-type'] ?? '',
          text: Buffer.concat(chunks).toString('utf8'),
        });
      outgoing.writeHead(200, { 'content-type': 'application/json' }).end('{"success":[],"failed":[]}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const deployment = deploymentAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, file);
  const ground = groundOf(deployment, bystandersOf(deployment));
  const client = await openClient({
    deployment,
    ground,
    secrets: [],
    now: () => performance.now(),
    signal: new AbortController().signal,
    deadline: 1e9,
  });
  try {
    const send = async (request: Request, i: number) => {
      try {
        await client.send(request, { id: `attack#${i}`, check: 'attack', repeatOf: null });
      } catch (error) {
        if (!(error instanceof Withheld)) throw error;
      }
    };
    await Promise.all(requests.map(send));
  } finally {
    await client.close();
    await new Promise((resolve) => server.close(resolve));
  }
  return { calls, ground };
}

function judged(reader: Reader, calls: readonly Call[], ground: Ground, predictions: Map<string, Exposure[]>) {
  const undeclared: Span[] = [];
  const broken: string[] = [];
  let everything = false;
  const exists = (id: bigint) => ground.devices.has(`${id}`) || ground.watched.has(`${id}`);
  for (const call of calls) {
    const hit = reader.read(call, exists);
    const spans = hit === 'everything' ? [] : distinct(hit).flatMap((span) => beyond(span, ground));
    if (hit !== 'everything' && spans.length === 0) continue;
    everything ||= hit === 'everything';
    undeclared.push(...spans);
    if (!isPredicted(call, hit === 'everything' ? hit : spans))
      broken.push(`${call.method} ${call.text.slice(0, 120)}`);
  }
  return { everything, undeclared, broken };

  function isPredicted(call: Call, hit: readonly Span[] | 'everything'): boolean {
    if (reader.row === null) return false;
    const key = JSON.stringify(call);
    const request = post(call.text === '' ? null : call.text, {
      method: call.method as Method,
      contentType: call.contentType === '' ? null : call.contentType,
    });
    const exposures = predictions.get(key) ?? exposuresOf([request], ground);
    predictions.set(key, exposures);
    const own = exposures.find(({ name }) => name === reader.row);
    if (hit === 'everything') return own?.everything ?? false;
    return hit.every(([from, to]) => own?.ids.some(([a, b]) => BigInt(a) <= from && to <= BigInt(b)));
  }
}

/** Large batches are filled with repeats. */
const distinct = (spans: readonly Span[]): Span[] => [...new Map(spans.map((span) => [span.join(), span])).values()];

const FAR = 10n ** 40_000n;

/** What of a span nobody declared: worked out by hand, not by the guard. */
function beyond([from, to]: Span, ground: Ground): Span[] {
  const isLarge = [...ground.devices, ...ground.watched].some((id) => BigInt(id) >= 2147483647n);
  const declared: Span[] = [
    ...[...ground.devices, ...ground.absentIds].map((id): Span => [BigInt(id), BigInt(id)]),
    ...ground.absentRanges.map(([a, b]): Span => [BigInt(a), BigInt(b)]),
    ...(isLarge
      ? []
      : ([
          [-FAR, 0n],
          [2147483647n, FAR],
        ] as const)),
  ];
  let left: Span[] = [[from, to]];
  for (const [a, b] of declared)
    left = left.flatMap(([start, end]): Span[] =>
      b < start || a > end
        ? [[start, end]]
        : [...(start < a ? [[start, a - 1n] as const] : []), ...(end > b ? [[b + 1n, end] as const] : [])],
    );
  return left;
}

export { readers } from './readers.ts';
