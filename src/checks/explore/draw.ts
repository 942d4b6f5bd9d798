import fc from 'fast-check';
import type { Credential, Request } from '../../exchange/exchange.ts';
import { guard } from '../../exchange/guard.ts';
import { listOf } from '../../operation/body.ts';
import type { Id } from '../../operation/id.ts';
import { fractionsFor } from '../fractions.ts';
import { post } from '../request.ts';
import type { Setting } from '../setting.ts';
import type { ExploredStep, Sequence } from './sequence.ts';

/** Digits behind a point that need at most 16 significant digits with an id of up to 9 digits. */
const FRACTIONS = [
  '1',
  '5',
  '9',
  '01',
  '25',
  '49',
  '50',
  '51',
  '75',
  '95',
  '99',
  '125',
  '499',
  '501',
  '999',
  '9999999',
];
/** The largest batch, as the fixed checks have it. */
const LARGEST = 2500;

/** So many devices are enough for what is drawn, as with eight declared ones of which one is never named. */
const GROUP = 7;
/** Every so many chunks draw from all devices. */
const WIDE_EVERY = 4;

/** What one chunk is drawn from. */
export interface Drawn {
  sequences: fc.Arbitrary<Sequence>;
  /** Whether many of them share no device. */
  isApart: boolean;
}

/**
 * What each chunk of sequences is drawn from. Where many devices are declared most chunks draw each sequence from one group of
 * devices that lie side by side, so that sequences of several groups can run at the same time.
 */
export function drawing(setting: Setting): (chunk: number) => Drawn {
  const { takeable } = setting;
  const all = { sequences: sequences(setting), isApart: false };
  const count = Math.floor(takeable.length / GROUP);
  if (count < 2) return () => all;
  const size = Math.ceil(takeable.length / count);
  const groups = Array.from({ length: count }, (_, i) => takeable.slice(i * size, (i + 1) * size));
  const apart = groups.filter((group) => group.length > 0).map((group) => sequences({ ...setting, takeable: group }));
  const ofGroups = { sequences: fc.oneof(...apart), isApart: true };
  return (chunk) => (chunk % WIDE_EVERY === WIDE_EVERY - 1 ? all : ofGroups);
}

/**
 * Sequences of requests for this deployment: batches of declared devices and absent ids in many spellings, orders and
 * sizes, repeated ids, malformed bodies, several in flight, and batches that stand in a relation to each other. The guard
 * lets all of them pass. The same seed draws the same sequences for the same deployment file. Empty ones where no device may
 * be named.
 */
export function sequences(setting: Setting): fc.Arbitrary<Sequence> {
  if (setting.takeable.length === 0) return fc.constant([]);
  const batch = ordered(batches(setting));
  const step: fc.Arbitrary<readonly ExploredStep[]> = fc.oneof(
    { weight: 10, arbitrary: fc.tuple(batch, online()).map(([ids, on]) => [single(ids, on)]) },
    {
      weight: 3,
      arbitrary: fc.tuple(malformed(setting), online()).map(([body, on]) => [{ requests: [post(body)], online: on }]),
    },
    {
      weight: 3,
      arbitrary: fc
        .array(small(setting), { minLength: 2, maxLength: 4 })
        .map((all) => [{ requests: all.map((ids) => post(listOf(...ids))), online: true }]),
    },
    {
      weight: 2,
      arbitrary: fc
        .tuple(batch, fc.integer({ min: 2, max: 4 }))
        .map(([ids, times]) => Array.from({ length: times }, (_, i) => single(ids, i === 0))),
    },
    {
      weight: 3,
      arbitrary: distinct(setting, 2, 8).chain((ids) =>
        fc
          .shuffledSubarray(ids, { minLength: ids.length })
          .map((other): ExploredStep[] => [
            single(ids, true),
            { ...single(other, true), relation: { kind: 'order', to: -1 } },
          ]),
      ),
    },
    {
      weight: 2,
      arbitrary: distinct(setting, 2, 8).chain((ids) =>
        fc
          .integer({ min: 1, max: ids.length - 1 })
          .map((at): ExploredStep[] => [
            single(ids, true),
            { ...single(ids.slice(0, at), true), relation: { kind: 'part', to: -1 } },
            { ...single(ids.slice(at), true), relation: { kind: 'part', to: -2 } },
          ]),
      ),
    },
    {
      weight: 2,
      arbitrary: fc
        .tuple(batch, fc.constantFrom(...SPELLINGS), connection())
        .map(([ids, spell, over]) => [{ requests: [post(spell(ids), over)], online: true }]),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(small(setting), fc.constantFrom(...PAIRS)).map(([ids, [one, other]]): ExploredStep[] => [
        { requests: [post(one(ids))], online: true },
        { requests: [post(other(ids))], online: true, relation: { kind: 'spelling', to: -1 } },
      ]),
    },
    ...(setting.edition.traits.credential ? [{ weight: 1, arbitrary: unauthorized(setting) }] : []),
  );
  return fc
    .array(step, { minLength: 1, maxLength: 4 })
    .map((groups) => groups.flatMap(placed))
    .filter((sequence) => sequence.flatMap(({ requests }) => requests).every((request) => passes(request, setting)));
}

