import type { Message } from '../base/message.ts';
import type { Check } from '../checks/check.ts';
import { judgeSequence } from '../checks/explore/judge.ts';
import type { ExploredStep, SentStep, Sequence } from '../checks/explore/sequence.ts';
import type { Record } from '../checks/seen.ts';
import { mayHaveTakenOffline } from '../devices/attribution.ts';
import type { Rest } from '../devices/rested.ts';
import type { SessionEvent } from '../devices/session.ts';
import { isAnswered, mayHaveActed, successOf } from '../exchange/answer.ts';
import { Withheld } from '../exchange/client.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { sayFailure } from '../exchange/failure.ts';
import { message, type Said } from '../messages/messages.ts';
import type { Id } from '../operation/id.ts';
import { bringOnline, type Lookout } from './drive.ts';
import { mayMeanAll } from './late.ts';
import { untilQuiet } from './quiet.ts';
import type { Sink } from './record.ts';
import { type Sender, sendOnline } from './sending.ts';

/** What exploring needs beside what sending does. */
export interface Explorer extends Sender {
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
export interface Shown {
  steps: SentStep[];
  exchanges: Exchange[];
  /** By what a MUST is broken: by an answer, or a device in `success` that stays online; or only by sessions that ended. */
  broken: 'answer' | 'loss' | null;
  lost: Id[];
}

/** How a sequence is run. */
export interface Manner {
  /** Whether to wait for sessions that end although no answer accounts for it. */
  watch: boolean;
  /** Whether to wait for each effect as long as it may take, whatever was seen before. */
  patient: boolean;
  /** Those that are brought online; all without. Others may be in use by sequences beside this one. */
  devices?: readonly Id[];
}

/** Runs a sequence and judges it; a message says why it could not. */
export type RunSequence = (sequence: Sequence, manner: Manner) => Promise<Shown | Message>;

/** After so many sequences that were given up for want of an answer the deployment counts as gone. */
const MOST_ABANDONED = 5;

export const CHECK: Check['id'] = 'explore/sequences';

/** What was seen of some exchanges, as far as a judge looks at it. */
export const recordOfRun = (explorer: Explorer, sent: readonly Exchange[]): Record => {
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
    outOfSight: [],
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

/** Gives a function that sends sequences. */
export function runnerOf(explorer: Explorer): RunSequence {
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

  return async (sequence, { watch, patient, devices = everyDevice }) => {
    const steps: SentStep[] = [];
    const exchanges: Exchange[] = [];
    const stayed: Id[] = [];
    if (watch) await untilQuiet(explorer.exchanges, sessions, effects, now);
    const from = now();
    for (const step of sequence) {
      if (step.online) {
        const [missing] = await bringOnline(pool, devices);
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
