import type { Message } from '../base/message.ts';
import type { Check } from '../checks/check.ts';
import { breaksRelation, judgeSequence } from '../checks/explore/judge.ts';
import type { BrokenRelation, ExploredFailure, ExploredStep, SentStep, Sequence } from '../checks/explore/sequence.ts';
import { smaller } from '../checks/explore/shrink.ts';
import { type Record, see } from '../checks/seen.ts';
import { mayHaveTakenOffline } from '../devices/attribution.ts';
import { type Rest, SHORT_REST_MS } from '../devices/rested.ts';
import type { SessionEvent } from '../devices/session.ts';
import { isAnswered, mayHaveActed, successOf } from '../exchange/answer.ts';
import { Withheld } from '../exchange/client.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { sayFailure } from '../exchange/failure.ts';
import { inEnglish, message, type Said } from '../messages/messages.ts';
import type { Id } from '../operation/id.ts';
import { bringOnline, type Lookout } from './drive.ts';
import { mayMeanAll } from './late.ts';
import { untilQuiet } from './quiet.ts';
import type { Sink } from './record.ts';
import { type Sender, sendOnline } from './sending.ts';

/**
 * How much to explore.
 *
 * @since 0.1.0
 */
export interface ExploreOptions {
  /** About how many generated requests to send, from 1 to 1,000,000. */
  requests: number;
  /** The same seed draws the same requests. A whole number of 32 bits. */
  seed: number;
}

interface Explorer extends Sender {
  /** Everything seen so far, still growing. */
  exchanges: readonly Exchange[];
  sessions: readonly SessionEvent[];
  sink: Sink;
  rest: Rest;
  now: () => number;
  /** Why nothing more may be sent; null while it may. */
  isOver: () => Message | null;
  onProgress: (sent: number) => void;
  /** Looks after requests that a deployment may take for all devices. */
  lookout: Lookout | null;
}

/** What one run of a sequence showed. */
interface Shown {
  steps: SentStep[];
  exchanges: Exchange[];
  /** By what a MUST is broken: by an answer, or a device in `success` that stays online; or only by sessions that ended. */
  broken: 'answer' | 'loss' | null;
  lost: Id[];
}

/** A sequence that breaks a requirement. */
interface Found {
  sequence: Sequence;
  shown: Shown;
}

/** Sequences that are drawn with one seed of fast-check. */
export const CHUNK = 20;

/** The seed of a chunk: a whole number of 32 bits. */
export const seedOf = (seed: number, chunk: number): number => (seed + Math.imul(chunk, 0x9e3779b1)) | 0;

/** So many requests are spent on making a failing sequence smaller. */
const MOST_SHRINKING = 250;
/** After so many losses that cannot be shown again the sessions end for reasons of their own. */
const MOST_UNCONFIRMED = 6;
const MOST_RELATIONS = 3;
/** After so many sequences that were given up for want of an answer the deployment counts as gone. */
const MOST_ABANDONED = 5;
/** To see that no session ends takes as long as so many requests. */
const WAIT_COST = 5;
const costOf = ({ exchanges, broken }: Shown, found: { shown: Shown }) =>
  exchanges.length + (found.shown.broken === 'loss' && broken === null ? WAIT_COST : 0);

/** A late effect may come from one of so many sequences before. */
const LOOK_BACK = 3;

export const CHECK: Check['id'] = 'explore/sequences';

/**
 * Draws sequences of requests, sends them and judges each at once, until so many requests were sent or one sequence breaks
 * a MUST. That one is made as small as it gets and sent twice more. What it came to is put into the record.
 */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: still to be split
