import { readLists } from '../exchange/answer.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { message } from '../messages/messages.ts';
import { listOf } from '../operation/body.ts';
import type { Id } from '../operation/id.ts';
import { noSuccessor, tooFewDevices } from './advice.ts';
import { askedOf } from './asked.ts';
import { type Check, type Finding, invariant, type Lease, type Needs, type Pair, scenario, send } from './check.ts';
import { culprits } from './culprits.ts';
import { wasOnline } from './doubt.ts';
import { type Fraction, fractionsFor } from './fractions.ts';
import {
  type Answered,
  answeredWhere,
  breachOf,
  isIn,
  judgeEach,
  listed,
  notTestable,
  remark,
  whenPerformed,
} from './judging.ts';
import { post } from './request.ts';
import type { Seen } from './seen.ts';
import { sayAnswer, sayRequest } from './words.ts';

/**
 * Every id of the request is listed rounded down. An id whose device was not known to be online may be left out, so
 * nothing is judged by it.
 */
function roundedDown(seen: Seen, x: Answered): Finding[] {
  return whenPerformed(seen, x, (lists) => {
    const count = listed(lists);
    const findings: Finding[] = [];
    let judged = 0;
    for (const asked of askedOf(x).ids) {
      const found = asked.readings.some((reading) => count.has(reading));
      if (found) judged++;
      // Its successor in its place is the finding below.
      if (!found && count.has((BigInt(asked.floor) + 1n).toString()) && !asked.whole) continue;
      if (found || !wasOnline(seen, x, asked.floor)) continue;
      judged++;
      findings.push(
        breachOf('rounding.does-not-list', x, {
          found: { request: sayRequest(x), text: asked.text, floor: asked.floor },
          expected: { floor: asked.floor },
        }),
      );
    }
    const floors = new Set(askedOf(x).ids.map((asked) => asked.floor));
    const bySuccessor = new Map(
      [...askedOf(x).ids].reverse().flatMap((asked) => {
        const successor = (BigInt(asked.floor) + 1n).toString();
        return asked.readings.includes(successor) ? [] : [[successor, asked] as const];
      }),
    );
    for (const id of count.keys()) {
      const from = bySuccessor.get(id);
      if (from && !floors.has(id)) {
        judged++;
        findings.push(
          breachOf('rounding.takes-for', x, {
            found: { body: sayRequest(x), text: from.text, id },
            expected: { floor: from.floor, id },
          }),
        );
      }
    }
    if (judged === 0) findings.push(notTestable(message('rounding.none-judged', {})));
    return findings;
  });
}

const COMPANY: Needs = { pairs: 1, more: 1 };

/** Whole ids to stand beside a fraction: other devices, at last its successor; never the same id, which may be refused. */
function companions({ more, pairs: [pair] }: Lease): Id[] {
  return [...more, ...(pair?.nextIsDevice ? [pair.next] : [])];
}

/** A batch with the companions in it; empty where there are too few. */
function beside(lease: Lease, atLeast: number, batch: (others: [Id, Id, ...Id[]]) => (Id | undefined)[]): Id[] {
  const others = companions(lease);
  return others.length < atLeast ? [] : batch(others as [Id, Id, ...Id[]]).filter((id) => id !== undefined);
}

const rounds = (
  name: string,
  clause: string,
  title: string,
  elements: (pair: Pair, lease: Lease, fraction: Fraction) => readonly string[],
  options: { needs?: Needs; core?: true; level?: 'MUST' | 'SHOULD' } = {},
) =>
  scenario({
    id: `rounding/${name}`,
    level: options.level ?? 'MUST',
    clauses: [clause],
    ...(options.core && { core: options.core }),
    title,
    needs: options.needs ?? { pairs: 1 },
    *act(lease, setting) {
      const [pair] = lease.pairs;
      const ids = pair ? elements(pair, lease, fractionsFor(setting)) : [];
      if (ids.length > 0) yield* send(post(listOf(...ids)));
    },
    judge: (seen, self) => {
      if (seen.of(self.id).length === 0) return [notTestable(tooFewDevices(seen.setting))];
      return judgeEach(seen, self, (x) => roundedDown(seen, x));
    },
  });

/** As many nines behind the point as 16 significant digits leave room for. */
function justBelowNext(id: Id): string {
  for (let nines = 16 - id.length; nines > 0; nines--) {
    const text = `${id}.${'9'.repeat(nines)}`;
    if (Math.floor(Number(text)) === Number(id)) return text;
  }
  return `${id}.5`;
}

