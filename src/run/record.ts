import type { Lease } from '../checks/check.ts';
import type { Exploration } from '../checks/explore/sequence.ts';
import type { Confirmation, Record as Seen } from '../checks/seen.ts';
import type { Setting } from '../checks/setting.ts';
import type { Id } from '../deployment/deployment.ts';
import type { SessionEvent } from '../devices/session.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { NotRun } from './assign.ts';

/** One line of the record: what was seen, in the order in which it was seen. */
export type Entry =
  | ({ type: 'lease'; check: string } & Lease)
  | ({ type: 'exchange' } & Exchange)
  | ({ type: 'session' } & SessionEvent)
  | ({ type: 'confirmation' } & Confirmation)
  | ({ type: 'not-run' } & NotRun)
  /** A device that was lost although no repeat of a suspect request brought that about again. */
  | { type: 'unconfirmed'; device: Id; at: number }
  | { type: 'unstable'; message: string }
  | ({ type: 'exploration' } & Exploration)
  /** Something that a reader of the report should know. */
  | { type: 'note'; text: string }
  | { type: 'end'; at: number; interrupted: boolean };

/** Receives each entry as it happens. */
export type Sink = (entry: Entry) => void;

/** What a run leaves: everything that was seen, and what was not run. */
export interface RunRecord extends Seen {
  notRun: readonly NotRun[];
  notes: readonly string[];
  interrupted: boolean;
}

/** Puts the entries of a run together, in an order that does not depend on timing where the order means nothing. */
export function recordOf(entries: readonly Entry[], setting: Setting, checkIds: readonly string[]): RunRecord {
  const rank = new Map(checkIds.map((id, i) => [id, i]));
  const of = <T extends Entry['type']>(type: T) =>
    entries.filter((entry): entry is Extract<Entry, { type: T }> => entry.type === type);
  const end = of('end').at(-1);
  const lastAt = Math.max(0, ...of('exchange').map((x) => x.answeredAt), ...of('session').map((event) => event.at));
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
    unconfirmed: [...new Set(of('unconfirmed').map(({ device }) => device))],
    unstable: of('unstable').map(({ message }) => message),
    watchedUntil: end?.at ?? lastAt,
    notRun: of('not-run').map(({ type: _, ...notRun }) => notRun),
    notes: of('note').map(({ text }) => text),
    exploration: of('exploration').map(({ type: _, ...exploration }) => exploration)[0] ?? null,
    interrupted: end?.interrupted ?? true,
  };
}

const numberOf = (id: string) => Number(/#(\d+)/.exec(id)?.[1] ?? 0);