export async function explore(explorer: Explorer, { requests: wanted, seed }: ExploreOptions): Promise<void> {
  const { default: fc } = await import('fast-check');
  const { sequences } = await import('../checks/explore/draw.ts');
  const { setting, sink } = explorer;
  const run = runner(explorer);
  const drawn = sequences(setting);
  const relations: BrokenRelation[] = [];
  const before: Sequence[] = [];
  let failure: ExploredFailure | null = null;
  let ended = setting.takeable.length === 0 ? message('explore.no-device', {}) : null;
  let sent = 0;
  let unconfirmed = 0;

  for (let chunk = 0; sent < wanted && !failure && ended === null; chunk++) {
    let found: Found | null = null;
    let first: Found | null = null;
    let spent = 0;
    const property = fc.asyncProperty(drawn, async (sequence) => {
      ended ??= explorer.isOver();
      if (ended !== null || (found ? spent >= MOST_SHRINKING : sent >= wanted)) return;
      const shown = await run(sequence, { watch: found?.shown.broken === 'loss', patient: false });
      if ('kind' in shown) {
        ended = shown;
        return;
      }
      if (found) spent += costOf(shown, found);
      else {
        sent += shown.exchanges.length;
        explorer.onProgress(Math.min(sent, wanted));
      }
      if (found ? shown.broken === found.shown.broken : shown.broken) {
        found = { sequence, shown };
        first ??= found;
        if (shown.broken === 'loss') explorer.rest.atLeast(SHORT_REST_MS);
        if (mayHaveTakenAll(found)) spent = MOST_SHRINKING;
        throw new Error('a requirement is broken');
      }
      if (relations.length < MOST_RELATIONS) relations.push(...(await relationsOf(sequence, shown)));
      if (!found) before.unshift(sequence);
      before.length = Math.min(before.length, LOOK_BACK);
    });
    await fc.check(property, { seed: seedOf(seed, chunk), numRuns: CHUNK });
    if (found && ended === null) {
      const smallest = await shrunk(found, spent);
      failure = await confirmed(smallest.found, smallest.isMinimal);
      // Where effects are slow, making it smaller may have gone astray.
      if (!failure && first) failure = await confirmed(first, false);
      if (!failure && smallest.found.shown.broken === 'loss') unconfirmed++;
      if (unconfirmed >= MOST_UNCONFIRMED) ended = message('explore.unstable', {});
    }
  }
  sink({
    type: 'exploration',
    seed,
    wanted,
    sent,
    ended: ended && inEnglish(ended),
    ...(ended && { said: ended }),
    failures: failure ? [failure] : [],
    relations,
  });

  /** Such a sequence is not made smaller: that would do it over and over. */
  function mayHaveTakenAll({ sequence, shown }: Found): boolean {
    return (
      shown.lost.some((id) => setting.bystanders.includes(id)) &&
      sequence.some(({ requests }) => requests.some(mayMeanAll))
    );
  }

  /** Leaves out of the sequence what it can do without: fast-check shrinks within what it drew, this across it. */
  async function shrunk(start: Found, spentBefore: number): Promise<{ found: Found; isMinimal: boolean }> {
    let found = start;
    let spent = spentBefore;
    const { broken } = start.shown;
    for (let candidates = smaller(found.sequence); ; ) {
      const { value: sequence, done } = candidates.next();
      if (done) return { found, isMinimal: true };
      if (spent >= MOST_SHRINKING || explorer.isOver() !== null) return { found, isMinimal: false };
      const shown = await run(sequence, { watch: broken === 'loss', patient: false });
      if ('kind' in shown) return { found, isMinimal: false };
      spent += costOf(shown, start);
      if (shown.broken !== broken) continue;
      found = { sequence, shown };
      candidates = smaller(sequence);
    }
  }

  /**
   * Sends the sequence twice more, the second time with all patience. A loss counts only if both runs show it; an answer is
   * evidence by itself, and a device that stayed online only where it was waited for long enough.
   */
  async function confirmed({ sequence, shown }: Found, minimal: boolean): Promise<ExploredFailure | null> {
    const isLoss = shown.broken === 'loss';
    // What a deployment remembers of earlier sequences may be needed too.
    const withAll = [...before]
      .reverse()
      .flat()
      .concat(sequence)
      .map(({ relation: _, ...step }) => step);
    for (const candidate of isLoss ? [sequence, ...before, withAll] : [sequence]) {
      const again: Shown[] = [];
      for (const patient of [false, true]) {
        const repeated = await run(candidate, { watch: isLoss, patient });
        if (!('kind' in repeated)) again.push(repeated);
      }
      const lost = again
        .map((one) => one.lost)
        .reduce((all, one) => all.filter((id) => one.includes(id)), again[0]?.lost ?? []);
      const broken = again.filter((one) => one.broken !== null);
      const count = { shown: broken.length, runs: again.length };
      if (isLoss && lost.length > 0 && again.length > 1)
        return { steps: (again.at(-1) ?? shown).steps, minimal: minimal && candidate === sequence, again: count, lost };
      const evidence = isLoss ? undefined : [shown, ...broken].findLast(isProven);
      if (evidence) return { steps: evidence.steps, minimal, again: count, lost: [] };
    }
    for (const device of shown.lost) sink({ type: 'unconfirmed', device, at: explorer.now() });
    return null;
  }

  /** Whether a judge of the record finds a breach too. */
  function isProven({ exchanges, steps }: Shown): boolean {
    return judgeSequence(recordOfRun(explorer, exchanges), steps).length > 0;
  }

  /** Relations that the sequence broke, and broke again when only their two steps were sent. */
  async function relationsOf(sequence: Sequence, shown: Shown): Promise<BrokenRelation[]> {
    const broken: BrokenRelation[] = [];
    for (const [index, { relation }] of sequence.entries()) {
      const earlier = relation && sequence[relation.to];
      const step = sequence[index];
      if (!relation || !earlier || !step || !breaks(shown, relation.to, index, relation.kind)) continue;
      const { relation: _, ...plain } = step;
      const again = await run([earlier, plain], { watch: false, patient: false });
      if ('kind' in again) continue;
      const [first, second] = [again.steps[0]?.exchanges[0], again.steps[1]?.exchanges[0]];
      if (first && second && breaks(again, 0, 1, relation.kind)) broken.push({ kind: relation.kind, first, second });
    }
    return broken.slice(0, MOST_RELATIONS);
  }

  function breaks(shown: Shown, to: number, index: number, kind: BrokenRelation['kind']): boolean {
    const seen = see(recordOfRun(explorer, shown.exchanges));
    const [first, second] = [to, index].map((at) => seen.byId.get(shown.steps[at]?.exchanges[0] ?? ''));
    return Boolean(first && second && breaksRelation(seen, kind, first, second));
  }
}

