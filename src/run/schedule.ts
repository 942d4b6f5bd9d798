import type { Id } from '../deployment/deployment.ts';
import type { Assignment } from './assign.ts';

/**
 * Runs assignments side by side: an own device serves one at a time, a shared one any number of sharers, a lane one
 * after the other, and at most `width` at once. Those with devices of their own start first, because devices are what
 * there is least of; the others fill the gaps.
 */
export async function schedule(
  assignments: readonly Assignment[],
  width: number,
  run: (assignment: Assignment) => Promise<void>,
): Promise<void> {
  const owned = new Set<Id>();
  const sharers = new Map<Id, number>();
  const lanes = new Set<string>();
  const waiting = [...assignments].sort(
    (a, b) =>
      Number(b.own.length > 0) - Number(a.own.length > 0) ||
      Number(b.check.lane !== undefined) - Number(a.check.lane !== undefined),
  );
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
    for (let i = 0; i < waiting.length && running.size < width; ) {
      const next = waiting[i];
      if (next && isFree(next)) {
        waiting.splice(i, 1);
        start(next);
      } else i++;
    }
    if (running.size > 0) await Promise.race(running);
  }
}