/** Whole ids in spellings that RFC 8259 allows: the number is the same. */
const spelled = (
  name: string,
  clause: string,
  level: 'MUST' | 'SHOULD',
  title: string,
  spellings: (id: Id, fraction: Fraction) => readonly string[],
) =>
  scenario({
    id: `rounding/${name}`,
    level,
    clauses: [clause],
    title,
    needs: { devices: 1 },
    steps: spellings('', (id, digits) => `${id}.${digits}`).length,
    *act({ devices: [id = ''] }, setting) {
      for (const text of spellings(id, fractionsFor(setting))) yield* send(post(listOf(text)));
    },
    judge: (seen, self) => judgeEach(seen, self, (x) => roundedDown(seen, x)),
  });

const hasFraction = (x: Answered) => askedOf(x).ids.some((asked) => !asked.whole);

const wholeInAnswer = invariant({
  id: 'rounding/whole-id-in-answer',
  level: 'MUST',
  clauses: ['ROUND-1c'],
  title: 'the answer to a fraction has the whole id, in id and in device_id',
  judge: (seen) => {
    const answered = answeredWhere(
      seen,
      // What lists nobody repeats no fraction.
      (x) => askedOf(x).forTheOperation && x.answer.status === 200 && hasFraction(x) && hasLists(x),
    );
    if (answered.length === 0) return [notTestable(message('rounding.no-fraction-answered', {}))];
    return answered.flatMap((x) =>
      whenPerformed(seen, x, ({ success, failed }) => {
        const fractions = new Set(askedOf(x).ids.map((asked) => asked.text));
        const repeated = (member: string, text: string) =>
          breachOf('rounding.repeats-fraction', x, {
            found: { member },
            actual: message('rounding.repeats-fraction.actual', { member, text }),
          });
        return [...success, ...failed].flatMap((entry) => [
          ...(entry.id === null && fractions.has(entry.idText) ? [repeated('id', entry.idText)] : []),
          ...(entry.deviceId === null && fractions.has(entry.deviceIdText)
            ? [repeated('device_id', entry.deviceIdText)]
            : []),
        ]);
      }),
    );
  },
});

function hasLists({ answer }: Answered): boolean {
  const lists = readLists(answer);
  return lists !== null && (lists.success !== null || lists.failed !== null);
}

const neverTheSuccessor = invariant({
  id: 'rounding/never-the-successor',
  level: 'MUST',
  clauses: ['ROUND-2'],
  title: 'a fraction takes the rounded-down device offline, never its successor',
  judge: (seen) => {
    const isFraction = (x: Answered) => askedOf(x).forTheOperation && hasFraction(x);
    const watched = answeredWhere(seen, isFraction).filter((x) =>
      successors(x).some((id) => seen.stateAt(id, x.sentAt) === 'online'),
    );
    if (watched.length === 0) return [notTestable(noSuccessor(seen.setting))];
    const takes = (x: Exchange, lost: readonly Id[]) =>
      breachOf('rounding.takes-successor', x, {
        actual: message('shared.went-offline-after', { devices: lost, request: sayRequest(x) }),
      });
    const listedAndLost = watched.flatMap((x) =>
      successors(x)
        .filter((id) => {
          const down = seen.downAfter(id, x.sentAt);
          return down !== null && down <= x.answeredAt + seen.setting.limits.effectLatestMs && isInSuccess(x, id);
        })
        .map((id) => takes(x, [id])),
    );
    const confirmed = culprits(
      seen,
      (x) => isFraction(x as Answered),
      (x, lost) => {
        const hit = lost.filter((id) => successors(x as Answered).includes(id));
        return hit.length > 0 ? takes(x, hit) : null; // another device: effects/no-other-device is about that
      },
    );
    return [...listedAndLost, ...confirmed];
  },
});

/** N+1 for every fraction of N that the request does not name itself. */
function successors(x: Answered): Id[] {
  const { ids, may } = askedOf(x);
  return ids
    .filter((asked) => !asked.whole && BigInt(asked.floor) >= 0n)
    .map((asked) => (BigInt(asked.floor) + 1n).toString())
    .filter((id) => !may.has(id));
}

/** The answer itself puts the successor into `success`: then the loss is the request's doing beyond doubt. */
const isInSuccess = (x: Answered, id: Id) => isIn(readLists(x.answer)?.success ?? null, id);

const beyondDouble = scenario({
  id: 'rounding/beyond-double',
  level: 'SHOULD',
  clauses: ['ROUND-4'],
  title: 'a fraction of more digits than a double holds is rounded down',
  needs: { pairs: 1 },
  *act({ pairs: [pair] }) {
    if (pair) yield* send(post(listOf(`${pair.id}.${'9'.repeat(20)}`)));
  },
  judge: (seen, self) =>
    judgeEach(seen, self, (x) =>
      whenPerformed(seen, x, (lists) => {
        const count = listed(lists);
        const [asked] = askedOf(x).ids;
        if (!asked || count.has(asked.floor)) return [];
        if (count.size === 0) return [notTestable(message('rounding.none-listed', {}))];
        return [
          breachOf('rounding.not-taken-for', x, {
            found: { text: asked.text, floor: asked.floor },
            expected: { floor: asked.floor },
          }),
        ];
      }),
    ),
});