type Spelling = (ids: readonly string[]) => string;

/** The same batch as JSON in other spellings; those that only SHOULD be read alike are left out. */
const SPELLINGS: readonly Spelling[] = [
  (ids) => `{\n  "device_ids": [\n    ${ids.join(',\n    ')}\n  ]\n}`,
  (ids) => `\r\n{\t"device_ids" :[ ${ids.join(' , ')} ] }\n`,
  (ids) => `{"device_ids":[${ids.join(', ')}]}`,
];

/** Bodies that hold the same, and that a deployment may refuse, both or none: an escape in the name, and a further member. */
const PAIRS: readonly (readonly [one: Spelling, other: Spelling])[] = [
  [(ids) => listOf(...ids), (ids) => listOf(...ids).replace('_', '\\u005f')],
  [
    (ids) => `{"device_ids":[${ids.join(',')}],"note":"conformance"}`,
    (ids) => `{"note":"conformance","device_ids":[${ids.join(',')}]}`,
  ],
];

/** A bad credential alone, then a good one: gateways lock an account after five failures in a row. */
function unauthorized(setting: Setting): fc.Arbitrary<readonly ExploredStep[]> {
  const credential = fc.constantFrom<Credential>(
    'none',
    'cut',
    'altered',
    ...(setting.credentialHasLetters ? (['recased'] as const) : []),
  );
  const kept = fc.constantFrom<'fresh' | 'kept'>('fresh', 'kept', 'kept');
  return fc
    .tuple(small(setting), credential, kept)
    .map(([ids, bad, over]) => [
      { requests: [post(listOf(...ids), { credential: bad, connection: over })], online: true },
      single(ids, false),
    ]);
}

const connection = (): fc.Arbitrary<Partial<Request>> =>
  fc.constantFrom<Partial<Request>>({}, {}, { connection: 'fresh' }, { connection: 'kept' });

/** Turns relations to an earlier step of the group into steps of the sequence. */
function placed(
  group: readonly ExploredStep[],
  index: number,
  groups: readonly (readonly ExploredStep[])[],
): ExploredStep[] {
  const before = groups.slice(0, index).flat().length;
  return group.map((step, i) =>
    step.relation ? { ...step, relation: { ...step.relation, to: before + i + step.relation.to } } : step,
  );
}

const passes = (request: Request, { ground }: Setting) => guard(request, ground) === null;

const single = (ids: readonly string[], isOnline: boolean): ExploredStep => ({
  requests: [post(listOf(...ids))],
  online: isOnline,
});

const online = () => fc.constantFrom(true, true, true, true, false);