/** What was seen of some exchanges, as far as a judge looks at it. */
const recordOfRun = (explorer: Explorer, sent: readonly Exchange[]): Record => {
  const { setting, sessions, now } = explorer;
  const from = Math.min(...sent.map((x) => x.sentAt));
  // Attempts before, whose effect may still have come.
  const since = from - setting.limits.effectLatestMs;
  const exchanges = [
    ...explorer.exchanges.filter((x) => x.answeredAt >= since && mayHaveActed(x) && !sent.includes(x)),
    ...sent,
  ];
  return {
    setting,
    leases: new Map(),
    exchanges,
    sessions: sinceLastStates(sessions, from),
    confirmations: [],
    unconfirmed: [],
    unstable: [],
    watchedUntil: now(),
    exploration: null,
  };
};

/** The events from then on, and of each device the last one before. */
function sinceLastStates(sessions: readonly SessionEvent[], from: number): SessionEvent[] {
  const last = new Map<Id, SessionEvent>();
  const first = sessions.findLastIndex((event) => event.at < from) + 1;
  for (let i = first - 1; i >= 0 && last.size < 64; i--) {
    const event = sessions[i];
    if (event && !last.has(event.device)) last.set(event.device, event);
    if (first - i > 512) break;
  }
  return [...[...last.values()].reverse(), ...sessions.slice(first)];
}

const sayUnanswered = ({ failure, answer }: Exchange): Said =>
  failure ? sayFailure(failure) : message('shared.status', { status: answer?.status ?? 0 });

