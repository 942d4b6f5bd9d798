import type { Message } from '../base/message.ts';
import { errorMember, readLists } from '../exchange/answer.ts';
import { message } from '../messages/messages.ts';
import { listOf } from '../operation/body.ts';
import { NO_DEVICE } from '../operation/codes.ts';
import type { Id } from '../operation/id.ts';
import { noneOfAbsent, noneOnline } from './advice.ts';
import { type AskedId, askedOf } from './asked.ts';
import { type Check, invariant, type Lease, scenario, send, together } from './check.ts';
import { devicesAsked } from './doubt.ts';
import { equal } from './equal.ts';
import {
  type Answered,
  answeredWhere,
  breach,
  breachOf,
  judgeEach,
  listed,
  notTestable,
  remark,
  whenPerformed,
} from './judging.ts';
import { accountsFor } from './listing.ts';
import { post } from './request.ts';
import { sizes } from './sizes.ts';
import { sayAnswer, sayRequest } from './words.ts';

/** Ids that are asked for once, in one reading. */
const askedOnce = ({ ids }: { ids: readonly AskedId[] }): AskedId[] => {
  const count = new Map<Id, number>();
  for (const { floor } of ids) count.set(floor, (count.get(floor) ?? 0) + 1);
  return ids.filter((asked) => asked.plain && count.get(asked.floor) === 1);
};

const performedWell = (x: Answered) => x.answer.status === 200 && askedOf(x).forTheOperation && askedOf(x).wellFormed;

const several = scenario({
  id: 'accounting/several',
  level: 'MUST',
  clauses: ['ACC-1a'],
  title: 'a batch of several online devices is performed as a whole',
  needs: { devices: 2 },
  *act({ devices }) {
    yield* send(post(listOf(...devices)));
  },
  judge: (seen, self) => judgeEach(seen, self, (x) => whenPerformed(seen, x, () => [])),
});

const listedInvariant = invariant({
  id: 'accounting/listed',
  level: 'MUST',
  clauses: ['ACC-1a'],
  core: true,
  title: 'each online device that was asked for is listed in success or failed',
  judge: (seen) => {
    const answered = answeredWhere(
      seen,
      (x) => performedWell(x) && readLists(x.answer) !== null && devicesAsked(seen, x, 'online').length > 0,
    );
    if (answered.length === 0) {
      return [notTestable(noneOnline(seen.setting))];
    }
    return answered.flatMap((x) => {
      const lists = readLists(x.answer);
      if (!lists?.success || !lists.failed) return [];
      const count = listed(lists);
      return devicesAsked(seen, x, 'online')
        .filter((id) => !count.has(id))
        .map((id) =>
          breachOf('accounting.online-not-listed', x, {
            actual: message('accounting.online-not-listed.actual', {
              id,
              request: sayRequest(x),
              answer: sayAnswer(x.answer),
            }),
          }),
        );
    });
  },
});

const listedOnce = invariant({
  id: 'accounting/listed-once',
  level: 'MUST',
  clauses: ['ACC-1b'],
  title: 'an id that was sent once is listed once',
  judge: (seen) => {
    const answered = answeredWhere(seen, (x) => performedWell(x) && readLists(x.answer) !== null);
    if (answered.length === 0) return [notTestable(message('accounting.no-batch-answered', {}))];
    return answered.flatMap((x) => {
      const lists = readLists(x.answer);
      if (!lists) return [];
      const count = listed(lists);
      return askedOnce(askedOf(x)).flatMap(({ floor }) =>
        (count.get(floor) ?? 0) > 1
          ? [breach(message('accounting.listed-twice', {}), message('once', { id: floor }), sayAnswer(x.answer), x)]
          : [],
      );
    });
  },
});

const offlineListed = scenario({
  id: 'accounting/offline-listed',
  level: 'SHOULD',
  clauses: ['ACC-1c'],
  title: 'a device that is offline, or whose state is not known, is listed too',
  needs: { offline: 1 },
  *act({ offline: [id = ''] }) {
    yield* send(post(listOf(id)));
  },
  judge: (seen, self) =>
    judgeEach(seen, self, (x) =>
      whenPerformed(
        seen,
        x,
        (lists) => {
          const count = listed(lists);
          return devicesAsked(seen, x, 'other')
            .filter((id) => !count.has(id))
            .map((id) =>
              breach(
                message('accounting.offline-not-listed', {}),
                message('in-success-or-failed', { id }),
                sayAnswer(x.answer),
                x,
              ),
            );
        },
        'offline',
      ),
    ),
});

