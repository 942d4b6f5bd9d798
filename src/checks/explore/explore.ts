import { leavesOnline, onSameConnection } from '../../exchange/same-connection.ts';
import { inLines, joined, message } from '../../messages/messages.ts';
import { type Check, invariant } from '../check.ts';
import { breach, noJudgement, notTestable } from '../judging.ts';
import type { Seen } from '../seen.ts';
import { sayRequest } from '../words.ts';
import { breaksRelation, judgeSequence } from './judge.ts';
import type { ExploredFailure } from './sequence.ts';

const NONE = [notTestable(message('explore.nothing', {}))];

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
      return [noJudgement(message('explore.unsure', { sent: exploration.sent, wanted: exploration.wanted }))];
    return exploration.ended === null
      ? []
      : [
          noJudgement(
            message('explore.ended', {
              sent: exploration.sent,
              wanted: exploration.wanted,
              reason: exploration.said ?? exploration.ended,
            }),
          ),
        ];
  },
});

/** So many different findings of a sequence are told. */
const MOST_TOLD = 4;

/** All that the sequence shows, with every request of it in order, so that it can be sent again. */
function findingsOf(seen: Seen, failure: ExploredFailure, seed: number) {
  const exchanges = failure.steps.flatMap((step) => step.exchanges.flatMap((id) => seen.byId.get(id) ?? []));
  const told = failure.steps.map(({ online, exchanges: ids }, i) => {
    const sent = ids.flatMap((id) => seen.byId.get(id) ?? []).map(sayRequest);
    const requests = joined('explore.together', sent);
    return message(online ? 'explore.step-online' : 'explore.step', { number: i + 1, requests });
  });
  const { shown, runs } = failure.again;
  const steps = joined('shared.then', told);
  const sequence = message(failure.minimal ? 'explore.smallest' : 'explore.sequence', { seed, shown, runs, steps });
  // Those of one command need no word.
  const isApart = exchanges.some((x, i) => {
    const next = exchanges[i + 1];
    return next && onSameConnection(x, next) && !leavesOnline(x);
  });
  const how = isApart ? message('explore.one-connection', { sequence }) : sequence;
  const found = [
    ...(failure.lost.length === 0
      ? []
      : [
          {
            message: message('explore.unlisted-loss', {}),
            expected: message('explore.unlisted-loss.expected', {}),
            actual: message('shared.went-offline', { devices: failure.lost }),
          },
        ]),
    ...judgeSequence(seen, failure.steps).flatMap((finding) => (finding.kind === 'breach' ? [finding.said] : [])),
  ];
  const [first] = found;
  if (!first) return [];
  const finding = breach(
    inLines(
      found.map((one) => one.message),
      MOST_TOLD,
    ),
    inLines(
      found.map((one) => one.expected),
      MOST_TOLD,
    ),
    message('shared.lines', { first: first.actual, next: how }),
    ...exchanges,
  );
  return [{ ...finding, inOrder: true as const }];
}

const relations = invariant({
  id: 'explore/relations',
  level: 'SHOULD',
  clauses: ['ACC-5b', 'ACC-5c', 'BODY-7b', 'BODY-7d'],
  title: 'the order of a batch, its spelling, and splitting it change nothing about where its ids are listed',
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
