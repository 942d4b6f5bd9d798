import type { Message } from '../base/message.ts';
import type { Steps } from '../base/steps.ts';
import type { Check } from '../checks/check.ts';
import { phrase } from '../messages/speech.ts';
import { type Assignment, assign, notRunBecause } from './assign.ts';
import { openConfirming } from './confirming.ts';
import { drive, type Lookout } from './drive.ts';
import type { ExploreOptions } from './explore.ts';
import { hindrance } from './hindrance.ts';
import { lateRule, openLateLane } from './late.ts';
import { meanwhile } from './meanwhile.ts';
import type { RunRecord } from './record.ts';
import { rehearse } from './rehearse.ts';
import { repeatErrors } from './repeat-errors.ts';
import { schedule } from './schedule.ts';
import { type Foreseen, openSession, type SessionOptions } from './session.ts';

export interface RunOptions extends SessionOptions {
  /** Those that send; invariants are judged from what they saw. */
  checks: readonly Check[];
  /** How many checks run side by side, `limits.concurrency` by default. With 1 every run sends in the same order. */
  checksAtOnce?: number;
  /** Generated requests to send after the checks; none by default. */
  explore?: ExploreOptions;
  onProgress?: (progress: Progress) => void;
  /** Asked after each check: why the run is to stop there, or null. `soFar` gives what was seen until then. */
  whyStop?: (check: Check, soFar: () => RunRecord) => Message | null;
  /** Work to do while the last wait for effects lasts, on the record that the run gives in the end if nothing more comes. */
  meanwhile?: (foreseen: RunRecord) => Steps;
}

/**
 * How far a run is.
 *
 * @since 0.1.0
 */
export interface Progress {
  /** So many are done, of `total`. */
  done: number;
  /** May grow while a run finds more to do. */
  total: number;
  /** What is counted. */
  of: 'checks' | 'explored requests';
  /** The check that just ended, or the phase that began. */
  label: string;
}

/** Runs the checks against a deployment and gives the record of what was seen. Sends nothing that the guard refuses. */
export async function run(options: RunOptions): Promise<RunRecord> {
  const { deployment, checks, now, signal, onProgress } = options;
  const session = await openSession(options);
  const { setting, sink, exchanges } = session;
  const isOver = () => session.over() !== null;
  const checkIds = checks.map(({ id }) => id);
  try {
    const { assigned, notRun } = assign(checks, setting);
    /** With nothing sent, or no answer to judge by, every check has one and the same cause. */
    const giveUp = (said: Message, open: readonly Check[]) => {
      const inapplicable = notRun.filter(({ outcome }) => outcome === 'not-applicable');
      for (const reason of inapplicable) sink({ type: 'not-run', ...reason });
      for (const { id } of open) {
        if (!inapplicable.some(({ check }) => check === id))
          sink({ type: 'not-run', ...notRunBecause(id, 'error', said) });
      }
      return session.end(checkIds);
    };
    if (session.nobodyOnline !== null && checks.some(namesDevices)) return giveUp(session.nobodyOnline, checks);

    let done = notRun.length;
    // Invariants are done when everything was seen.
    const total = checks.length;
    const perform = async (assignment: Assignment, lookout: Lookout | null = null) => {
      const { check, lease } = assignment;
      const over = session.over();
      if (over !== null) {
        sink({ type: 'not-run', ...notRunBecause(check.id, 'error', over) });
      } else {
        sink({ type: 'lease', check: check.id, ...lease });
        const reason = await drive(assignment, session, lookout);
        sink(reason ? { type: 'not-run', ...reason } : { type: 'done', check: check.id });
        const enough = options.whyStop?.(check, () => session.soFar([check.id]));
        if (enough) session.stop(enough);
      }
      onProgress?.({ done: ++done, total, of: 'checks', label: check.id });
    };

    const [late, prompt] = partition(
      assigned,
      (one) => one.check.mayMeanAll === true && rehearse(one, setting).requests.some(lateRule(deployment)),
    );
    const settling = () => onProgress?.({ done, total, of: 'checks', label: phrase`waiting for late effects` });
    const confirming = openConfirming({ ...session, now, isOver }, settling);
    let foreseen: Foreseen | null = null;
    /** The last wait for effects, and what can be done meanwhile. */
    const seeToLast = async (isOverThen = isOver) => {
      // A witness that has to be asked adds to the record all the while.
      if (!options.meanwhile || options.explore || session.pool.witness !== 'mqtt') return confirming.seeTo(isOverThen);
      const waitMs = session.effects.settlingMs();
      // Halfway, because this process's own time lags while it works. What comes later is heard of all the same.
      foreseen = session.foresee(checkIds, now() + waitMs / 2);
      const work = meanwhile(options.meanwhile(foreseen.record), waitMs);
      return confirming.seeTo(isOverThen).finally(work.stop);
    };
    const lane = openLateLane(session, { now, signal, deployment, seeToEarlyLosses: confirming.seeToEarly });
    const [first = late[0], ...rest] = prompt;
    if (first) {
      await perform(first, first === late[0] ? lane.lookout : null);
      const reason = hindrance(
        exchanges.filter((x) => x.check === first.check.id),
        setting.limits,
      );
      if (reason !== null)
        return giveUp(
          reason,
          checks.filter(({ id }) => id !== first.check.id),
        );
    }
    for (const reason of notRun) sink({ type: 'not-run', ...reason });
    // How a device that is offline is answered for tells how long sessions have to rest before others are asked for.
    const [telling, others] = partition(rest, ({ lease }) => lease.offline.length > 0);
    for (const one of telling) await perform(one);
    await schedule(others, options.checksAtOnce ?? deployment.limits.concurrency, (one) => perform(one));
    const isPutOff = late.length > 0 && lane.mayBeginAtOnce && !isOver() && confirming.putOff();
    if (!isPutOff && !isOver()) await (late.length > 0 ? confirming.seeTo() : seeToLast());
    for (const one of late) if (one !== first) await perform(one, lane.lookout);
    if (late.length > 0 && lane.mayRepeat()) await seeToLast(() => !lane.mayRepeat());
    await repeatErrors(session, exchanges, { ...lane, isLate: lateRule(deployment), isOver, signal });
    onProgress?.({ done: total, total, of: 'checks', label: phrase`judging` });
    if (options.explore && !isOver()) {
      const { explore } = await import('./explore.ts');
      const wanted = options.explore.requests;
      const onSent = (sent: number) =>
        onProgress?.({ done: sent, total: wanted, of: 'explored requests', label: phrase`exploring` });
      await explore(
        { ...session, now, isOver: session.over, onProgress: onSent, lookout: lane.whileExploring },
        options.explore,
      );
    }
    return await session.end(checkIds, foreseen);
  } finally {
    await session.close();
  }
}

/** Whether a check cannot do without test devices. */
function namesDevices(check: Check): boolean {
  if (check.kind === 'invariant') return false;
  const { devices = 0, pairs = 0, offline = 0, shared } = check.needs;
  return devices + pairs + offline > 0 || shared === true;
}

function partition<T>(all: readonly T[], where: (one: T) => boolean): [yes: T[], no: T[]] {
  const found = new Set(all.filter(where));
  return [[...found], all.filter((one) => !found.has(one))];
}
