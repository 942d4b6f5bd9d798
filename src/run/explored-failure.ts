import { breaksRelation, judgeSequence } from '../checks/explore/judge.ts';
import type { BrokenRelation, ExploredFailure, Sequence } from '../checks/explore/sequence.ts';
import { smaller } from '../checks/explore/shrink.ts';
import { see } from '../checks/seen.ts';
import { type Explorer, type RunSequence, recordOfRun, type Shown } from './explored-run.ts';
import { mayMeanAll } from './late.ts';

/** A sequence that breaks a requirement. */
export interface Found {
  sequence: Sequence;
  shown: Shown;
}

/** So many requests are spent on making a failing sequence smaller. */
export const MOST_SHRINKING = 250;
export const MOST_RELATIONS = 3;
/** To see that no session ends takes as long as so many requests. */
const WAIT_COST = 5;
export const costOf = ({ exchanges, broken }: Shown, found: { shown: Shown }): number =>
  exchanges.length + (found.shown.broken === 'loss' && broken === null ? WAIT_COST : 0);

/** Such a sequence is not made smaller: that would do it over and over. */
export function mayHaveTakenAll({ sequence, shown }: Found, { setting }: Explorer): boolean {
  return (
    shown.lost.some((id) => setting.bystanders.includes(id)) &&
    sequence.some(({ requests }) => requests.some(mayMeanAll))
  );
}

/** Leaves out of the sequence what it can do without: fast-check shrinks within what it drew, this across it. */
export async function shrunk(
  start: Found,
  spentBefore: number,
  run: RunSequence,
  isOver: () => boolean,
): Promise<{ found: Found; isMinimal: boolean }> {
  let found = start;
  let spent = spentBefore;
  const { broken } = start.shown;
  for (let candidates = smaller(found.sequence); ; ) {
    const { value: sequence, done } = candidates.next();
    if (done) return { found, isMinimal: true };
    if (spent >= MOST_SHRINKING || isOver()) return { found, isMinimal: false };
    const shown = await run(sequence, { watch: broken === 'loss', patient: false });
    if ('kind' in shown) return { found, isMinimal: false };
    spent += costOf(shown, start);
    if (shown.broken !== broken) continue;
    found = { sequence, shown };
    candidates = smaller(sequence);
  }
}

/**
 * Sends the sequence twice more, the second time with all patience. A loss counts only if both runs show it; an answer is
 * evidence by itself, and a device that stayed online only where it was waited for long enough.
 */
export async function confirmed(
  { sequence, shown }: Found,
  minimal: boolean,
  before: readonly Sequence[],
  run: RunSequence,
  explorer: Explorer,
): Promise<ExploredFailure | null> {
  const isLoss = shown.broken === 'loss';
  // What a deployment remembers of earlier sequences may be needed too.
  const withAll = [...before]
    .reverse()
    .flat()
    .concat(sequence)
    .map(({ relation: _, ...step }) => step);
  for (const candidate of isLoss ? [sequence, ...before, withAll] : [sequence]) {
    const again: Shown[] = [];
    for (const patient of [false, true]) {
      const repeated = await run(candidate, { watch: isLoss, patient });
      if (!('kind' in repeated)) again.push(repeated);
    }
    const lost = again
      .map((one) => one.lost)
      .reduce((all, one) => all.filter((id) => one.includes(id)), again[0]?.lost ?? []);
    const broken = again.filter((one) => one.broken !== null);
    const count = { shown: broken.length, runs: again.length };
    if (isLoss && lost.length > 0 && again.length > 1)
      return { steps: (again.at(-1) ?? shown).steps, minimal: minimal && candidate === sequence, again: count, lost };
    const evidence = isLoss ? undefined : [shown, ...broken].findLast((one) => isProven(one, explorer));
    if (evidence) return { steps: evidence.steps, minimal, again: count, lost: [] };
  }
  for (const device of shown.lost) explorer.sink({ type: 'unconfirmed', device, at: explorer.now() });
  return null;
}

/** Whether a judge of the record finds a breach too. */
function isProven({ exchanges, steps }: Shown, explorer: Explorer): boolean {
  return judgeSequence(recordOfRun(explorer, exchanges), steps).length > 0;
}

/** Relations that the sequence broke, and broke again when only their two steps were sent. */
export async function relationsOf(
  sequence: Sequence,
  shown: Shown,
  run: RunSequence,
  explorer: Explorer,
): Promise<BrokenRelation[]> {
  const broken: BrokenRelation[] = [];
  for (const [index, { relation }] of sequence.entries()) {
    const earlier = relation && sequence[relation.to];
    const step = sequence[index];
    if (!relation || !earlier || !step || !breaks(explorer, shown, relation.to, index, relation.kind)) continue;
    const { relation: _, ...plain } = step;
    const again = await run([earlier, plain], { watch: false, patient: false });
    if ('kind' in again) continue;
    const [first, second] = [again.steps[0]?.exchanges[0], again.steps[1]?.exchanges[0]];
    if (first && second && breaks(explorer, again, 0, 1, relation.kind))
      broken.push({ kind: relation.kind, first, second });
  }
  return broken.slice(0, MOST_RELATIONS);
}

function breaks(explorer: Explorer, shown: Shown, to: number, index: number, kind: BrokenRelation['kind']): boolean {
  const seen = see(recordOfRun(explorer, shown.exchanges));
  const [first, second] = [to, index].map((at) => seen.byId.get(shown.steps[at]?.exchanges[0] ?? ''));
  return Boolean(first && second && breaksRelation(seen, kind, first, second));
}

/** Whether two steps of the sequence were answered as no relation between them allows. */
export const breaksRelations = (sequence: Sequence, shown: Shown, explorer: Explorer): boolean =>
  sequence.some(({ relation }, index) => relation && breaks(explorer, shown, relation.to, index, relation.kind));
