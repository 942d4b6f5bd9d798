/**
 * Words of the API as secrets. Whatever word is declared as a secret, and wherever it is echoed: the verdict and the outcome
 * of every check are those without it, also when the record is judged again, and the echo is written down nowhere.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { openOwnTime } from '../../src/base/own-time.ts';
import { catalogue } from '../../src/checks/catalogue.ts';
import { onEachTarget, type Target, withTargets } from '../../src/cli/targets.ts';
import type { Deployment } from '../../src/deployment/deployment.ts';
import { parseDeployment } from '../../src/deployment/load.ts';
import { secretsOf } from '../../src/deployment/secrets.ts';
import { loadEdition } from '../../src/edition/load.ts';
import { openEvidence, shown } from '../../src/exchange/evidence.ts';
import type { Answer, Exchange } from '../../src/exchange/exchange.ts';
import { nearMiss } from '../../src/exchange/near-miss.ts';
import { redactor } from '../../src/exchange/redact.ts';
import { startMock } from '../../src/mock/mock.ts';
import { assemble } from '../../src/report/assemble.ts';
import { type FormatName, formats } from '../../src/report/formats.ts';
import { renderText } from '../../src/report/text.ts';
import { type Entry, type RunRecord, recordOf } from '../../src/run/record.ts';
import { recordedDeployment, replay } from '../../src/run/replay.ts';
import { run } from '../../src/run/run.ts';
import { judge, judgementOf, type Result } from '../../src/verdict/outcome.ts';
import { verdictOf } from '../../src/verdict/verdict.ts';
import { seed } from '../seed.ts';
import { drawn, runsOf } from '../tier.ts';

const SEED = Number(process.env['SEED'] ?? seed);
const WORDS = Number(process.env['WORDS'] ?? runsOf(3));
const ECHO = 'the value is ';

interface Recorded {
  name: string;
  deployment: Deployment;
  entries: Entry[];
  record: RunRecord;
}

/** What a run against the mock saw, with nothing redacted. */
async function recorded(faults: string[]): Promise<Recorded> {
  const mock = await startMock({ faults });
  try {
    const deployment = parseDeployment(mock.deploymentFile(), 'the mock', process.env, '.');
    const entries: Entry[] = [];
    const clock = openOwnTime();
    const record = await run({
      deployment,
      edition: loadEdition(deployment.edition),
      checks: catalogue,
      now: clock.now,
      signal: new AbortController().signal,
      sink: (entry) => entries.push(entry),
    });
    return { name: faults.join() || 'none', deployment, entries, record };
  } finally {
    await mock.close();
  }
}

const KINDS: Readonly<Record<string, (deployment: Deployment, word: string) => Deployment>> = {
  token: (deployment, token) => ({ ...deployment, auth: { kind: 'token', token } }),
  header: (deployment, word) => ({ ...deployment, headers: { 'X-Stage': word } }),
  mqtt: (deployment, password) => ({
    ...deployment,
    devices: deployment.devices.map((device) => ({ ...device, mqtt: { clientId: 'c', username: 'u', password } })),
  }),
  aksk: (deployment, secretKey) => ({ ...deployment, auth: { kind: 'aksk', accessKey: 'AK', secretKey } }),
  iam: (deployment, password) => ({
    ...deployment,
    auth: { kind: 'iam', url: 'https://iam.example.com', user: 'u', password, domain: 'd', project: null },
  }),
};

/** The credential that a deployment would see, and what is made of it. */
const credentialsOf = ({ auth }: Deployment): string[] => {
  const secret = auth.kind === 'token' ? auth.token : auth.kind === 'aksk' ? auth.secretKey : null;
  return secret === null ? [] : (['valid', 'altered', 'suffixed'] as const).map((one) => nearMiss(secret, one));
};

/** What the run would have seen had that been secret, and echoed in a header and in a member of every JSON object. */
function withSecret({ entries, record }: Recorded, deployment: Deployment, echoed: string, isSecret: boolean) {
  const credentials = credentialsOf(deployment);
  const redact = redactor(isSecret ? [...secretsOf(deployment), ...credentials] : []);
  const evidence = openEvidence();
  const received = ({ status, headers, body, truncated, bytes }: Answer): Answer => {
    const member = `${JSON.stringify('note')}:${JSON.stringify(ECHO + echoed)}`;
    const text = body.endsWith('}') && body.startsWith('{"') ? `{${member},${body.slice(1)}` : body;
    return evidence(
      {
        status,
        headers: { ...headers, 'x-note': ECHO + echoed },
        chunks: [Buffer.from(text)],
        bytes,
        isOverlong: truncated,
      },
      redact,
      redactor([]),
    );
  };
  const answers = new Map<string, Answer>();
  const again = (x: Exchange): Exchange => {
    if (!x.answer) return x;
    const answer = answers.get(x.id) ?? received(x.answer);
    answers.set(x.id, answer);
    return { ...x, answer };
  };
  const seen = entries.map((entry): Entry => (entry.type === 'exchange' ? { ...entry, ...again(entry) } : entry));
  const ids = catalogue.map(({ id }) => id);
  return { record: recordOf(seen, record.setting, ids), seen };
}

const outcomesOf = (results: readonly Result[]) =>
  Object.fromEntries(results.map(({ check, outcome }) => [check.id, outcome]));