/** Where the id stood more than once in the request, that may be why. */
function sayInBoth(id: Id, x: Answered): Message {
  const answer = sayAnswer(x.answer);
  const places = askedOf(x).ids.flatMap(({ floor }, i) => (floor === id ? [String(i + 1)] : []));
  if (places.length < 2) return message('accounting.in-both.actual', { id, answer });
  const first = places.slice(0, MOST_PLACES);
  return places.length > first.length
    ? message('accounting.in-both.at-many', { id, count: places.length, places: first, answer })
    : message('accounting.in-both.at', { id, places, answer });
}

/** So many positions of an id are named. */
const MOST_PLACES = 5;

const notInBoth = invariant({
  id: 'accounting/not-in-both',
  level: 'MUST',
  clauses: ['ACC-2a'],
  title: 'no device is in both lists',
  judge: (seen) => {
    const answered = answeredWhere(
      seen,
      (x) => askedOf(x).forTheOperation && readLists(x.answer)?.success != null && x.answer.status === 200,
    );
    if (answered.length === 0) return [notTestable(message('accounting.none-answered', {}))];
    return answered.flatMap((x) => {
      const lists = readLists(x.answer);
      const failed = new Set((lists?.failed ?? []).map((entry) => entry.key));
      const both = [...new Set((lists?.success ?? []).map((entry) => entry.key))].filter(
        (id) => id !== null && failed.has(id),
      );
      return both.slice(0, 3).map((id) => breachOf('accounting.in-both', x, { actual: sayInBoth(String(id), x) }));
    });
  },
});

const repeatedId = scenario({
  id: 'accounting/repeated-id',
  level: 'SHOULD',
  clauses: ['ACC-2b'],
  title: 'an id that is sent twice is listed once',
  needs: { devices: 1, more: 2 },
  *act({ devices: [a = ''], more: [b, behind] }, { absent: [other] }) {
    const apart = b === undefined || other === undefined ? [] : [post(listOf(b, other, b))];
    // Whoever drops the repeat may be out of step behind it.
    yield* together([post(listOf(a, a, ...(behind === undefined ? [] : [behind]))), ...apart]);
  },
  judge: (seen, self) =>
    judgeEach(seen, self, (x) => {
      if (x.answer.status === 400) return [remark(message('accounting.repeats-refused', {}))];
      if (x.answer.status === 404 && askedOf(x).ids.some(({ floor }) => !seen.setting.ground.devices.has(floor)))
        return []; // for its absent id
      return whenPerformed(seen, x, (lists) =>
        [...listed(lists)].flatMap(([id, count]) =>
          count > 1
            ? [breach(message('accounting.repeated-listed-twice', {}), message('once', { id }), sayAnswer(x.answer), x)]
            : [],
        ),
      );
    }),
});

const nothingUnasked = invariant({
  id: 'accounting/nothing-unasked',
  level: 'MUST',
  clauses: ['ACC-3'],
  title: 'nothing is listed that was not asked for',
  judge: (seen) => {
    const answered = answeredWhere(
      seen,
      (x) => x.request.method === 'POST' && x.answer.status === 200 && readLists(x.answer) !== null,
    );
    if (answered.length === 0) return [notTestable(message('accounting.none-answered', {}))];
    return answered.flatMap((x) => {
      const lists = readLists(x.answer);
      const invented = [...(lists ? listed(lists).keys() : [])].filter((id) => !askedOf(x).may.has(id));
      return invented.slice(0, 3).map((id) =>
        breachOf('accounting.invented', x, {
          actual: message('accounting.invented.actual', { id, request: sayRequest(x), answer: sayAnswer(x.answer) }),
        }),
      );
    });
  },
});

const absentNeverSucceeds = invariant({
  id: 'accounting/absent-never-succeeds',
  level: 'MUST',
  clauses: ['ACC-4a'],
  title: 'an id that no device has is never in success',
  judge: (seen) => {
    const declared = seen.setting.ground.devices;
    const absentAsked = (x: Answered) =>
      askedOf(x).ids.filter((asked) => asked.readings.every((id) => !declared.has(id)));
    const answered = answeredWhere(
      seen,
      (x) => performedWell(x) && readLists(x.answer) !== null && absentAsked(x).length > 0,
    );
    if (answered.length === 0) return [notTestable(noneOfAbsent(seen.setting))];
    return answered.flatMap((x) => {
      const success = new Set((readLists(x.answer)?.success ?? []).map((entry) => entry.key));
      return absentAsked(x)
        .filter((asked) => asked.readings.some((id) => success.has(id)))
        .slice(0, 3)
        .map((asked) => breachOf('accounting.absent-succeeds', x, { expected: { text: asked.text } }));
    });
  },
});