const negative = scenario({
  id: 'rounding/negative-fraction',
  level: 'MAY',
  clauses: ['ROUND-5'],
  title: 'negative fractions are rounded down or cut towards zero',
  // A deployment may drop the sign, before it rounds or after.
  needs: { pairs: 1, probes: true },
  mayMeanAll: true,
  *act({ pairs: [pair] }, setting) {
    if (pair) yield* send(post(listOf(`-${fractionsFor(setting)(pair.id, '5')}`)));
  },
  judge: (seen, self) =>
    judgeEach(seen, self, (x) => [
      remark(message('rounding.negative', { request: sayRequest(x), answer: sayAnswer(x.answer) })),
    ]),
});

/** Some deployments read large batches in another way. */
const [BATCH, LARGE_BATCH] = [100, 1025];

const largeBatch = scenario({
  id: 'rounding/large-batch',
  level: 'MUST',
  clauses: ['ROUND-1b'],
  title: 'a fraction in a large batch is rounded down',
  needs: { pairs: 1, absent: BATCH - 1 },
  *act({ pairs: [pair] }, setting) {
    if (!pair) return;
    const fraction = fractionsFor(setting)(pair.id, '7');
    const batch = (length: number) => {
      const absent = setting.absent.slice(0, length - 1);
      return post(listOf(...absent.slice(0, 60), fraction, ...absent.slice(60)));
    };
    if (setting.absent.length >= LARGE_BATCH - 1) {
      const { answer } = yield* send(batch(LARGE_BATCH));
      // So large a batch may be refused.
      if (answer?.status !== 400 && answer?.status !== 413) return;
    }
    yield* send(batch(BATCH));
  },
  judge: (seen, self) => {
    const last = seen.of(self.id).at(-1);
    return judgeEach(seen, self, (x) => {
      if (![400, 404, 413].includes(x.answer.status)) return roundedDown(seen, x);
      return x === last ? [notTestable(message('rounding.batch-refused', {}))] : [];
    });
  },
});

export const rounding: readonly Check[] = [
  rounds('half', 'ROUND-1a', 'a half is rounded down', ({ id }, _, fraction) => [fraction(id, '5')], { core: true }),
  rounds('small', 'ROUND-1a', 'a small fraction is rounded down', ({ id }, _, fraction) => [fraction(id, '05')]),
  rounds('large', 'ROUND-1a', 'a large fraction is rounded down', ({ id }, _, fraction) => [fraction(id, '9')]),
  rounds('sixteen-digits', 'ROUND-1a', 'a fraction of sixteen significant digits in all is rounded down', ({ id }) => [
    justBelowNext(id),
  ]),
  rounds(
    'first-position',
    'ROUND-1b',
    'a fraction in the first position of a batch is rounded down',
    ({ id }, lease, fraction) => beside(lease, 1, ([a]) => [fraction(id, '7'), a]),
    { needs: COMPANY },
  ),
  rounds(
    'middle-position',
    'ROUND-1b',
    'a fraction between whole ids is rounded down',
    ({ id }, lease, fraction) => beside(lease, 2, ([a, b]) => [a, fraction(id, '7'), b]),
    { needs: COMPANY },
  ),
  rounds(
    'last-position',
    'ROUND-1b',
    'a fraction in the last position of a batch is rounded down',
    ({ id }, lease, fraction) => beside(lease, 1, ([a, ...others]) => [a, ...others, fraction(id, '7')]),
    { needs: COMPANY },
  ),
  rounds(
    'every-position',
    'ROUND-1b',
    'fractions in every position of a batch are rounded down',
    (_, { pairs }, fraction) => pairs.map(({ id }, i) => fraction(id, ['3', '60', '9'][i % 3] ?? '3')),
    { needs: { pairs: 2 } },
  ),
  rounds(
    'beside-successor',
    'ROUND-1b',
    'a fraction beside its own successor is rounded down',
    ({ id, next }, _, fraction) => [fraction(id, '9'), next],
    { needs: { pairs: 1, successorIsDevice: true } },
  ),
  largeBatch,
  wholeInAnswer,
  neverTheSuccessor,
  spelled('zero-fraction', 'ROUND-3a', 'MUST', 'a whole number written with .0 stays itself', (id, fraction) => [
    fraction(id, '0'),
    fraction(id, '000'),
  ]),
  spelled('exponent', 'ROUND-3b', 'SHOULD', 'a whole number written with an exponent stays itself', (id, fraction) => [
    `${fraction(id, '0')}E+0`,
  ]),
  beyondDouble,
  negative,
];
