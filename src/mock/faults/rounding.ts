import { LosslessNumber } from 'lossless-json';
import type { Behaviour, Context, Fault, NamedOverride, Override } from '../behaviour.ts';
import { failedStep, INVALID_BODY, okStep } from '../operation.ts';
import { faultsOf, hasFraction, isFraction, madeBy, onElements, textOf } from '../overrides.ts';

const { must, should } = faultsOf('rounding');

/** Reads some numbers otherwise, by their text. */
const reading =
  (isMeant: (text: string, index: number) => boolean, read: (text: string) => bigint | Fault): Override =>
  (base) => ({
    readId: (element, index, call) => {
      if (!isMeant(textOf(element), index)) return base.readId(element, index, call);
      const id = read(textOf(element));
      return typeof id === 'bigint' ? okStep(id) : failedStep(id);
    },
  });

const hasZeroFraction = (text: string) => /\.0+$/.test(text);
const hasExponent = (text: string) => /e/i.test(text);
const hasLongFraction = (text: string) => hasFraction(text) && text.length > 18;
const isPastDouble = (text: string) => text.replace(/\D/g, '').length > 17;

const refusing = (isMeant: (text: string) => boolean) => reading(isMeant, () => INVALID_BODY);

/** Reads numbers with a fraction by way of a double. */
const byDouble = (round: (value: number) => number, applies: (text: string, index: number) => boolean = () => true) =>
  reading(
    (text, index) => hasFraction(text) && applies(text, index),
    (text) => BigInt(round(Number(text))),
  );

/** Leaves such numbers out of the batch. */
const dropping = (isMeant: (text: string) => boolean) =>
  onElements((elements) => elements.filter((element) => !isMeant(textOf(element))));

const roundedUp = (element: unknown) =>
  isFraction(element) ? new LosslessNumber(String(Math.ceil(Number(textOf(element))))) : element;

/** Keeps the fractions of a request, by the whole id that each was read as. */
const remembering =
  (more: (fractions: ReadonlyMap<bigint, string>, base: Behaviour, context: Context) => Partial<Behaviour>): Override =>
  (base, context) => {
    const fractions = new Map<bigint, string>();
    return {
      readList: (body, call) => {
        fractions.clear();
        return base.readList(body, call);
      },
      readId: (element, index, call) => {
        const id = base.readId(element, index, call);
        if ('ok' in id && isFraction(element)) fractions.set(id.ok, textOf(element));
        return id;
      },
      ...more(fractions, base, context),
    };
  };

const rereads = madeBy(must, onElements);
const reads = madeBy(must, reading);
const doubles = madeBy(must, byDouble);
const remembers = madeBy(must, remembering);