/** Absent alone, and beside a device: either way it is in `failed`, or the whole request is 404. */
const absentAnswer = scenario({
  id: 'accounting/absent-answer',
  level: 'SHOULD',
  clauses: ['ACC-4b'],
  title: 'an id that no device has is in failed, or the whole request is answered 404 with ROMA.00110006',
  needs: { absent: 1, devices: 1 },
  steps: 2,
  *act({ absent: [absent = ''], devices: [id = ''] }) {
    yield* together([post(listOf(absent)), post(listOf(id, absent))]);
    yield* send(post(listOf(absent, id)));
  },
  judge: (seen, self) => {
    const absent = seen.leases.get(self.id)?.absent[0] ?? '';
    return judgeEach(seen, self, (x) => {
      const code = errorMember(x.answer, 'error_code');
      if (x.answer.status === 404 && code === NO_DEVICE) {
        return [remark(message('accounting.absent-404', {}))];
      }
      const another = breachOf('accounting.absent-otherwise', x);
      if (x.answer.status < 200 || x.answer.status > 299) return [another];
      return whenPerformed(seen, x, (lists) => (listed(lists).has(absent) ? [] : [another]));
    });
  },
});

/** In company too, and in large batches, where single entries get lost. */
const absentListed = invariant({
  id: 'accounting/absent-listed',
  level: 'SHOULD',
  clauses: ['ACC-4b'],
  title: 'where a batch is answered 200, each id that no device has is in failed',
  judge: (seen) => {
    const declared = seen.setting.ground.devices;
    const absentAsked = (x: Answered) => askedOf(x).ids.filter(({ plain, floor }) => plain && !declared.has(floor));
    const answered = answeredWhere(
      seen,
      (x) => performedWell(x) && readLists(x.answer) !== null && absentAsked(x).length > 0,
    );
    if (answered.length === 0) return [notTestable(noneOfAbsent(seen.setting))];
    return answered.flatMap((x) => {
      const lists = readLists(x.answer);
      if (!lists?.success || !lists.failed) return [];
      const count = listed(lists);
      return absentAsked(x)
        .filter(({ floor }) => !count.has(floor))
        .slice(0, 3)
        .map(({ text }) => breachOf('accounting.absent-not-listed', x, { expected: { text } }));
    });
  },
});

const anyOrder = scenario({
  id: 'accounting/any-order',
  level: 'MUST',
  clauses: ['ACC-5b'],
  title: 'a batch is accounted for in any order',
  needs: { devices: 2, more: 1 },
  steps: 2,
  *act({ devices, more }) {
    const ascending = [...devices, ...more].sort((a, b) => Number(BigInt(a) - BigInt(b)));
    yield* send(post(listOf(...ascending)));
    yield* send(post(listOf(...ascending.toReversed())));
  },
  judge: (seen, self) => judgeEach(seen, self, (x) => accountsFor(seen, x)),
});

const split = scenario({
  id: 'accounting/split',
  level: 'MUST',
  clauses: ['ACC-5c'],
  title: 'a batch that is split is accounted for like the whole',
  needs: { devices: 2 },
  steps: 2,
  *act({ devices: [a = '', b = ''] }) {
    yield* send(post(listOf(a, b)));
    yield* together([post(listOf(a)), post(listOf(b))]);
  },
  judge: (seen, self) => judgeEach(seen, self, (x) => accountsFor(seen, x)),
});

const inFlight = scenario({
  id: 'accounting/in-flight',
  level: 'MUST',
  clauses: ['ACC-6'],
  title: 'requests in flight at the same time are each answered with their own devices',
  needs: { devices: 2, more: 1 },
  steps: 2,
  *act({ devices, more }) {
    for (let round = 0; round < 2; round++) yield* together([...devices, ...more].map((id) => post(listOf(id))));
  },
  judge: (seen, self) => judgeEach(seen, self, (x) => accountsFor(seen, x)),
});

const repeatedRequest = scenario({
  id: 'accounting/repeated-request',
  level: 'MUST',
  clauses: ['ACC-7'],
  title: 'the same request, repeated, keeps conforming',
  needs: { devices: 1 },
  steps: 5,
  *act({ devices: [id = ''] }: Lease) {
    for (let time = 0; time < 5; time++) yield* send(post(listOf(id)));
  },
  judge: (seen, self) => judgeEach(seen, self, (x) => accountsFor(seen, x)),
});

export const accounting: readonly Check[] = [
  several,
  listedInvariant,
  listedOnce,
  offlineListed,
  notInBoth,
  repeatedId,
  ...equal,
  nothingUnasked,
  absentNeverSucceeds,
  absentAnswer,
  absentListed,
  ...sizes,
  anyOrder,
  split,
  inFlight,
  repeatedRequest,
];