function fileOf({ deployment }: Recorded, seen: readonly Entry[], results: readonly Result[]): string {
  const start: Entry = {
    type: 'start',
    recordVersion: '1.0',
    suite: { version: '0.0.0', score: null },
    startedAt: '2026-01-01T00:00:00.000Z',
    deployment: recordedDeployment(deployment),
    curlBaseUrl: deployment.baseUrl,
    only: [],
    skip: [],
    strict: false,
    seed: null,
    checks: catalogue.map(({ id }) => id),
  };
  const written = seen.map((entry): Entry => (entry.type === 'exchange' ? { ...entry, ...shown(entry) } : entry));
  const judged = results
    .filter((result) => result.fromWhatCame)
    .map((result): Entry => ({ type: 'judged', ...judgementOf(result) }));
  return [start, ...written, ...judged].map((entry) => `${JSON.stringify(entry)}\n`).join('');
}

/** Every word of the bodies and headers that the mock sent, whole strings too, and what stands beside them in JSON. */
function wordsOf(runs: readonly Recorded[]): string[] {
  const words = new Set([
    'true',
    'null',
    '[]',
    '{}',
    '":"',
    '","',
    '{"success":[',
    'application/json',
    '-0',
    '[redacted]',
  ]);
  for (const { record, deployment } of runs) {
    for (const { id } of deployment.devices) words.add(id);
    for (const { answer } of record.exchanges.slice(0, 60)) {
      for (const text of [answer?.body ?? '', ...Object.keys(answer?.headers ?? {})]) {
        for (const [word] of text.matchAll(/[\p{L}\p{N}_]+|[\p{L}\p{N}_.-]+/gu)) words.add(word);
        for (const [, whole = ''] of text.matchAll(/"([^"\\]+)"/g)) words.add(whole);
      }
      words.add(String(answer?.status));
    }
  }
  return [...words].filter((word) => word !== '');
}

function draw<T>(all: readonly T[], count: number, seed: number): T[] {
  const left = [...all];
  let state = seed;
  return Array.from({ length: Math.min(count, all.length) }, () => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return left.splice((state >>> 8) % left.length, 1)[0] as T;
  });
}

let runs: Recorded[] = [];
beforeAll(async () => {
  runs = [];
  for (const faults of [[], ...drawn([['rounds-half-up'], ['id-is-string']], 1)])
    runs.push(await recorded([...faults]));
});

/** The outcomes and the echoes for this word; the number of judgements that the record itself does not give. */
function expectAsWithout(recorded: Recorded, kind: string, word: string): number {
  const deployment = (KINDS[kind] as (typeof KINDS)[string])(recorded.deployment, word);
  expect(secretsOf(deployment)).toContain(word);
  const plain = judge(withSecret(recorded, deployment, word, false).record, catalogue);
  const { record, seen } = withSecret(recorded, deployment, word, true);
  const results = judge(record, catalogue);
  const where = { word, kind, faults: recorded.name, seed: SEED };
  expect({ ...where, outcomes: outcomesOf(results) }).toEqual({ ...where, outcomes: outcomesOf(plain) });

  const file = fileOf(recorded, seen, results);
  const replayed = judge(replay('the record', file, () => catalogue).record, catalogue);
  expect({ ...where, outcomes: outcomesOf(replayed) }).toEqual({ ...where, outcomes: outcomesOf(plain) });

  const report = assemble(record, results, verdictOf(results, false), {
    deployment,
    suite: { version: '0.0.0', score: null },
    run: { seed: null, partial: false, strict: false },
    startedAt: new Date(),
    durationMs: 1,
    curlBaseUrl: deployment.baseUrl,
  });
  if (word.length >= 4 && word !== '[redacted]') {
    const texts = [
      file,
      renderText(report, { colour: false, width: 100 }),
      ...(Object.keys(formats) as FormatName[]).map((name) =>
        formats[name].render(report, record.setting.edition.clauses),
      ),
    ];
    for (const text of texts) {
      for (const spelt of [word, JSON.stringify(word).slice(1, -1)])
        expect({ ...where, at: text.indexOf(ECHO + spelt) }).toEqual({ ...where, at: -1 });
    }
  }
  return results.filter(({ fromWhatCame }) => fromWhatCame).length;
}

describe(`words of the API as secrets, seed ${SEED}`, () => {
  test.each(drawn(Object.keys(KINDS), 2))('a word as %s', (kind) => {
    for (const recorded of drawn(runs, 1)) {
      for (const word of draw(wordsOf(runs), Math.ceil(WORDS / runs.length), SEED + kind.length + recorded.name.length))
        expectAsWithout(recorded, kind, word);
    }
  });

  test('those that judges read, in the names, the values and the headers', () => {
    const [conforming] = runs as [Recorded];
    const device = String(conforming.deployment.devices[0]?.id);
    const words = [
      'success',
      'failed',
      'device_id',
      'error_code',
      'request_id',
      'application/json',
      device,
      'ROMA.00110006',
    ];
    // All of them can be judged from what is written down.
    for (const word of drawn(words, 1))
      expect({ word, untold: expectAsWithout(conforming, 'header', word) }).toEqual({ word, untold: 0 });
  });
});

test('a fault of the suite says nothing of the secrets', async () => {
  const out = mkdtempSync(join(tmpdir(), 'roma-fault-'));
  let secret = '';
  const job = async ({ deployment }: Target): Promise<never> => {
    secret = secretsOf(deployment)[0] ?? '';
    throw new Error(`cannot send ${secret}`);
  };
  const fault = (await withTargets([], { mock: true, fault: [], variant: [], out }, {}, (targets, signal) =>
    onEachTarget(targets, signal, job),
  ).catch((error: unknown) => error)) as Error;
  rmSync(out, { recursive: true });
  expect(secret).not.toBe('');
  expect(fault.message).toBe('cannot send [redacted]');
  expect(fault.stack).not.toContain(secret);
});
