import type { Message } from '../base/message.ts';
import type { Check, Lease, Pair, Scenario } from '../checks/check.ts';
import { post } from '../checks/request.ts';
import type { Setting } from '../checks/setting.ts';
import { guard } from '../exchange/guard.ts';
import { inEnglish, message } from '../messages/messages.ts';
import { listOf } from '../operation/body.ts';
import type { Id } from '../operation/id.ts';

/** Why a check is not run. */
export interface NotRun {
  check: string;
  outcome: 'not-applicable' | 'not-testable' | 'withheld' | 'error';
  message: string;
  /** The same in no language yet; absent in records of earlier versions. */
  said?: Message;
}

/** A check that is not run, and why. */
export const notRunBecause = (check: string, outcome: NotRun['outcome'], said: Message): NotRun => ({
  check,
  outcome,
  message: inEnglish(said),
  said,
});

/** A scenario and the devices that it gets. */
export interface Assignment {
  check: Scenario;
  lease: Lease;
  /** Devices that no other check may use meanwhile. */
  own: readonly Id[];
}

/** With so many devices to choose from, one is kept for the requests that are to be refused. */
const ENOUGH_FOR_SHARING = 3;

/** How many steps of others the sharers of a device stand for: they run side by side. */
const SHARED_LOAD = 8;

const successor = (id: Id) => (BigInt(id) + 1n).toString();

/**
 * Gives every scenario its devices, in the order of the catalogue and with nothing left to chance or timing: so a plan
 * shows what will be sent, and two runs send the same. The least used devices come first.
 */
export function assign(checks: readonly Check[], setting: Setting): { assigned: Assignment[]; notRun: NotRun[] } {
  const assigned: Assignment[] = [];
  const notRun: NotRun[] = [];
  const { takeable } = setting;
  const shared = takeable.length >= ENOUGH_FOR_SHARING ? leastPaired(setting) : takeable[0];
  // The shared device serves many at once, but none of them as its own meanwhile.
  const load = new Map<Id, number>(takeable.map((id) => [id, id === shared ? SHARED_LOAD : 0]));
  const leastUsed = (ids: readonly Id[]) => [...ids].sort((a, b) => (load.get(a) ?? 0) - (load.get(b) ?? 0));

  // Those that need most go first, so that the devices end up with about the same load.
  for (const check of byNeed(checks)) {
    const reason = inapplicable(check, setting);
    if (reason) {
      notRun.push(reason);
      continue;
    }
    if (check.kind === 'invariant') continue;
    const { needs } = check;
    const lacking = (said: Message) => notRun.push(notRunBecause(check.id, 'not-testable', said));
    const taken = new Set<Id>();
    const take = (count: number, from = takeable): Id[] => {
      const chosen = leastUsed(from.filter((id) => !taken.has(id))).slice(0, count);
      for (const id of chosen) taken.add(id);
      return chosen;
    };
    const pairs = takePairs(needs.pairs ?? 0, check, setting, taken, (id) => load.get(id) ?? 0);
    if (pairs.length < (needs.pairs ?? 0)) {
      notRun.push(notRunBecause(check.id, 'withheld', pairsMissing(check, setting)));
      continue;
    }
    const devices = take(needs.devices ?? 0);
    const offline = take(needs.offline ?? 0);
    const wanted = (needs.devices ?? 0) + (needs.offline ?? 0);
    if (devices.length + offline.length < wanted) {
      lacking(message(setting.witness === 'mqtt' ? 'run.few-devices-mqtt' : 'run.few-devices', { count: wanted }));
      continue;
    }
    const more = take(needs.more ?? 0);
    const absent = setting.absent.slice(0, needs.absent ?? 0);
    if (absent.length < (needs.absent ?? 0)) {
      lacking(absentMissing(needs.absent ?? 0, setting));
      continue;
    }
    if (needs.shared && shared === undefined) {
      lacking(message('run.no-device', {}));
      continue;
    }
    for (const id of taken) load.set(id, (load.get(id) ?? 0) + (check.steps ?? 1));
    assigned.push({
      check,
      lease: { devices, more, pairs, offline, shared: needs.shared ? (shared ?? '') : '', absent },
      own: [...taken],
    });
  }
  const rank = new Map(checks.map(({ id }, i) => [id, i]));
  const inOrder = <T>(of: (one: T) => string, all: T[]) =>
    all.sort((a, b) => (rank.get(of(a)) ?? 0) - (rank.get(of(b)) ?? 0));
  return { assigned: inOrder(({ check }) => check.id, assigned), notRun: inOrder(({ check }) => check, notRun) };
}

