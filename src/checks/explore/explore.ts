import { type Check, invariant } from '../check.ts';
import { breach, noJudgement, notTestable, say } from '../judging.ts';
import type { Seen } from '../seen.ts';
import { breaksRelation, judgeSequence } from './judge.ts';
import type { ExploredFailure } from './sequence.ts';

const NONE = [notTestable('nothing was explored')];

const sequences = invariant({
  id: 'explore/sequences',
  level: 'MUST',
  clauses: ['ACC-5a', 'ACC-5b', 'ACC-5c', 'ACC-6', 'ACC-7', 'ROUND-1b'],
  title: 'generated sequences of requests are answered as the requirements ask',
  judge: (seen) => {
    const { exploration } = seen;
    if (!exploration) return NONE;
    const found = exploration.failures.flatMap((failure) => findingsOf(seen, failure, exploration.seed));
    if (found.length > 0) return found;
    if (exploration.failures.length > 0)
      return [
        noJudgement(
          `${exploration.sent} of ${exploration.wanted} requests were explored: what ended it may be the doing of something else, because a device may have been offline already`,
        ),
      ];
    return exploration.ended === null
      ? []
      : [noJudgement(`${exploration.sent} of ${exploration.wanted} requests were explored: ${exploration.ended}`)];
  },
});

/** All that the sequence shows, with every request of it in order, so that it can be sent again. */
function findingsOf(seen: Seen, failure: ExploredFailure, seed: number) {
  const exchanges = failure.steps.flatMap((step) => step.exchanges.flatMap((id) => seen.byId.get(id) ?? []));
  const told = failure.steps
    .map(({ online, exchanges: ids }, i) => {
      const sent = ids.flatMap((id) => seen.byId.get(id) ?? []).map(say);
      return `${i + 1}. ${sent.join(' together with ')}${online ? ', all devices online' : ''}`;
    })
    .join('; ');
  const { shown, runs } = failure.again;
  const how = `${failure.minimal ? 'smallest sequence found' : 'sequence'} (seed ${seed}, seen again in ${shown} of ${runs} further runs): ${told}`;
  const found = [
    ...(failure.lost.length === 0
      ? []
      : [
          {
            message: 'devices go offline that no answer lists in success',
            expected: 'only devices in success go offline',
            actual: `${failure.lost.join(', ')} went offline`,
          },
        ]),
    ...judgeSequence(seen, failure.steps).filter((finding) => finding.kind === 'breach'),
  ];
  const [first] = found;
  if (!first) return [];
  const lines = (texts: readonly string[]) => [...new Set(texts)].slice(0, 4).join('\n');
  const message = lines(found.map((one) => one.message));
  const finding = breach(message, lines(found.map((one) => one.expected)), `${first.actual}\n${how}`, ...exchanges);
  return [{ ...finding, inOrder: true as const }];
}

const relations = invariant({
  id: 'explore/relations',
  level: 'SHOULD',
  clauses: ['ACC-5b', 'ACC-5c'],
  title: 'the order of a batch, and splitting it, change nothing about where its ids are listed',
  judge: (seen) => {
    const { exploration } = seen;
    if (!exploration) return NONE;
    return exploration.relations.flatMap(({ kind, first, second }) => {
      const [a, b] = [seen.byId.get(first), seen.byId.get(second)];
      const found = a && b ? breaksRelation(seen, kind, a, b) : null;
      return found?.kind === 'breach' ? [{ ...found, inOrder: true as const }] : [];
    });
  },
});

/** What `--explore` adds to the catalogue. */
export const exploring: readonly Check[] = [sequences, relations];
