import type { Clause } from '../edition/edition.ts';
import type { PactFile } from '../pacts/pact-file.ts';
import { type Accepted, applyAllow } from './allow.ts';
import { type Change, worstFirst, worstOf } from './change.ts';
import { comparePairs, type Pairs } from './compare/apis.ts';
import { compareConsumers, speaksOf } from './consumers.ts';
import type { GateReport } from './gate.gen.ts';
import { touchedBy } from './touched.ts';

export interface GateOptions {
  /** As they were named. */
  base: string;
  head: string;
  pairs: Pairs;
  pacts: readonly PactFile[];
  allow: readonly Accepted[];
  /** YYYY-MM-DD, UTC. */
  today: string;
  /** Of the reference edition. */
  clauses: readonly Clause[];
}

/** Classifies every change between two descriptions, and says whom it breaks. */
export async function gate(options: GateOptions): Promise<GateReport> {
  const changes = worstFirst(await comparePairs(options.pairs));
  const consumers = [];
  for (const { base, head } of options.pairs.pairs) {
    const pacts = options.pacts.filter((pact) => speaksOf(pact, base));
    consumers.push(...(await compareConsumers(pacts, base, head)));
  }
  return gateReport(options, changes, consumers);
}

/** Puts a report together. Pure. */
export function gateReport(
  { base, head, allow, today, clauses }: Omit<GateOptions, 'pairs' | 'pacts'>,
  changes: readonly Change[],
  consumers: GateReport['consumers'],
): GateReport {
  const { accepted, left, stale } = applyAllow(changes, allow, today);
  const termsOf = (change: Change) => {
    const by = accepted.find((one) => one.change === change)?.by;
    return by ? { reason: by.reason, owner: by.owner, expires: by.expires } : null;
  };
  return {
    schemaVersion: '1.0',
    base,
    head,
    verdict: stale.length > 0 ? 'breaking' : worstOf(left),
    changes: changes.map((change) => ({
      fingerprint: change.fingerprint,
      class: change.class,
      rule: change.rule,
      operation: change.operation,
      part: change.part,
      field: change.field,
      pointer: change.pointer,
      base: change.base,
      head: change.head,
      uses: change.uses,
      keyword: change.keyword,
      before: change.before,
      after: change.after,
      reason: change.reason,
      witness: change.witness,
      accepted: termsOf(change),
    })),
    consumers,
    touched: touchedBy(
      changes.filter((change) => change.class !== 'compatible'),
      clauses,
    ),
    stale: stale.map(({ entry, why }) => ({ fingerprint: entry.fingerprint, change: entry.change, why })),
  };
}