const isLoss = ({ event, by }: SessionEvent) => event === 'down' && by === 'peer';

/** Gives a function that sends a sequence and judges it; a message says why it could not. */
function runner(explorer: Explorer) {
  const { pool, setting, effects, sessions, now } = explorer;
  const everyDevice = [...setting.takeable, ...setting.bystanders];
  let number = 0;
  let abandoned = 0;

  const sendStep = async ({ requests }: ExploredStep): Promise<Exchange[]> => {
    const sent = await Promise.all(
      requests.map(async (request) => {
        try {
          return [await sendOnline(explorer, request, { id: `${CHECK}#${++number}`, check: CHECK, repeatOf: null })];
        } catch (error) {
          if (error instanceof Withheld) return [];
          throw error;
        }
      }),
    );
    return sent.flat();
  };

  return async (
    sequence: Sequence,
    { watch, patient }: { watch: boolean; patient: boolean },
  ): Promise<Shown | Message> => {
    const steps: SentStep[] = [];
    const exchanges: Exchange[] = [];
    const stayed: Id[] = [];
    if (watch) await untilQuiet(explorer.exchanges, sessions, effects, now);
    const from = now();
    for (const step of sequence) {
      if (step.online) {
        const [missing] = await bringOnline(pool, everyDevice);
        if (missing && pool.witness === 'mqtt') return message('run.not-online', missing);
      }
      const lookout = step.requests.some(mayMeanAll) ? explorer.lookout : null;
      await lookout?.before();
      const wereOnline = new Set(everyDevice.filter((id) => pool.state(id) === 'online'));
      const answered = await sendStep(step);
      exchanges.push(...answered);
      steps.push({ online: step.online, exchanges: answered.map(({ id }) => id) });
      const [unanswered] = answered.filter((x) => !isAnswered(x));
      await effects.settle(answered, patient);
      if (unanswered) {
        // What it did is unknown, and so is all that follows.
        if (++abandoned <= MOST_ABANDONED) return { steps, exchanges, broken: null, lost: [] };
        return message('explore.unanswered', { count: abandoned, last: sayUnanswered(unanswered) });
      }
      for (const x of lookout ? answered : []) {
        const reason = await lookout?.after(x);
        if (reason) return reason;
      }
      const inSuccess = answered.flatMap(successOf).filter((id) => wereOnline.has(id));
      stayed.push(...inSuccess.filter((id) => pool.state(id) === 'online'));
    }
    const lost = () => lostIn(exchanges);
    const end = now() + effects.settlingMs();
    while (watch && lost().length === 0 && now() < end) await new Promise((resolve) => setTimeout(resolve, 10));
    const byAnswer = stayed.length > 0 || judgeSequence(recordOfRun(explorer, exchanges), steps).length > 0;
    return { steps, exchanges, broken: byAnswer ? 'answer' : lost().length > 0 ? 'loss' : null, lost: lost() };

    function lostIn(sent: readonly Exchange[]): Id[] {
      const { effectLatestMs } = setting.limits;
      const first = sessions.findLastIndex((event) => event.at < from) + 1;
      const mayHaveDone = (x: Exchange, device: Id, at: number) =>
        x.sentAt <= at && at <= x.answeredAt + effectLatestMs && mayHaveTakenOffline(x, device);
      const lost = sessions.slice(first).filter((ended) => {
        const { device, at } = ended;
        if (!isLoss(ended)) return false;
        // A device that was in success before, and came back within the sequence, may be disconnected once more for that.
        if (sent.some((x) => mayHaveDone(x, device, at))) return false;
        // An effect of an earlier sequence may come late, once.
        const before =
          sessions.findLast((other) => other.device === device && isLoss(other) && other.at < at)?.at ?? -1;
        return !explorer.exchanges.some((x) => x.sentAt > before && mayHaveDone(x, device, at));
      });
      return [...new Set(lost.map(({ device }) => device))];
    }
  };
}