export const rounding: readonly NamedOverride[] = [
  reads(
    'drops-point-and-zeros',
    'A point with the zeros behind it is cut out wherever it stands, so 20001.05 becomes 200015.',
    (text) => /\.0+[1-9]/.test(text),
    (text) => BigInt(text.replace(/\.0+/, '')),
  ),
  doubles(
    'rounds-what-ends-in-zero',
    'Fractions that are written with a zero at their end are rounded to the nearest, as decimals of money are.',
    Math.round,
    (text) => text.endsWith('0'),
  ),
  doubles('rounds-half-up', 'Fractions are rounded to the nearest whole number.', Math.round),
  doubles('rounds-up', 'Fractions are rounded up.', Math.ceil),
  doubles(
    'rounds-half-even',
    "Fractions are rounded to the nearest, halves to the even neighbour, as by Java's RoundingMode.HALF_EVEN.",
    (value) => {
      const floor = Math.floor(value);
      const rest = value - floor;
      return rest > 0.5 || (rest === 0.5 && floor % 2 === 1) ? floor + 1 : floor;
    },
  ),
  must('refuses-fractions', 'A number with a fraction is answered 400.', refusing(hasFraction)),
  must('drops-fractions', 'Numbers with a fraction are left out of the batch.', dropping(hasFraction)),
  doubles(
    'rounds-only-the-first',
    'Only the first element is rounded down, the others to the nearest.',
    Math.round,
    (_, index) => index > 0,
  ),
  rereads('rounds-up-the-first', 'The first element of a batch is rounded up, the others down.', (elements) =>
    elements.length < 2 ? elements : elements.map((element, i) => (i === 0 ? roundedUp(element) : element)),
  ),
  rereads('rounds-up-the-last', 'The last element of a batch is rounded up, the others down.', (elements) =>
    elements.length < 2 ? elements : [...elements.slice(0, -1), roundedUp(elements.at(-1))],
  ),
  doubles('rounds-down-only-small-fractions', 'Fractions from .95 up are rounded up.', (value) =>
    Math.floor(value + 0.05),
  ),
  doubles('rounds-by-float32', 'Fractions pass through a 32-bit float before they are rounded down.', (value) =>
    Math.floor(Math.fround(value)),
  ),
  doubles('rounds-by-two-decimals', 'Fractions are first rounded to two decimals, then down.', (value) =>
    Math.floor(Number(value.toFixed(2))),
  ),
  reads('fraction-digits-joined', 'The point is dropped, so that 20001.5 is read as 200015.', hasFraction, (text) =>
    BigInt(text.replace(/\D/g, '')),
  ),
  remembers(
    'fraction-repeated-as-id',
    'The answer repeats the fraction in id and device_id, although the whole device is taken offline.',
    (fractions, base) => ({ writeId: (id, call) => fractions.get(id) ?? base.writeId(id, call) }),
  ),
  remembers(
    'fraction-repeated-as-device-id',
    'The answer has the whole id in id and the fraction in device_id.',
    (fractions, base) => ({
      writeEntry: (id, list, call) => {
        const text = fractions.get(id);
        const entry = base.writeEntry(id, list, call);
        return text === undefined ? entry : entry.replace(/"device_id":\d+/, `"device_id":${text}`);
      },
    }),
  ),
  remembers(
    'effect-on-successor',
    'The answer names the rounded-down device, but its successor is taken offline.',
    (fractions, _base, { world }) => ({
      effect: ({ success }) => {
        for (const id of success) world.disconnect(fractions.has(id) ? id + 1n : id);
      },
    }),
  ),
  must(
    'effect-on-successor-too',
    'A fraction takes the rounded-down device offline and its successor as well.',
    (base, { world }) => ({
      readId: (element, index, call) => {
        const id = base.readId(element, index, call);
        if ('ok' in id && isFraction(element)) setImmediate(() => world.disconnect(id.ok + 1n));
        return id;
      },
    }),
  ),
  must('refuses-zero-fraction', 'A whole number that is written with .0 is answered 400.', refusing(hasZeroFraction)),
  reads(
    'zero-fraction-digits-joined',
    'The point of 20001.0 is dropped, so that it is read as 200010.',
    hasZeroFraction,
    (text) => BigInt(text.replace('.', '')),
  ),
  should('refuses-exponents', 'A number with an exponent is answered 400.', refusing(hasExponent)),
  should('ignores-exponents', 'Numbers with an exponent are left out of the batch.', dropping(hasExponent)),
  should(
    'long-fractions-as-double',
    'A fraction of more digits than a double holds is read as a double.',
    byDouble(Math.floor, isPastDouble),
  ),
  should(
    'refuses-long-fractions',
    'A fraction of more digits than a double holds is answered 400.',
    refusing(hasLongFraction),
  ),
  rereads(
    'rounds-half-up-from-1000',
    'Batches of a thousand ids and more go another way, which rounds to the nearest.',
    (elements) =>
      elements.length < 1000
        ? elements
        : elements.map((element) =>
            isFraction(element) ? new LosslessNumber(String(Math.round(Number(textOf(element))))) : element,
          ),
  ),
  must('rounds-up-in-large-batches', 'In batches of three and more, fractions are rounded to the nearest.', (base) => {
    let isLarge = false;
    return {
      readList: (body, call) => {
        const list = base.readList(body, call);
        isLarge = 'ok' in list && list.ok.length >= 3;
        return list;
      },
      readId: (element, index, call) =>
        isLarge && isFraction(element)
          ? okStep(BigInt(Math.round(Number(textOf(element)))))
          : base.readId(element, index, call),
    };
  }),
];
