import { readLists } from '../exchange/answer.ts';
import { message } from '../messages/messages.ts';
import { listOf } from '../operation/body.ts';
import type { Id } from '../operation/id.ts';
import { type Asked, askedOf } from './asked.ts';
import { type Check, invariant, scenario, send } from './check.ts';
import { fractionsFor } from './fractions.ts';
import { answeredWhere, breach, isIn, judgeEach, listed, notTestable, remark, whenPerformed } from './judging.ts';
import { accountsFor } from './listing.ts';
import { post } from './request.ts';
import { sayAnswer } from './words.ts';

/** Ids that come to the same device in different spellings: those of which no conforming deployment can make two. */
function equalIn({ ids }: Asked): Id[] {
  const texts = new Map<Id, Set<string>>();
  for (const { plain, floor, text } of ids) {
    if (plain) texts.set(floor, (texts.get(floor) ?? new Set()).add(text));
  }
  return [...texts].filter(([, spelled]) => spelled.size > 1).map(([floor]) => floor);
}

/** A batch in which several numbers round down to one device. */
const oneDevice = scenario({
  id: 'accounting/equal-by-rounding',
  level: 'MUST',
  clauses: ['ACC-2a'],
  title: 'numbers that round down to the same device are answered as that one device, in one list',
  needs: { pairs: 1 },
  steps: 3,
  *act({ pairs: [pair] }, setting) {
    if (!pair) return;
    const { id } = pair;
    const fraction = fractionsFor(setting);
    const [few, more] = [setting.absent.slice(0, 3), setting.absent.slice(3, 6)];
    const batches = [
      [fraction(id, '2'), fraction(id, '7')],
      [id, fraction(id, '5')],
      [fraction(id, '5'), ...few, id, ...more, fraction(id, '2')],
    ];
    for (const batch of batches) {
      const { answer } = yield* send(post(listOf(...batch)));
      if (answer?.status === 400) return;
      // Those with absent ids are refused as a whole.
      if (answer?.status === 404 && batch.length > 3) yield* send(post(listOf(fraction(id, '5'), id)));
    }
  },
  judge: (seen, self) =>
    judgeEach(seen, self, (x) => {
      if (x.answer.status === 400)
        return [
          remark(message('accounting.equal-refused', {})),
          notTestable(message('accounting.repeats-refused-lawful', {})),
        ];
      if (x.answer.status === 404 && askedOf(x).ids.length > 2) return []; // for its absent ids
      return [
        ...accountsFor(seen, x),
        ...whenPerformed(seen, x, ({ success, failed }) =>
          equalIn(askedOf(x))
            .filter((id) => isIn(success, id) && isIn(failed, id))
            .map((id) =>
              breach(message('accounting.one-in-both', {}), message('in-one-list', { id }), sayAnswer(x.answer), x),
            ),
        ),
      ];
    }),
});

/** Where it is refused, twice the same spelling is sent too: that may be refused, and so may the other then. */
const spellings = scenario({
  id: 'accounting/repeated-spelling',
  level: 'MUST',
  clauses: ['BODY-7c'],
  title: 'a whole id that is sent as 20001 and as 20001.0 is one id sent twice',
  needs: { devices: 1 },
  *act({ devices: [id = ''] }, setting) {
    const { answer } = yield* send(post(listOf(id, fractionsFor(setting)(id, '0'))));
    if (answer?.status === 400) yield* send(post(listOf(id, id)));
  },
  judge: (seen, self) => {
    const [, alike] = seen.of(self.id);
    if (alike?.answer?.status === 400) return [notTestable(message('accounting.repeats-refused-lawful', {}))];
    return judgeEach(seen, self, (x) => [
      ...accountsFor(seen, x),
      ...whenPerformed(seen, x, ({ success, failed }) =>
        equalIn(askedOf(x))
          .filter((id) => isIn(success, id) && isIn(failed, id))
          .map((id) =>
            breach(message('accounting.spellings-are-two', {}), message('in-one-list', { id }), sayAnswer(x.answer), x),
          ),
      ),
    ]);
  },
});

const listedOnce = invariant({
  id: 'accounting/equal-listed-once',
  level: 'SHOULD',
  clauses: ['ACC-2b'],
  title: 'a device to which several numbers of the request come is listed once',
  judge: (seen) => {
    const answered = answeredWhere(
      seen,
      (x) =>
        askedOf(x).forTheOperation &&
        x.answer.status === 200 &&
        readLists(x.answer) !== null &&
        equalIn(askedOf(x)).length > 0,
    );
    if (answered.length === 0) return [notTestable(message('accounting.no-equal-answered', {}))];
    return answered.flatMap((x) => {
      const lists = readLists(x.answer);
      const count = lists ? listed(lists) : new Map<Id, number>();
      return equalIn(askedOf(x))
        .filter((id) => (count.get(id) ?? 0) > 1)
        .map((id) =>
          breach(message('accounting.equal-listed-twice', {}), message('once', { id }), sayAnswer(x.answer), x),
        );
    });
  },
});

/** Several numbers, one device. */
export const equal: readonly Check[] = [oneDevice, spellings, listedOnce];
