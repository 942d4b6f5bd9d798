import type { Message } from '../base/message.ts';
import type { Lease } from '../checks/check.ts';
import type { Exploration } from '../checks/explore/sequence.ts';
import type { Confirmation, OutOfSight, Record as Seen } from '../checks/seen.ts';
import type { Setting } from '../checks/setting.ts';
import type { Deployment } from '../deployment/deployment.ts';
import type { SessionEvent, Witness } from '../devices/session.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { inEnglish, message, type Said } from '../messages/messages.ts';
import type { Id } from '../operation/id.ts';
import { type NotRun, notRunBecause } from './assign.ts';

/** What a record has to say of its deployment, so that it can be judged without the deployment file: nothing secret. */
export type RecordedDeployment = Omit<
  Deployment,
  'auth' | 'headers' | 'devices' | 'mqttUrl' | 'tls' | 'labels' | 'version'
> & {
  /** These two are absent in records of earlier versions. */
  labels?: Record<string, string>;
  version?: string | null;
  /** Names only. */
  headers: string[];
  devices: { id: Id; watchOnly: boolean }[];
};

/** How a run began: the first line of its record. */
export interface RunStart {
  recordVersion: '1.0';
  suite: { version: string; score: string | null };
  /** ISO 8601, UTC. */
  startedAt: string;
  deployment: RecordedDeployment;
  /** The base address that curl commands name. */
  curlBaseUrl: string;
  only: string[];
  skip: string[];
  strict: boolean;
  /** The seed where requests were generated, else null. */
  seed: number | null;
  /** Ids of all checks that were to be run. */
  checks: string[];
  /** Who ran it; absent where nobody is named. */
  by?: string;
}

/** One line of the record: what was seen, in the order in which it was seen. In a file each is numbered: chain.ts. */
export type Entry =
  | ({ type: 'start' } & RunStart)
  /** What became of the declared devices: with the deployment it makes the setting. */
  | { type: 'setting'; witness: Witness; takeable: readonly Id[]; bystanders: readonly Id[] }
  /** A scenario sent all that it wanted to. */
  | { type: 'done'; check: string }
  | ({ type: 'lease'; check: string } & Lease)
  | ({ type: 'exchange' } & Exchange)
  | ({ type: 'session' } & SessionEvent)
  | ({ type: 'confirmation' } & Confirmation)
  /** How far the witness saw what a repeat did, where it did not see all; absent in records of earlier versions. */
  | ({ type: 'out-of-sight' } & OutOfSight)
  | ({ type: 'not-run' } & NotRun)
  /** A device that was lost although no repeat of a suspect request brought that about again. */
  | { type: 'unconfirmed'; device: Id; at: number }
  /** Sessions end by themselves; `said` is absent in records of earlier versions. */
  | { type: 'unstable'; message: string; said?: Message }
  | ({ type: 'exploration' } & Exploration)
  /** Something that a reader of the report should know. */
  | { type: 'note'; text: string; said?: Message }
  | { type: 'end'; at: number; interrupted: boolean }
  /** What a check came to where what came says something else than what of it may be written down. */
  | ({ type: 'judged' } & Judged);

/** Sessions end by themselves, and how that was seen. */
export const unstableBecause = (said: Message): Entry => ({ type: 'unstable', message: inEnglish(said), said });

/** A judgement that cannot be made again from the record, because it rests on what was redacted. */
export interface Judged {
  check: string;
  outcome: 'passed' | 'failed' | 'not-applicable' | 'not-testable' | 'withheld' | 'error';
  /** Ids of the exchanges that it rests on. */
  exchanges: readonly string[];
}

/** Something that a reader of the report should know. */
export const note = (said: Message): Entry => ({ type: 'note', text: inEnglish(said), said });

/**
 * Receives each line of a record as it happens: an object that can be written as JSON, without secrets.
 *
 * @since 0.1.0
 */
export type Sink = (entry: Entry) => void;

/** What a run leaves: everything that was seen, and what was not run. */
export interface RunRecord extends Seen {
  /** Of a record that is read again; a run has none. */
  judged: readonly Judged[];
  notRun: readonly NotRun[];
  notes: readonly Said[];
  interrupted: boolean;
}

/** Puts the entries of a run together, in an order that does not depend on timing where the order means nothing. */
export function recordOf(entries: readonly Entry[], setting: Setting, checkIds: readonly string[]): RunRecord {
  // Sessions that are closed after the end are no part of it.
  const last = entries.findLastIndex((entry) => entry.type === 'end');
  const all = last < 0 ? entries : entries.slice(0, last + 1);
  const rank = new Map(checkIds.map((id, i) => [id, i]));
  const of = <T extends Entry['type']>(type: T) =>
    all.filter((entry): entry is Extract<Entry, { type: T }> => entry.type === type);
  const end = of('end').at(-1);
  const judged = entries.flatMap((entry) => {
    if (entry.type !== 'judged') return [];
    const { type: _, ...judgement } = entry;
    return [judgement];
  });
  const times = [...of('exchange').map((x) => x.answeredAt), ...of('session').map((event) => event.at)];
  const lastAt = times.reduce((last, at) => Math.max(last, at), 0);
  /** A process that was killed says nothing of what it did not reach. */
  const cutShort = (): NotRun[] => {
    const settled = new Set([...of('done'), ...of('not-run')].map(({ check }) => check));
    return checkIds
      .filter((id) => !settled.has(id))
      .map((check) => notRunBecause(check, 'error', message('run.cut-short', {})));
  };
  return {
    setting,
    leases: new Map(of('lease').map(({ type: _, check, ...lease }) => [check, lease])),
    exchanges: of('exchange')
      .map(({ type: _, ...exchange }) => exchange)
      .sort(
        (a, b) =>
          (rank.get(a.check) ?? 1e9) - (rank.get(b.check) ?? 1e9) ||
          numberOf(a.id) - numberOf(b.id) ||
          a.sentAt - b.sentAt,
      ),
    sessions: of('session').map(({ type: _, ...event }) => event),
    confirmations: of('confirmation').map(({ type: _, ...confirmation }) => confirmation),
    outOfSight: of('out-of-sight').map(({ type: _, ...one }) => one),
    unconfirmed: [...new Set(of('unconfirmed').map(({ device }) => device))],
    unstable: of('unstable').map((entry) => entry.said ?? entry.message),
    judged,
    watchedUntil: end?.at ?? lastAt,
    notRun: [...of('not-run').map(({ type: _, ...reason }) => reason), ...(end ? [] : cutShort())],
    notes: of('note').map(({ text, said }) => said ?? text),
    exploration: of('exploration').map(({ type: _, ...exploration }) => exploration)[0] ?? null,
    interrupted: end?.interrupted ?? true,
  };
}

const numberOf = (id: string) => Number(/#(\d+)/.exec(id)?.[1] ?? 0);
