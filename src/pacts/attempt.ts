import { type Message, withTexts } from '../base/message.ts';
import { type Breach, breachFound } from '../checks/finding.ts';
import { slower, whyCut } from '../checks/judging.ts';
import type { Limits } from '../deployment/deployment.ts';
import { speaksForGateway } from '../exchange/answer.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { sayFailure } from '../exchange/failure.ts';
import { asMessage, inEnglish, message, type Said } from '../messages/messages.ts';
import type { Outcome, Result } from '../verdict/outcome.ts';
import { described } from './described.ts';
import { type Mismatch, redacted, sayMismatch } from './mismatch.ts';
import type { PactInteraction } from './pact-file.ts';
import type { Relayed } from './relay.ts';
import type { Verified } from './verifier.ts';

/** Pact reads a hundred, and says nothing of the answer where there are more. Some are the relay's own. */
const MOST_HEADERS = 90;

/** What one try of an interaction gave. */
export interface Attempt {
  verified: Verified;
  seen: readonly Relayed[];
  /** Why nothing is to be judged from the status of the answer, or null. */
  doubt: () => Message | null;
}

export const sure = () => null;

/** What an interaction comes to; the check that stands for it is added in the end. */
export type Found = Omit<Result, 'check'>;

/** Pact was given answers as they came. */
export function withoutSecrets(verified: Verified, redact: (text: string) => string): Verified {
  if (verified.kind === 'error') return { kind: 'error', said: withTexts(verified.said, redact) };
  if (verified.kind !== 'mismatches') return verified;
  return { kind: 'mismatches', mismatches: verified.mismatches.map((one) => redacted(one, redact)) };
}

export function statusOf(seen: readonly Relayed[]): number | null {
  for (const one of seen) if ('exchange' in one && one.exchange.answer) return one.exchange.answer.status;
  return null;
}

export function notRun(outcome: Exclude<Outcome, 'passed' | 'failed'>, why: Said): Found {
  const said = asMessage(why);
  return { outcome, findings: [], message: inEnglish(said), said };
}

/** What an attempt comes to, by what was sent and what Pact made of the answer. Pure. */
export function resultOf(interaction: PactInteraction, { verified, seen }: Attempt, limits: Limits): Found {
  if (verified.kind === 'no-state') return notRun('not-testable', verified.said);
  const exchanges: Exchange[] = [];
  for (const one of seen) {
    if ('withheld' in one) return notRun('withheld', one.withheld);
    exchanges.push(one.exchange);
    if (one.lost) return notRun('error', one.lost);
    const { answer, failure } = one.exchange;
    if (failure) return notRun('error', sayFailure(failure));
    if (answer && Object.keys(answer.headers).length > MOST_HEADERS)
      return notRun('error', message('pacts.many-headers', { most: MOST_HEADERS }));
    // Pact was given what was kept of it.
    if (answer?.truncated) return notRun('error', whyCut(answer, limits));
    if (answer && speaksForGateway(answer))
      return notRun('error', message('run.gateway', { status: answer.status, advice: slower(answer.status, limits) }));
  }
  if (verified.kind === 'error') return notRun('error', verified.said);
  if (exchanges.length === 0) return notRun('error', message('pacts.nothing-sent', {}));
  if (verified.kind === 'pending') return notRun('waived', verified.said);
  if (verified.kind === 'passed') return { outcome: 'passed', findings: [], message: null };
  const ids = exchanges.map(({ id }) => id);
  const findings = verified.mismatches.map((mismatch) => breachOf(interaction, mismatch, ids));
  return { outcome: 'failed', findings, message: findings.map(({ message }) => message).join('\n') };
}

function breachOf(interaction: PactInteraction, mismatch: Mismatch, exchanges: string[]): Breach {
  const { expected, actual } = mismatch;
  return breachFound(
    sayMismatch(mismatch),
    expected === '' ? message('pacts.as-pact', { description: described(interaction) }) : expected,
    actual === '' ? message('pacts.something-else', {}) : actual,
    exchanges,
  );
}
