import type { Id } from '../operation/id.ts';
import type { Assignment } from './assign.ts';

/** What a lane, and sharing, add to the urgency of an assignment, in steps: the best of those that were simulated. */
const LANE = 5;
const SHARED = 3;

/**
 * Runs assignments side by side: an own device serves one at a time, a shared one any number of sharers, a lane one
 * after the other, and at most `width` at once. Devices are what there is least of: those
 * with the most left to do come first, and what needs none fills the gaps.
 */
export async function schedule(
  assignments: readonly Assignment[],
  width: number,
  run: (assignment: Assignment) => Promise<void>,
): Promise<void> {
  const owned = new Set<Id>();
  const sharers = new Map<Id, number>();
  const lanes = new Set<string>();
  const waiting = [...assignments];
  const left = new Map<Id, number>();
  const book = ({ check, own }: Assignment, sign: 1 | -1) => {
    for (const id of own) left.set(id, (left.get(id) ?? 0) + sign * (check.steps ?? 1));
  };
  for (const assignment of waiting) book(assignment, 1);
  /** What is left to do for its busiest device: it is on the longest way to the end. */
  const urgency = ({ own, lease, check }: Assignment) =>
    Math.max(0, ...own.map((id) => left.get(id) ?? 0)) +
    3 * own.length +
    (check.steps ?? 1) +
    (check.lane === undefined ? 0 : LANE) +
    // Sharers rather early, so that the device is free for others afterwards.
    (lease.shared === '' ? 0 : SHARED);
  const running = new Set<Promise<void>>();

  const isFree = ({ check, lease, own }: Assignment) =>
    own.every((id) => !owned.has(id) && !sharers.get(id)) &&
    !(lease.shared !== '' && owned.has(lease.shared)) &&
    !(check.lane && lanes.has(check.lane));

  const start = (assignment: Assignment) => {
    const { check, lease, own } = assignment;
    for (const id of own) owned.add(id);
    if (lease.shared !== '') sharers.set(lease.shared, (sharers.get(lease.shared) ?? 0) + 1);
    if (check.lane) lanes.add(check.lane);
    const done = run(assignment).finally(() => {
      for (const id of own) owned.delete(id);
      if (lease.shared !== '') sharers.set(lease.shared, (sharers.get(lease.shared) ?? 1) - 1);
      if (check.lane) lanes.delete(check.lane);
      running.delete(done);
    });
    running.add(done);
  };

  while (waiting.length > 0 || running.size > 0) {
    waiting.sort((a, b) => urgency(b) - urgency(a));
    for (let i = 0; i < waiting.length && running.size < width; ) {
      const next = waiting[i];
      if (next && isFree(next)) {
        waiting.splice(i, 1);
        book(next, -1);
        start(next);
      } else i++;
    }
    if (running.size > 0) await Promise.race(running);
  }
}