function absentMissing(count: number, { absent, unusableAbsent: [first] }: Setting): Message {
  const what = count === 1 ? message('run.absent-one', {}) : message('run.absent-many', { count });
  const wanted = absent.length > 0 ? message('run.absent-some', { wanted: what, count: absent.length }) : what;
  if (first) return message('run.absent-unused', { wanted, id: first.id, reason: first.said });
  return message(count === 1 ? 'run.absent-declare-one' : 'run.absent-declare', { wanted });
}

/** Pairs are scarcest, then devices for long. Where two need as much, the order of the catalogue stays. */
const byNeed = (checks: readonly Check[]): Check[] => {
  const need = (check: Check) => {
    if (check.kind === 'invariant') return 0;
    const { devices = 0, more = 0, offline = 0, pairs = 0 } = check.needs;
    return (devices + more + offline + 2 * pairs) * (check.steps ?? 1);
  };
  return [...checks].sort((a, b) => need(b) - need(a));
};

function inapplicable(check: Check, { edition, claims, ground, witness }: Setting): NotRun | null {
  if (!check.clauses.some((clause) => edition.clause(clause)))
    return notRunBecause(check.id, 'not-applicable', message('run.no-clause', { edition: edition.id }));
  if (check.kind === 'invariant') return null;
  const { claim, probes, witness: needsWitness } = check.needs;
  if (claim && !claims[claim]) return notRunBecause(check.id, 'not-applicable', message('run.no-claim', { claim }));
  if (probes && !ground.probes) return notRunBecause(check.id, 'withheld', message('run.no-probes', {}));
  if (needsWitness && witness === 'none') return notRunBecause(check.id, 'not-testable', message('run.no-witness', {}));
  return null;
}

/** The takeable device with the fewest neighbours: to keep it apart costs the fewest pairs. The last of them. */
function leastPaired({ takeable }: Setting): Id | undefined {
  const all = new Set(takeable);
  const neighbours = (id: Id) => Number(all.has(successor(id))) + Number(all.has((BigInt(id) - 1n).toString()));
  return takeable.toReversed().sort((a, b) => neighbours(a) - neighbours(b))[0];
}

function takePairs(
  count: number,
  check: Scenario,
  setting: Setting,
  taken: Set<Id>,
  costOf: (id: Id) => number,
): Pair[] {
  const pairs: Pair[] = [];
  const usable = new Set(setting.takeable);
  for (let i = 0; i < count; i++) {
    const candidates = setting.takeable.flatMap((id): Pair[] => {
      const next = successor(id);
      if (taken.has(id) || taken.has(next) || guard(post(listOf(`${id}.5`)), setting.ground) !== null) return [];
      if (usable.has(next)) return [{ id, next, nextIsDevice: true }];
      return !check.needs.successorIsDevice && isAbsent(next, setting) ? [{ id, next, nextIsDevice: false }] : [];
    });
    const cost = ({ id, next }: Pair) => costOf(id) + costOf(next);
    const [best] = candidates.sort((a, b) => cost(a) - cost(b));
    if (!best) break;
    pairs.push(best);
    taken.add(best.id);
    if (best.nextIsDevice) taken.add(best.next);
  }
  return pairs;
}

const isAbsent = (id: Id, { ground }: Setting) =>
  ground.absentIds.has(id) ||
  ground.absentRanges.some(([from, to]) => BigInt(from) <= BigInt(id) && BigInt(id) <= BigInt(to));

function pairsMissing(check: Scenario, setting: Setting): Message {
  if (check.needs.successorIsDevice) return message('run.pair', {});
  const usable = new Set(setting.takeable);
  const first = setting.takeable.find((id) => !usable.has(successor(id)) && !isAbsent(successor(id), setting));
  const id = first === undefined ? 'N+1' : successor(first);
  return message((check.needs.pairs ?? 1) > 1 ? 'run.successors' : 'run.successor', { id });
}

/** Devices of a lease that are to be online before each request. */
export const onlineOf = (lease: Lease): Id[] => [
  ...lease.devices,
  ...lease.more,
  ...lease.pairs.flatMap(({ id, next, nextIsDevice }) => (nextIsDevice ? [id, next] : [id])),
  ...(lease.shared === '' ? [] : [lease.shared]),
];
