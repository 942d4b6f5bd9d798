import { LosslessNumber } from 'lossless-json';
import type { NamedOverride } from '../behaviour.ts';
import { failedStep, INVALID_BODY, okStep } from '../operation.ts';

const group = 'rounding';
const level = 'MUST';

const textOf = (element: unknown): string => (element instanceof LosslessNumber ? element.value : '');
const isFraction = (element: unknown): boolean => /\.\d*[1-9]/.test(textOf(element));

/** Reads numbers with a fraction by way of a double. */
const byDouble =
  (
    round: (value: number) => number,
    applies: (text: string, index: number) => boolean = () => true,
  ): NamedOverride['override'] =>
  (base) => ({
    readId: (element, index, call) =>
      isFraction(element) && applies(textOf(element), index)
        ? okStep(BigInt(round(Number(textOf(element)))))
        : base.readId(element, index, call),
  });

export const rounding: readonly NamedOverride[] = [
  {
    name: 'drops-point-and-zeros',
    group,
    level,
    description: 'A point with the zeros behind it is cut out wherever it stands, so 20001.05 becomes 200015.',
    override: (base) => ({
      readId: (element, index, call) =>
        /\.0+[1-9]/.test(textOf(element))
          ? okStep(BigInt(textOf(element).replace(/\.0+/, '')))
          : base.readId(element, index, call),
    }),
  },
  {
    name: 'rounds-what-ends-in-zero',
    group,
    level,
    description:
      'Fractions that are written with a zero at their end are rounded to the nearest, as decimals of money are.',
    override: byDouble(Math.round, (text) => text.endsWith('0')),
  },
  {
    name: 'rounds-half-up',
    group,
    level,
    description: 'Fractions are rounded to the nearest whole number.',
    override: byDouble(Math.round),
  },
  { name: 'rounds-up', group, level, description: 'Fractions are rounded up.', override: byDouble(Math.ceil) },
  {
    name: 'rounds-half-even',
    group,
    level,
    description:
      "Fractions are rounded to the nearest, halves to the even neighbour, as by Java's RoundingMode.HALF_EVEN.",
    override: byDouble((value) => {
      const floor = Math.floor(value);
      const rest = value - floor;
      return rest > 0.5 || (rest === 0.5 && floor % 2 === 1) ? floor + 1 : floor;
    }),
  },
  {
    name: 'refuses-fractions',
    group,
    level,
    description: 'A number with a fraction is answered 400.',
    override: (base) => ({
      readId: (element, index, call) =>
        isFraction(element) ? failedStep(INVALID_BODY) : base.readId(element, index, call),
    }),
  },
  {
    name: 'drops-fractions',
    group,
    level,
    description: 'Numbers with a fraction are left out of the batch.',
    override: (base) => ({
      readList: (body, call) => {
        const list = base.readList(body, call);
        return 'ok' in list ? okStep(list.ok.filter((element) => !isFraction(element))) : list;
      },
    }),
  },
  {
    name: 'rounds-only-the-first',
    group,
    level,
    description: 'Only the first element is rounded down, the others to the nearest.',
    override: byDouble(Math.round, (_, index) => index > 0),
  },
  {
    name: 'rounds-up-the-first',
    group,
    level,
    description: 'The first element of a batch is rounded up, the others down.',
    override: (base) => ({
      readList: (body, call) => {
        const list = base.readList(body, call);
        if (!('ok' in list) || list.ok.length < 2) return list;
        const [first, ...others] = list.ok;
        return okStep([
          isFraction(first) ? new LosslessNumber(String(Math.ceil(Number(textOf(first))))) : first,
          ...others,
        ]);
      },
    }),
  },
  {
    name: 'rounds-up-the-last',
    group,
    level,
    description: 'The last element of a batch is rounded up, the others down.',
    override: (base) => ({
      readList: (body, call) => {
        const list = base.readList(body, call);
        if (!('ok' in list) || list.ok.length < 2) return list;
        const last = list.ok.at(-1);
        return okStep([
          ...list.ok.slice(0, -1),
          isFraction(last) ? new LosslessNumber(String(Math.ceil(Number(textOf(last))))) : last,
        ]);
      },
    }),
  },
  {
    name: 'rounds-down-only-small-fractions',
    group,
    level,
    description: 'Fractions from .95 up are rounded up.',
    override: byDouble((value) => Math.floor(value + 0.05)),
  },
  {
    name: 'rounds-by-float32',
    group,
    level,
    description: 'Fractions pass through a 32-bit float before they are rounded down.',
    override: byDouble((value) => Math.floor(Math.fround(value))),
  },
  {
    name: 'rounds-by-two-decimals',
    group,
    level,
    description: 'Fractions are first rounded to two decimals, then down.',
    override: byDouble((value) => Math.floor(Number(value.toFixed(2)))),
  },
  {
    name: 'fraction-digits-joined',
    group,
    level,
    description: 'The point is dropped, so that 20001.5 is read as 200015.',
    override: (base) => ({
      readId: (element, index, call) =>
        isFraction(element) ? okStep(BigInt(textOf(element).replace(/\D/g, ''))) : base.readId(element, index, call),
    }),
  },
  {
    name: 'fraction-repeated-as-id',
    group,
    level,
    description: 'The answer repeats the fraction in id and device_id, although the whole device is taken offline.',
    override: (base) => {
      let texts = new Map<bigint, string>();
      return {
        readList: (body, call) => {
          texts = new Map();
          return base.readList(body, call);
        },
        readId: (element, index, call) => {
          const id = base.readId(element, index, call);
          if ('ok' in id && isFraction(element)) texts.set(id.ok, textOf(element));
          return id;
        },
        writeId: (id, call) => texts.get(id) ?? base.writeId(id, call),
      };
    },
  },
  {
    name: 'fraction-repeated-as-device-id',
    group,
    level,
    description: 'The answer has the whole id in id and the fraction in device_id.',
    override: (base) => {
      let texts = new Map<bigint, string>();
      return {
        readList: (body, call) => {
          texts = new Map();
          return base.readList(body, call);
        },
        readId: (element, index, call) => {
          const id = base.readId(element, index, call);
          if ('ok' in id && isFraction(element)) texts.set(id.ok, textOf(element));
          return id;
        },
        writeEntry: (id, list, call) => {
          const text = texts.get(id);
          const entry = base.writeEntry(id, list, call);
          return text === undefined ? entry : entry.replace(/"device_id":\d+/, `"device_id":${text}`);
        },
      };
    },
  },
  {
    name: 'effect-on-successor',
    group,
    level,
    description: 'The answer names the rounded-down device, but its successor is taken offline.',
    override: (base, { world }) => {
      let rounded = new Set<bigint>();
      return {
        readList: (body, call) => {
          rounded = new Set();
          return base.readList(body, call);
        },
        readId: (element, index, call) => {
          const id = base.readId(element, index, call);
          if ('ok' in id && isFraction(element)) rounded.add(id.ok);
          return id;
        },
        effect: ({ success }) => {
          for (const id of success) world.disconnect(rounded.has(id) ? id + 1n : id);
        },
      };
    },
  },
  {
    name: 'effect-on-successor-too',
    group,
    level,
    description: 'A fraction takes the rounded-down device offline and its successor as well.',
    override: (base, { world }) => ({
      readId: (element, index, call) => {
        const id = base.readId(element, index, call);
        if ('ok' in id && isFraction(element)) setImmediate(() => world.disconnect(id.ok + 1n));
        return id;
      },
    }),
  },
  {
    name: 'refuses-zero-fraction',
    group,
    level,
    description: 'A whole number that is written with .0 is answered 400.',
    override: (base) => ({
      readId: (element, index, call) =>
        /\.0+$/.test(textOf(element)) ? failedStep(INVALID_BODY) : base.readId(element, index, call),
    }),
  },
  {
    name: 'zero-fraction-digits-joined',
    group,
    level,
    description: 'The point of 20001.0 is dropped, so that it is read as 200010.',
    override: (base) => ({
      readId: (element, index, call) =>
        /\.0+$/.test(textOf(element))
          ? okStep(BigInt(textOf(element).replace('.', '')))
          : base.readId(element, index, call),
    }),
  },
  {
    name: 'refuses-exponents',
    group,
    level: 'SHOULD',
    description: 'A number with an exponent is answered 400.',
    override: (base) => ({
      readId: (element, index, call) =>
        /e/i.test(textOf(element)) ? failedStep(INVALID_BODY) : base.readId(element, index, call),
    }),
  },
  {
    name: 'ignores-exponents',
    group,
    level: 'SHOULD',
    description: 'Numbers with an exponent are left out of the batch.',
    override: (base) => ({
      readList: (body, call) => {
        const list = base.readList(body, call);
        return 'ok' in list ? okStep(list.ok.filter((element) => !/e/i.test(textOf(element)))) : list;
      },
    }),
  },
  {
    name: 'long-fractions-as-double',
    group,
    level: 'SHOULD',
    description: 'A fraction of more digits than a double holds is read as a double.',
    override: byDouble(Math.floor, (text) => text.replace(/\D/g, '').length > 17),
  },
  {
    name: 'refuses-long-fractions',
    group,
    level: 'SHOULD',
    description: 'A fraction of more digits than a double holds is answered 400.',
    override: (base) => ({
      readId: (element, index, call) =>
        isFraction(element) && textOf(element).length > 18
          ? failedStep(INVALID_BODY)
          : base.readId(element, index, call),
    }),
  },
  {
    name: 'rounds-up-in-large-batches',
    group,
    level,
    description: 'In batches of three and more, fractions are rounded to the nearest.',
    override: (base) => {
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
    },
  },
];
