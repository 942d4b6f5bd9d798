import type { Message } from '../../base/message.ts';
import type { Request } from '../../exchange/exchange.ts';
import type { Id } from '../../operation/id.ts';

/**
 * The batch stands in a relation to the one of an earlier step: `order`, the same ids; `part`, some of them; `spelling`, the
 * same ids in a body that is spelled otherwise.
 */
export interface Relation {
  kind: 'order' | 'part' | 'spelling';
  /** Index of the earlier step. */
  to: number;
}

/** Requests that are sent together. */
export interface ExploredStep {
  requests: readonly Request[];
  /** Whether all devices are brought online first; otherwise they are as the step before left them. */
  online: boolean;
  relation?: Relation;
}

/** Steps that are sent one after the other. */
export type Sequence = readonly ExploredStep[];

/** One step as it was sent: ids of its exchanges. */
export interface SentStep {
  online: boolean;
  exchanges: readonly string[];
}

/** A run of a sequence in which something was found. */
export interface ExploredFailure {
  steps: readonly SentStep[];
  /** No smaller sequence was found that shows it. */
  minimal: boolean;
  /** In how many of how many further runs the same sequence showed it again. */
  again: { shown: number; runs: number };
  /** Devices that were lost although no answer accounts for it, in every one of the runs. */
  lost: readonly Id[];
}

/** Two batches that were answered differently, twice. */
export interface BrokenRelation {
  kind: Relation['kind'];
  first: string;
  second: string;
}

/** What exploring came to. */
export interface Exploration {
  seed: number;
  /** How many requests were asked for, and how many were sent until the end or the first failure. */
  wanted: number;
  sent: number;
  /** Why it ended early; null where it did not, or ended with a failure. */
  ended: string | null;
  /** The same in no language yet; absent where it did not, and in records of earlier versions. */
  said?: Message;
  failures: readonly ExploredFailure[];
  relations: readonly BrokenRelation[];
}
