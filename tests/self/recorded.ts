import { openOwnTime } from '../../src/base/own-time.ts';
import { catalogue } from '../../src/checks/catalogue.ts';
import { secretsOf } from '../../src/deployment/secrets.ts';
import { editionWith, loadEdition } from '../../src/edition/load.ts';
import { keysOf, readLists, speaksForGateway, successSet } from '../../src/exchange/answer.ts';
import { openClient } from '../../src/exchange/client.ts';
import type { Answer, Exchange } from '../../src/exchange/exchange.ts';
import { groundOf } from '../../src/exchange/guard.ts';
import type { NamedOverride } from '../../src/mock/behaviour.ts';
import { startMock } from '../../src/mock/mock.ts';
import { allDevices, type World } from '../../src/mock/world.ts';
import type { RunRecord } from '../../src/run/record.ts';
import { run } from '../../src/run/run.ts';
import { bystandersOf } from '../../src/run/setting.ts';
import { judge, type Result } from '../../src/verdict/outcome.ts';
import { deploymentOf, EXPLORED, rowOf, TIMED, type Trial } from './trial.ts';

/** One live run against the faultless mock, with its requests in the order in which they were sent. */
interface Recorded {
  record: RunRecord;
  inOrder: readonly Exchange[];
}

/** Groups that are about time, about what meets, or about sequences that are drawn from answers. */
const LIVE: ReadonlySet<string> = new Set([...TIMED, EXPLORED, 'concurrency']);

const recorded = new Map<string, Promise<Recorded>>();

/** Records it once for each edition that is asked for. */
function recordedFor(override: NamedOverride): Promise<Recorded> {
  const key = JSON.stringify(override.edition ?? null);
  const one = recorded.get(key) ?? recordRun(override);
  recorded.set(key, one);
  return one;
}

async function recordRun({ edition }: NamedOverride): Promise<Recorded> {
  const mock = await startMock(edition ? { edition: editionWith(edition) } : {});
  try {
    const deployment = deploymentOf(mock, false);
    const clock = openOwnTime();
    const record = await run({
      deployment,
      edition: loadEdition(deployment.edition),
      checks: catalogue,
      now: clock.now,
      signal: new AbortController().signal,
      // So each comes after those before it, and what a fault remembers of them is alike in every run.
      checksAtOnce: 1,
    }).finally(clock.close);
    return { record, inOrder: [...record.exchanges].sort((a, b) => a.sentAt - b.sentAt) };
  } finally {
    await mock.close();
  }
}

/** Devices that are as the recorded run found them, and keep a note of which a request takes offline. */
function openStill() {
  const devices = allDevices();
  let offline: ReadonlySet<bigint> = new Set();
  let taken: bigint[] = [];
  const world: World = {
    devices,
    isOnline: (id) => devices.has(id) && !offline.has(id),
    disconnect: (id) => {
      if (devices.has(id)) taken.push(id);
    },
    harmed: new Set(),
    banned: new Set(),
    mqttUrl: 'mqtt://127.0.0.1:1',
    close: async () => {},
  };
  return {
    world,
    /** The next request finds these devices offline. */
    begin: (ids: Iterable<bigint>) => {
      offline = new Set(ids);
      taken = [];
    },
    /** What it took offline. */
    taken: () => new Set(taken),
  };
}

/** The row of the kill table for an override that a recorded run can tell of; null where only a live one can. */
export async function tryOnRecord(kind: 'faults' | 'variants', override: NamedOverride): Promise<Trial | null> {
  if (LIVE.has(override.group)) return null;
  const judged = await judgedOnRecord(kind, override);
  return judged && rowOf(override, judged.results, judged.harmed);
}

/**
 * What the catalogue makes of an override that changes only what answers say, judged on the recorded run: its very requests
 * are sent again to a mock with the override whose devices are as they were then, and the answers put in place of the
 * recorded ones. Null where a run would take another course, so that only a live one can tell: where a request takes other
 * devices offline, no longer says so, has no answer, or one for which the suite would stop or ask again.
 */
export async function judgedOnRecord(
  kind: 'faults' | 'variants',
  override: NamedOverride,
): Promise<{ results: Result[]; harmed: string[] } | null> {
  if (override.withoutMqtt) return null;
  const { record, inOrder } = await recordedFor(override);
  const { name, edition } = override;
  const still = openStill();
  const mock = await startMock({
    [kind]: [name],
    ...(edition && { edition: editionWith(edition) }),
    world: still.world,
  });
  const deployment = deploymentOf(mock, false);
  const clock = openOwnTime();
  const client = await openClient({
    deployment,
    ground: groundOf(deployment, bystandersOf(deployment)),
    secrets: secretsOf(deployment),
    now: clock.now,
    signal: new AbortController().signal,
    deadline: deployment.limits.totalMs,
  });
  try {
    const answers = new Map<string, Answer>();
    for (const before of inOrder) {
      still.begin(offlineIn(before));
      const { id, check, repeatOf } = before;
      const after = await client.send(before.request, { id, check, repeatOf });
      if (!after.answer || !takesTheSameCourse(before, after, still.taken())) return null;
      answers.set(id, after.answer);
    }
    const exchanges = record.exchanges.map((x) => ({ ...x, answer: answers.get(x.id) ?? null }));
    return { results: judge({ ...record, exchanges }, catalogue), harmed: mock.harmed() };
  } finally {
    clock.close();
    await client.close();
    await mock.close();
  }
}

/** Devices that were offline as the recorded answer was given, as far as it tells. */
function offlineIn({ request, answer }: Exchange): bigint[] {
  if (!answer) return [];
  if (request.device !== undefined) return /"online_status":2\b/.test(answer.body) ? [BigInt(request.device)] : [];
  return (readLists(answer)?.failed ?? []).flatMap(({ key }) => (key === null ? [] : [BigInt(key)]));
}

function takesTheSameCourse(before: Exchange, after: Exchange, taken: ReadonlySet<bigint>): boolean {
  const { answer } = after;
  if (!answer || !before.answer || speaksForGateway(answer)) return false;
  const isRefused = ({ status }: Answer) => status === 401 || status === 403;
  if (isRefused(answer) !== isRefused(before.answer)) return false;
  const promised = successSet(before);
  // The suite looks at devices again that are said to have failed.
  const failed = keysOf(readLists(answer)?.failed ?? []);
  return (
    same(promised, successSet(after)) &&
    same(new Set([...promised].map(BigInt)), taken) &&
    ![...promised].some((id) => failed.has(id))
  );
}

const same = <T>(a: ReadonlySet<T>, b: ReadonlySet<T>) => a.size === b.size && [...a].every((one) => b.has(one));
