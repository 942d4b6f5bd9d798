import type { Message, Value } from '../base/message.ts';
import { inEnglish, message } from '../messages/messages.ts';
import type { Result } from './outcome.ts';

/**
 * What came of a run. The last two are of consumer contracts, which say nothing about conformance.
 *
 * @since 0.1.0
 */
export type VerdictName = 'conformant' | 'non-conformant' | 'inconclusive' | 'verified' | 'broken';

export interface Verdict {
  verdict: VerdictName;
  /** Why, in sentences. */
  reasons: string[];
  /** The same, in no language yet; absent where they were said in words alone. */
  said?: Message[];
}

const notRunOutcomes = new Set(['not-testable', 'withheld', 'error']);

/**
 * What the results mean together: docs/exit-codes.md has it in words. Provisional checks decide nothing: neither by a failure
 * nor by what kept them from being judged.
 */
export function verdictOf(results: readonly Result[], strict: boolean, partial = false): Verdict {
  const { verdict, said } = judged(results, strict, partial);
  return { verdict, reasons: said.map(inEnglish), said };
}

function judged(
  results: readonly Result[],
  strict: boolean,
  partial: boolean,
): { verdict: VerdictName; said: Message[] } {
  const deciding = results.filter(({ check }) => check.provisional === undefined);
  const must = deciding.filter(({ check }) => check.level === 'MUST');
  const failed = deciding.filter(
    ({ outcome, check }) => outcome === 'failed' && (check.level === 'MUST' || (strict && check.level === 'SHOULD')),
  );
  if (failed.length > 0) {
    const failedMust = failed.filter(({ check }) => check.level === 'MUST').length;
    const failedShould = failed.length - failedMust;
    return {
      verdict: 'non-conformant',
      said: [
        ...(failedMust > 0 ? [some('verdict.must-failed', failedMust)] : []),
        ...(failedShould > 0 ? [some('verdict.should-failed', failedShould)] : []),
      ],
    };
  }
  const errors = must.filter(({ outcome }) => outcome === 'error');
  const core = must.filter(({ check, outcome }) => check.core && outcome !== 'error' && notRunOutcomes.has(outcome));
  const claimed = must.filter(
    ({ check, outcome }) =>
      check.kind === 'scenario' && check.needs.claim && outcome !== 'error' && notRunOutcomes.has(outcome),
  );
  const ran = results.some(({ outcome }) => outcome === 'passed' || outcome === 'waived' || outcome === 'failed');
  const said = [
    ...(errors.length > 0 ? [sayErrors(errors)] : []),
    ...(core.length > 0 ? [some('verdict.core-not-run', core.length, { checks: list(core) })] : []),
    ...(claimed.length > 0 ? [some('verdict.claimed-not-run', claimed.length, { checks: list(claimed) })] : []),
    ...(ran ? [] : [message('verdict.none-run', {})]),
  ];
  if (said.length > 0) return { verdict: 'inconclusive', said };
  const early = results.filter(
    ({ check, outcome }) => check.provisional !== undefined && check.level === 'MUST' && outcome === 'failed',
  );
  const open = must.filter(({ outcome }) => notRunOutcomes.has(outcome)).length;
  return {
    verdict: 'conformant',
    said: [
      partial ? message('verdict.none-failed-of-selected', {}) : message('verdict.none-failed', {}),
      ...(open > 0 ? [some('verdict.others-not-run', open)] : []),
      ...(early.length > 0 ? [some('verdict.provisional-failed', early.length, { checks: list(early) })] : []),
    ],
  };
}

/** From so many on one cause is said once, where the checks are listed, and their names tell nothing. */
const MANY = 10;

function sayErrors(errors: readonly Result[]): Message {
  const causes = new Map<string | null, number>();
  for (const { message } of errors) causes.set(message, (causes.get(message) ?? 0) + 1);
  const most = Math.max(...causes.values());
  return most >= MANY && most >= errors.length - 1
    ? message('verdict.errors-of-one-cause', { n: errors.length })
    : some('verdict.errors', errors.length, { checks: list(errors) });
}

/** A sentence that counts: languages with a plural have one of their own for a single thing. */
const some = (kind: Counting, n: number, values: Record<string, Value> = {}): Message => ({
  kind: n === 1 ? `${kind}.one` : kind,
  values: { n, ...values },
});
type Counting =
  | 'verdict.must-failed'
  | 'verdict.should-failed'
  | 'verdict.core-not-run'
  | 'verdict.claimed-not-run'
  | 'verdict.others-not-run'
  | 'verdict.provisional-failed'
  | 'verdict.errors';

const list = (results: readonly Result[]): string[] => [
  ...results.slice(0, 3).map(({ check }) => check.id),
  ...(results.length > 3 ? ['...'] : []),
];
