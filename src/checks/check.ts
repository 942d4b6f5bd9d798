import type { Message } from '../base/message.ts';
import type { Level } from '../edition/level.ts';
import type { Exchange, Request } from '../exchange/exchange.ts';
import type { Id } from '../operation/id.ts';
import type { Seen } from './seen.ts';
import type { Setting } from './setting.ts';

/** What a judge found. A check without findings passed. */
export type Finding =
  /** The deployment does not do what the check's title says. */
  | {
      kind: 'breach';
      message: string;
      expected: string;
      actual: string;
      /** The same three, in no language yet. */
      said: { message: Message; expected: Message; actual: Message };
      /** Those to look at first. */
      exchanges: string[];
      /** All that show it, where these are more. */
      seenIn?: readonly string[];
      /** It takes all of the exchanges, in this order, to see it. */
      inOrder?: true;
    }
  /** Observed, not judged. */
  | { kind: 'remark'; text: string; said: Message }
  /** No judgement is possible: nothing to judge by, or something stood between us and the operation. */
  | {
      kind: 'obstacle';
      outcome: 'not-applicable' | 'not-testable' | 'error';
      message: string;
      said: Message;
      exchanges: string[];
    };

/** What a scenario asks for before it acts. Numbers are devices or ids; a scenario that cannot have them is not run. */
export interface Needs {
  /** Devices for this check alone, online. */
  devices?: number;
  /** Up to so many more devices, if there are any. */
  more?: number;
  /** Devices N whose successor N+1 is a test device too (leased, online) or declared absent. */
  pairs?: number;
  /** The successor must be a test device, so that it can be watched. */
  successorIsDevice?: true;
  /** Devices for this check alone, offline. */
  offline?: number;
  /** A device that only requests name which are to be refused; online, shared with other such checks. */
  shared?: true;
  /** Declared absent ids, below 2^31. */
  absent?: number;
  /** Zero, negatives and ids from 2^31 - 1 up may be taken as absent (`absent.probes`). */
  probes?: true;
  /** Sessions or the query API to see what goes offline. */
  witness?: true;
  claim?: 'compat20';
}

/** What a scenario was given. */
export interface Lease {
  devices: readonly Id[];
  more: readonly Id[];
  pairs: readonly Pair[];
  offline: readonly Id[];
  /** The shared device, "" where none was asked for. */
  shared: Id;
  absent: readonly Id[];
}

export interface Pair {
  id: Id;
  /** id + 1 */
  next: Id;
  nextIsDevice: boolean;
}

/** Requests that are sent together, in flight at the same time. */
export type Step = readonly Request[];

/** Yields what to send and receives what was seen. Must depend on nothing but its arguments and what it receives. */
export type Act = (lease: Lease, setting: Setting) => Generator<Step, void, readonly Exchange[]>;

interface CheckBase {
  /** `family/name`; never changes, never used again for something else. */
  id: string;
  level: Level;
  /** Clauses it judges, of clauses.json. The check applies where the edition has at least one of them. */
  clauses: readonly string[];
  /** What a conforming deployment does. */
  title: string;
  /** The same, in no language yet, of what is not in the catalogue of checks. */
  titleSaid?: Message;
  /** Without it the verdict cannot be "conformant". */
  core?: true;
  /**
   * The minor release of the suite in which the check is new ("0.2"): it is run and reported, and decides nothing before the
   * next. So an upgrade never turns a run red by a check that nobody saw before.
   */
  provisional?: string;
  /** All findings, from what was seen and nothing else. */
  judge: (seen: Seen, self: Check) => Finding[];
}

export interface Scenario extends CheckBase {
  kind: 'scenario';
  needs: Needs;
  /** `credential`: sent one after the other with all others of that lane, and bad credentials are followed by good ones. */
  lane?: 'credential';
  /** Some of its requests may name no device, or not in the documented form: a deployment may take them for all devices. */
  mayMeanAll?: true;
  /** How many requests it sends one after the other, for the schedule; 1 by default. */
  steps?: number;
  act: Act;
}

export interface Invariant extends CheckBase {
  kind: 'invariant';
}

export type Check = Scenario | Invariant;

/** Declares a scenario. */
export const scenario = (check: Omit<Scenario, 'kind'>): Scenario => ({ kind: 'scenario', ...check });

/** Declares an invariant. */
export const invariant = (check: Omit<Invariant, 'kind'>): Invariant => ({ kind: 'invariant', ...check });

/** Sends one request and gives what was seen. */
export function* send(request: Request): Generator<Step, Exchange, readonly Exchange[]> {
  const [exchange] = yield [request];
  if (!exchange) throw new Error('the run answered a step of one request with no exchange');
  return exchange;
}

/** Sends requests so that they are in flight at the same time. */
export function* together(requests: readonly Request[]): Generator<Step, readonly Exchange[], readonly Exchange[]> {
  return yield requests;
}