/** Devices, whole or with a fraction, and now and then an id that no device has. */
function elements(setting: Setting): fc.Arbitrary<string> {
  const { takeable, ground, absent } = setting;
  const fraction = fractionsFor(setting);
  const device = fc.constantFrom(...takeable);
  const halves = takeable.filter((id) => guard(post(listOf(`${id}.5`)), ground) === null);
  const unknown = absent.filter((_, i) => i % Math.max(1, Math.floor(absent.length / 40)) === 0);
  const fractionOf = (ids: readonly Id[]) =>
    fc.tuple(fc.constantFrom(...ids), fc.constantFrom(...FRACTIONS)).map(([id, digits]) => fraction(id, digits));
  return fc.oneof(
    { weight: 10, arbitrary: device },
    {
      weight: 1,
      arbitrary: fc.tuple(device, fc.constantFrom('0', '00', '000')).map(([id, zeros]) => fraction(id, zeros)),
    },
    ...(halves.length > 0 ? [{ weight: 7, arbitrary: fractionOf(halves) }] : []),
    ...(unknown.length > 0 ? [{ weight: 3, arbitrary: fc.constantFrom(...unknown) }] : []),
    ...(ground.probes ? [{ weight: 1, arbitrary: fc.constantFrom('0', '2147483648', '6442450951') }] : []),
  );
}

/** Some of them in ascending or descending order, as lists from databases are. */
const ordered = (batch: fc.Arbitrary<readonly string[]>): fc.Arbitrary<readonly string[]> =>
  fc
    .tuple(batch, fc.constantFrom<0 | 1 | -1>(0, 0, 0, 0, 1, -1))
    .map(([ids, order]) => (order === 0 ? ids : [...ids].sort((a, b) => order * (Number(a) - Number(b)))));

const wholeOf = (element: string): Id => element.split('.')[0] ?? element;

/** Ids of which none comes twice, so that nothing about the batch may be refused but what is absent. */
const distinct = (setting: Setting, minLength: number, maxLength: number) =>
  fc.uniqueArray(elements(setting), { minLength, maxLength, selector: wholeOf });

const small = (setting: Setting) => distinct(setting, 1, 3);

function batches(setting: Setting): fc.Arbitrary<readonly string[]> {
  return fc.oneof(
    { weight: 8, arbitrary: distinct(setting, 1, 5) },
    { weight: 6, arbitrary: distinct(setting, 4, 15) },
    { weight: 4, arbitrary: fc.array(elements(setting), { minLength: 2, maxLength: 12 }) },
    { weight: 1, arbitrary: fc.constant([]) },
    { weight: 3, arbitrary: large(setting, 16, 300) },
    { weight: 1, arbitrary: large(setting, 300, LARGEST) },
  );
}

/** A few elements among many absent ids, or among repeats of a device where too few are declared. */
function large(setting: Setting, min: number, max: number): fc.Arbitrary<readonly string[]> {
  const [filler = ''] = setting.takeable;
  return fc
    .tuple(fc.integer({ min, max }), fc.array(fc.tuple(fc.nat(LARGEST), elements(setting)), { maxLength: 5 }))
    .map(([length, few]) => {
      const batch = Array.from({ length }, (_, i) => setting.absent[i] ?? filler);
      for (const [place, element] of few) batch[place % length] = element;
      return batch;
    });
}

/** Bodies that are to be refused at MUST, with well-formed ids in them. */
function malformed(setting: Setting): fc.Arbitrary<string> {
  const wrong = fc.constantFrom('"offline"', '"no id"', '{}', '{"id":[]}');
  const ids = distinct(setting, 1, 8);
  return fc.oneof(
    {
      weight: 5,
      arbitrary: fc
        .tuple(ids, wrong, fc.nat(8))
        .map(([list, bad, at]) => listOf(...list.slice(0, at), bad, ...list.slice(at))),
    },
    { weight: 1, arbitrary: ids.map((list) => listOf(...list).slice(0, -1)) },
    { weight: 1, arbitrary: ids.map((list) => `${listOf(...list).slice(0, -2)},`) },
    { weight: 1, arbitrary: ids.map((list) => `{"devices":[${list.join(',')}]}`) },
    { weight: 1, arbitrary: ids.map((list) => `{"device_ids":{"ids":[${list.join(',')}]}}`) },
    {
      weight: 1,
      arbitrary: fc.constantFrom('', '[]', '{}', '"offline"', '{"device_ids":"offline"}'),
    },
  );
}
