import type { Message } from '../base/message.ts';
import { inOneGo, type Steps } from '../base/steps.ts';
import type { Check, Finding } from '../checks/check.ts';
import { type Breach, breachFound } from '../checks/finding.ts';
import { gather } from '../checks/judging.ts';
import { see } from '../checks/seen.ts';
import type { Waiver } from '../deployment/deployment.ts';
import { shown } from '../exchange/evidence.ts';
import { asMessage, inEnglish, inLines, message } from '../messages/messages.ts';
import type { NotRun } from '../run/assign.ts';
import type { Judged, RunRecord } from '../run/record.ts';

export const OUTCOMES = ['passed', 'failed', 'waived', 'not-applicable', 'not-testable', 'withheld', 'error'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** A check and what became of it. */
export interface Result {
  check: Check;
  outcome: Outcome;
  /** What was found; for a check that was not run, why. */
  findings: readonly Finding[];
  message: string | null;
  /** What its waiver says; part of `message` too. */
  waiver?: Message;
  /** Why there is no judgement, in no language yet. */
  said?: Message;
  /** It rests on what was redacted. */
  fromWhatCame?: true;
}

export type { Breach } from '../checks/finding.ts';
export const breachesOf = (findings: readonly Finding[]): Breach[] =>
  findings.filter((finding): finding is Breach => finding.kind === 'breach');

/**
 * Judges a record by these checks. Pure: the same record and checks give the same results. What came is judged, and told
 * without secrets; where only what came shows it, the result is marked `fromWhatCame`.
 */
export const judge = (record: RunRecord, checks: readonly Check[]): Result[] => inOneGo(judgeInSteps(record, checks));

/** Judges likewise, in short steps between which others may have their turn. */
export function* judgeInSteps(record: RunRecord, checks: readonly Check[]): Steps<Result[]> {
  const exchanges = record.exchanges.map(shown);
  const told = yield* judgeAll({ ...record, exchanges }, checks);
  if (exchanges.every((x, i) => x === record.exchanges[i])) return told.map(asJudgedBefore(record));
  const came = yield* judgeAll(record, checks);
  return told.map((result, i) => {
    const honest = came[i] ?? result;
    return honest.outcome === result.outcome ? result : resultOf(result.check, judgementOf(honest));
  });
}

/** Of a record that is read again. */
const asJudgedBefore =
  ({ judged }: RunRecord) =>
  (result: Result): Result => {
    const judgement = judged.find(({ check }) => check === result.check.id);
    return judgement ? resultOf(result.check, judgement) : result;
  };

/** What the record has to say of a result that cannot be found again from the rest of it. */
export const judgementOf = ({ check, outcome, findings }: Result): Judged => ({
  check: check.id,
  outcome: outcome === 'waived' ? 'failed' : outcome,
  exchanges: [...new Set(findings.flatMap((finding) => (finding.kind === 'remark' ? [] : finding.exchanges)))],
});

const UNTOLD = message('verdict.untold', {});

function resultOf(check: Check, { outcome, exchanges }: Judged): Result {
  const result = {
    check,
    outcome,
    findings: [],
    message: outcome === 'passed' ? null : inEnglish(UNTOLD),
    ...(outcome !== 'passed' && outcome !== 'failed' && { said: UNTOLD }),
    fromWhatCame: true,
  } as const;
  if (outcome !== 'failed') return result;
  const breach = breachFound(message('verdict.not-so', { title: check.title }), check.title, UNTOLD, [...exchanges]);
  return { ...result, message: breach.message, findings: [breach] };
}

const notRunAs = ({ outcome, message: text, said }: NotRun) => ({
  outcome,
  message: text,
  said: said ?? asMessage(text),
});

function* judgeAll(record: RunRecord, checks: readonly Check[]): Steps<Result[]> {
  const seen = see(record);
  const notRun = new Map(record.notRun.map((reason) => [reason.check, reason]));
  const sent = new Set(record.exchanges.map((x) => x.check));
  const judgeOne = (check: Check): Result => {
    const reason = notRun.get(check.id);
    if (reason && !sent.has(check.id)) return { check, findings: [], ...notRunAs(reason) };
    const findings = gather(check.judge(seen, check));
    const breaches = breachesOf(findings);
    if (breaches.length > 0)
      return { check, outcome: 'failed', findings, message: breaches.map(({ message }) => message).join('\n') };
    // It was cut short: what it did send shows no fault, but that is not all it wanted to send.
    if (reason) return { check, findings, ...notRunAs(reason) };
    const obstacles = findings.filter((finding) => finding.kind === 'obstacle');
    const worst = obstacles.find(({ outcome }) => outcome === 'error') ?? obstacles[0];
    if (worst) {
      const said = inLines(obstacles.map((obstacle) => obstacle.said));
      return { check, outcome: worst.outcome, findings, message: inEnglish(said), said };
    }
    return { check, outcome: 'passed', findings, message: null };
  };
  const results: Result[] = [];
  for (const check of checks) {
    results.push(judgeOne(check));
    yield;
  }
  return results;
}

/**
 * Turns failures into `waived` where a waiver holds. A waiver that is past its day, or whose check passed, counts as a
 * failed check; one whose check was not run changes nothing. `today` is YYYY-MM-DD, UTC.
 */
export function applyWaivers(results: readonly Result[], waivers: readonly Waiver[], today: string): Result[] {
  return results.map((result) => {
    const waiver = waivers.find(({ check }) => check === result.check.id);
    if (!waiver || (result.outcome !== 'failed' && result.outcome !== 'passed')) return result;
    const { reason, owner, expires } = waiver;
    const say = (outcome: Outcome, said: Message): Result => {
      const text = [inEnglish(said), result.message].filter(Boolean).join('\n');
      return { ...result, outcome, message: text, waiver: said };
    };
    if (expires < today) return say('failed', message('verdict.waiver-expired', { reason, owner, expires }));
    if (result.outcome === 'passed') return say('failed', message('verdict.waiver-idle', { reason, owner, expires }));
    return say('waived', message('verdict.waived', { reason, owner, expires }));
  });
}
