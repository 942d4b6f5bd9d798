import { isAnswered } from '../../exchange/answer.ts';
import type { Exchange } from '../../exchange/exchange.ts';
import type { Id } from '../../operation/id.ts';
import { askedOf } from '../asked.ts';
import { catalogue } from '../catalogue.ts';
import type { Finding } from '../check.ts';
import { wasOnline } from '../doubt.ts';
import { breach } from '../judging.ts';
import { type Record, type Seen, see } from '../seen.ts';
import { sayBoth } from '../words.ts';
import { judgeByModel, judgeRelation } from './model.ts';
import type { Relation, SentStep } from './sequence.ts';

const invariants = catalogue.filter(({ kind, level }) => kind === 'invariant' && level === 'MUST');

/**
 * Every breach of a MUST by one sequence: by the model, and by the invariants of the catalogue. `record` is the run's: what
 * came before and after tells which devices were in doubt, but only exchanges of the sequence are judged. Pure.
 */
export function judgeSequence(record: Record, steps: readonly SentStep[]): Finding[] {
  const ids = new Set(steps.flatMap(({ exchanges }) => exchanges));
  const seen = see(record);
  const byModel = steps.flatMap(({ exchanges }) => {
    const together = exchanges.flatMap((id) => seen.byId.get(id) ?? []);
    return together.flatMap((x) => judgeOne(seen, x, together));
  });
  const byInvariants = invariants.flatMap((check) =>
    check.judge(seen, check).filter((finding) => finding.kind === 'breach' && isOf(finding, ids)),
  );
  return [...byModel, ...byInvariants];
}

/** Of requests that show it in order only the last is judged; those before it may be older. */
function isOf({ exchanges, inOrder }: Extract<Finding, { kind: 'breach' }>, ids: ReadonlySet<string>): boolean {
  return inOrder ? ids.has(exchanges.at(-1) ?? '') : exchanges.every((id) => ids.has(id));
}

function judgeOne(seen: Seen, x: Exchange, together: readonly Exchange[]): Finding[] {
  if (!isAnswered(x)) return [];
  const elsewhere = new Set(
    together.filter((other) => other !== x).flatMap((other) => askedOf(other).ids.flatMap(({ readings }) => readings)),
  );
  const isOnline = (device: Id) => wasOnline(seen, x, device) && !elsewhere.has(device);
  return judgeByModel(x.request, x.answer, { ground: seen.setting.ground, isOnline }).map(({ message, expected }) =>
    breach(message, expected, sayBoth(x), x),
  );
}

/** Whether two batches that stand in a relation were answered differently although all their devices were online. */
export function breaksRelation(seen: Seen, kind: Relation['kind'], first: Exchange, second: Exchange): Finding | null {
  if (!isAnswered(first) || !isAnswered(second)) return null;
  const declared = seen.setting.ground.devices;
  const wereOnline = [first, second].every((x) =>
    askedOf(x).ids.every(({ floor }) => !declared.has(floor) || wasOnline(seen, x, floor)),
  );
  const found = wereOnline ? judgeRelation(kind, first.answer, second.answer) : null;
  return found && breach(found.message, found.expected, sayBoth(second), first, second);
}
