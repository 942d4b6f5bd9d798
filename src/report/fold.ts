import { isMessage, type Message } from '../base/message.ts';
import { innermost } from '../messages/messages.ts';
import { type Claim, claimOf, explains, signOf } from './claims.ts';
import type { ReportCheck, ReportFinding } from './report.gen.ts';
import { LEVELS } from './words.ts';

/** Checks that failed for findings of the same kind, and where these were seen. */
interface Group {
  checks: readonly ReportCheck[];
  /** Its place by weight. */
  at: number;
  level: number;
  claims: readonly Claim[];
  /** Exchanges, each attempt counted as the first; of credentials, which of them. */
  evidence: ReadonlySet<string>;
}

/** One cause: the group that explains, then what it explains. */
interface Fold {
  groups: readonly [Group, ...Group[]];
  claim: Claim;
  evidence: ReadonlySet<string>;
  sign: string | null;
  provisional: boolean;
}

/**
 * Puts together the groups whose findings are seen in the exchanges of another one, where that one explains them: a general
 * rule and the scenarios in whose exchanges it was broken. `groups` are in the order of weight, and so is what comes out,
 * that which leads first in each.
 */
export function folded(groups: readonly (readonly ReportCheck[])[]): ReportCheck[][] {
  let folds: Fold[] = [];
  const whole: { at: number; checks: ReportCheck[] }[] = [];
  groups.forEach((checks, at) => {
    const fold = foldOf(checks, at);
    if (fold) folds.push(fold);
    else whole.push({ at, checks: [...checks] });
  });
  for (let pair = pairIn(folds); pair; pair = pairIn(folds)) {
    const { large, small } = pair;
    folds = folds.flatMap((one) => (one === small ? [] : one === large ? [join(large, small)] : [one]));
  }
  return [...whole, ...folds.map((fold) => ({ at: placeOf(fold), checks: inOrder(fold) }))]
    .sort((a, b) => a.at - b.at)
    .map(({ checks }) => checks);
}

/** The last that another one explains, with the first that does. */
function pairIn(folds: readonly Fold[]): { large: Fold; small: Fold } | null {
  for (const small of [...folds].reverse()) {
    const large = whatExplains(
      small,
      folds.filter((one) => one !== small),
    );
    if (large) return { large, small };
  }
  return null;
}

/** That of the weightiest of its level, so that what weighs most stays first. */
const placeOf = ({ groups }: Fold): number =>
  Math.min(...groups.filter(({ level }) => level === groups[0].level).map(({ at }) => at));

/** Null where what was found, or in which exchanges, is not known well enough. */
function foldOf(checks: readonly ReportCheck[], at: number): Fold | null {
  const [first] = checks;
  const [finding] = first?.findings ?? [];
  const claim = finding ? claimOf(finding) : null;
  if (!first || !claim) return null;
  const findings = checks.flatMap((check) => check.findings ?? []);
  const claims = findings.map(claimOf);
  if (!claims.every((one): one is Claim => one !== null) || !findings.every(isWhole)) return null;
  const evidence = new Set(findings.flatMap(evidenceOf));
  return {
    groups: [{ checks, at, level: LEVELS.indexOf(first.level), claims, evidence }],
    claim,
    evidence,
    sign: finding ? signOf(finding) : null,
    provisional: checks.every(({ provisional }) => provisional !== undefined),
  };
}

/** Reports name no more than so many exchanges of a finding, those of earlier versions five. */
function isWhole({ message, exchanges, seenIn = exchanges }: ReportFinding): boolean {
  const { count } = message.values;
  return message.kind !== 'in-exchanges' || typeof count !== 'number' || count <= seenIn.length;
}

function evidenceOf({ message, actual, exchanges, seenIn = exchanges }: ReportFinding): string[] {
  const found = innermost(message as Message);
  if (found.kind === 'auth.accepted' || found.kind === 'auth.connection-trusted') {
    const { credential = (actual as Message).values['request'] } = found.values;
    return isMessage(credential) ? [credential.kind] : seenIn;
  }
  return seenIn.map((id) => id.replace(/[~+].*$/, ''));
}

/** That of which `small` has the sign, or the most that it was seen in; null where too few of its exchanges are explained. */
function whatExplains(small: Fold, others: readonly Fold[]): Fold | null {
  const mayLead = (one: Fold) =>
    // What decides must not hide behind what does not.
    one.groups[0].level <= small.groups[0].level && (!one.provisional || small.provisional);
  const alike = others.find((one) => mayLead(one) && small.sign !== null && one.sign === small.sign);
  if (alike) return alike;
  const explaining = others.filter(({ claim }) =>
    small.groups.every(({ claims }) => claims.every((one) => explains(claim, one))),
  );
  const seen = [...small.evidence];
  const explained = seen.filter((id) => explaining.some(({ evidence }) => evidence.has(id))).length;
  // Of a list a judge may say nothing, where it cannot tell: a few exchanges of a general rule make no other cause.
  if (explained * 3 < seen.length * 2) return null;
  const shared = ({ evidence }: Fold) => seen.filter((id) => evidence.has(id)).length;
  return explaining
    .filter((one) => mayLead(one) && shared(one) * 2 > seen.length)
    .reduce<Fold | null>((most, one) => (most && shared(most) >= shared(one) ? most : one), null);
}

const join = (large: Fold, small: Fold): Fold => ({
  ...large,
  groups: [large.groups[0], ...large.groups.slice(1), ...small.groups],
  evidence: new Set([...large.evidence, ...small.evidence]),
});

/** An example leads that shows half of it, because it is easier to grasp; else what was seen most. */
function inOrder({ groups, claim, evidence }: Fold): ReportCheck[] {
  const ordered = [...groups].sort((a, b) => a.at - b.at);
  const { level } = groups[0];
  const first =
    ordered.find(
      (group) =>
        group.level === level &&
        group.claims.slice(0, 1).some((one) => explains(one, claim)) &&
        group.evidence.size * 2 >= evidence.size,
    ) ?? groups[0];
  return [first, ...ordered.filter((one) => one !== first)].flatMap(({ checks }) => checks);
}
