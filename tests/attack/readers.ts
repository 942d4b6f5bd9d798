/**
 * Deployments that misread requests, each in one way, with the language's own conversions and nothing of the suite's. They
 * act on whatever they are sent: any method, any credential.
 */

/** Ids from the first to the last, both included. */
export type Span = readonly [from: bigint, to: bigint];
export type Hit = readonly Span[] | 'everything';

/** What arrived at the socket. */
export interface Call {
  method: string;
  contentType: string;
  text: string;
}

export interface Reader {
  name: string;
  /** The row of docs/safety.md that it is an example of; null: the guard rules it out. */
  row: string | null;
  read: (call: Call, exists: (id: bigint) => boolean) => Hit;
}

const one = (n: number | bigint): Span[] => {
  if (typeof n === 'bigint') return [[n, n]];
  return Number.isFinite(n) ? [[BigInt(Math.trunc(n)), BigInt(Math.trunc(n))]] : [];
};

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    return undefined;
  }
}

/** The elements of device_ids, as an ordinary binder hands them on; of a bare value, that. */
function elements(text: string): unknown[] {
  const body = parsed(text);
  if (Array.isArray(body)) return body;
  const value = typeof body === 'object' && body !== null ? (body as { device_ids?: unknown }).device_ids : body;
  return Array.isArray(value) ? value : value === undefined ? [] : [value];
}

/** Numbers of device_ids as doubles. */
const doubles = (text: string): number[] => elements(text).filter((value) => typeof value === 'number');
/** The elements as they stand in the text, read by somebody who has no parser. */
const pieces = (text: string): string[] =>
  (/device_ids"?\s*:\s*\[([^\]]*)/.exec(text)?.[1] ?? text).split(/[,\s[\]{}:"]+/).filter((piece) => piece !== '');

const flat = <T>(values: readonly T[], read: (value: T) => Span[]): Span[] => values.flatMap(read);
const round = (read: (n: number) => number) => (call: Call) => flat(doubles(call.text), (n) => one(read(n)));

const float32 = new Float32Array(1);
const asFloat = (n: number): number => {
  float32[0] = n;
  return float32[0] ?? 0;
};
const clamp = (n: number, least: number, most: number) => (Number.isNaN(n) ? 0 : Math.max(least, Math.min(most, n)));
const halfEven = (n: number) => {
  const down = Math.floor(n);
  return n - down === 0.5 ? (down % 2 === 0 ? down : down + 1) : Math.round(n);
};

function bigint(text: string): bigint | null {
  try {
    return BigInt(text);
  } catch {
    return null;
  }
}
const exact = (read: (n: bigint) => bigint) => (call: Call) =>
  flat(pieces(call.text), (piece) => {
    const whole = /^([+-]?)(\d+)(?:\.\d*)?$/.exec(piece);
    const value = whole ? bigint(whole[2] ?? '') : null;
    return value === null ? [] : one(read(whole?.[1] === '-' ? -value : value));
  });

/** Numbers wherever they stand in JSON, names included. */
function everywhere(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  if (typeof value === 'string') return (value.match(/-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g) ?? []).map(Number);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => [
    ...(Array.isArray(value) || !/^\d+$/.test(key) ? [] : [Number(key)]),
    ...everywhere(member),
  ]);
}

const ruledOut: [name: string, read: Reader['read']][] = [
  ['floor', round(Math.floor)],
  ['ceil', round(Math.ceil)],
  ['trunc', round(Math.trunc)],
  ['round-half-up', round(Math.round)],
  ['round-half-even', round(halfEven)],
  ['float32-floor', round((n) => Math.floor(asFloat(n)))],
  ['float32-round', round((n) => Math.round(asFloat(n)))],
  ['round-then-float32', round((n) => asFloat(Math.round(n)))],
  ['int32', round((n) => n | 0)],
  ['uint32', round((n) => n >>> 0)],
  ['float32-int32', round((n) => asFloat(n) | 0)],
  ['java-int-cast', round((n) => Math.trunc(clamp(n, -2147483648, 2147483647)))],
  [
    'java-long-to-int',
    round((n) => Number(BigInt.asIntN(32, BigInt(Math.trunc(clamp(n, -(2 ** 63), 2 ** 63 - 1024)))))),
  ],
  ['absolute', round((n) => Math.abs(Math.round(n)))],
  ['exact', exact((n) => n)],
  ['exact-int32', exact((n) => BigInt.asIntN(32, n))],
  ['exact-uint32', exact((n) => BigInt.asUintN(32, n))],
  ['exact-int64', exact((n) => BigInt.asIntN(64, n))],
  ['exact-uint64', exact((n) => BigInt.asUintN(64, n))],
  ['coerces-with-Number', ({ text }) => flat(elements(text), (value) => one(Math.floor(Number(value))))],
  [
    'coerces-with-parseInt',
    ({ text }) =>
      flat(elements(text).map(String), (v) => (/^-?\d+(?:\.\d+)?$/.test(v) ? one(Number.parseInt(v, 10)) : [])),
  ],
  ['coerces-with-parseFloat', ({ text }) => flat(elements(text), (v) => one(Math.round(Number.parseFloat(String(v)))))],
  ['atoi', ({ text }) => flat(pieces(text), (piece) => one(Number.parseInt(piece, 10)))],
  [
    'strtol',
    ({ text }) =>
      flat(pieces(text), (piece) =>
        one(Number.parseInt(piece, /^[+-]?0x/i.test(piece) ? 16 : /^[+-]?0[0-7]+$/.test(piece) ? 8 : 10)),
      ),
  ],
  [
    'up-to-the-exponent',
    ({ text }) => flat(pieces(text), (piece) => one(Number.parseFloat(piece.split(/e/i)[0] ?? ''))),
  ],
  ['without-underscores', ({ text }) => flat(pieces(text), (piece) => one(Number(piece.replaceAll('_', ''))))],
  [
    'thousands',
    ({ text }) =>
      flat(
        elements(text).filter((v) => typeof v === 'string'),
        (v) => one(Number(v.replace(/[, ]/g, '') || 'x')),
      ),
  ],
  [
    'scanner',
    ({ text }) => flat(text.match(/-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g) ?? [], (n) => one(Math.round(Number(n)))),
  ],
  [
    'scanner-behind-escapes',
    ({ text }) =>
      flat(
        text
          .replace(/\\u([0-9a-f]{4})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
          .match(/-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g) ?? [],
        (n) => one(Math.floor(Number(n))),
      ),
  ],
  ['collects-everywhere', ({ text }) => flat(everywhere(parsed(text)), (n) => one(Math.round(n)))],
  ['true-is-one', ({ text }) => flat(elements(text), (v) => (v === true || /^true$/i.test(String(v)) ? one(1) : []))],
  ['null-is-zero', ({ text }) => flat(elements(text), (v) => (v === null || v === '' || v === false ? one(0) : []))],
  [
    'lenient-and-none-is-all',
    ({ text }) => {
      // It makes an id of whatever it can; only where there is none it takes all.
      const body = parsed(text);
      const isObject = typeof body === 'object' && body !== null && !Array.isArray(body);
      const about =
        body === undefined
          ? text
          : JSON.stringify(isObject ? ((body as { device_ids?: unknown }).device_ids ?? null) : body);
      const found = (about.match(/-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g) ?? []).map((n) => Math.floor(Number(n)));
      return found.length === 0 ? 'everything' : flat(found, one);
    },
  ],
];

/** Double.toString of Java. */
function javaText(n: number): string {
  if (Math.abs(n) < 1e7) return Number.isInteger(n) ? `${n}.0` : String(n);
  const [mantissa = '', exponent = ''] = n.toExponential().split('e+');
  return `${mantissa.includes('.') ? mantissa : `${mantissa}.0`}E${exponent}`;
}

/** %g of C. */
function cText(n: number): string {
  if (n === 0 || (Math.abs(n) < 1e6 && Math.abs(n) >= 1e-4)) return String(Number(n.toPrecision(6)));
  const [mantissa = '', exponent = ''] = n.toExponential(5).split('e');
  return `${mantissa.replace(/\.?0+$/, '')}e${exponent.replace(/^([+-])(\d)$/, '$10$2')}`;
}

const range = (ids: readonly bigint[], [from, to]: readonly [bigint | undefined, bigint | undefined]): Span[] =>
  ids.length < 2 || from === undefined || to === undefined || from > to ? [] : [[from, to]];
const wholes = (text: string) => doubles(text).map((n) => (Number.isFinite(n) ? BigInt(Math.floor(n)) : 0n));
const ascending = (ids: readonly bigint[]) => [...ids].sort((a, b) => (a < b ? -1 : 1));
const int16 = new Int16Array(1);

const inTheTable: [row: string, name: string, read: Reader['read']][] = [
  [
    'none-is-all',
    'strict-filter-then-all',
    ({ method, contentType, text }) => {
      if (method !== 'POST' || !contentType.includes('json')) return 'everything';
      const list = (parsed(text) as { device_ids?: unknown } | null | undefined)?.device_ids;
      const ids = Array.isArray(list) ? list.filter((id) => typeof id === 'number' && id >= 1) : [];
      return ids.length === 0 ? 'everything' : flat(ids, (id) => one(Math.floor(id)));
    },
  ],
  [
    'none-is-all',
    'gives-up-and-takes-all',
    ({ text }) => {
      const list = (parsed(text) as { device_ids?: unknown } | null | undefined)?.device_ids;
      const isGood = !text.startsWith('\ufeff') && Array.isArray(list) && list.every((id) => typeof id === 'number');
      return isGood && list.length > 0 ? flat(list, (id) => one(Math.floor(id))) : 'everything';
    },
  ],
  [
    'unknown-is-all',
    'looks-up-then-all',
    ({ text }, exists) => {
      const known = wholes(text).filter(exists);
      return known.length === 0 && doubles(text).length > 0 ? 'everything' : flat(known, one);
    },
  ],
  [
    'decimal-comma',
    'locale-in-sql',
    ({ text }) =>
      flat(
        doubles(text)
          .map((n) => String(n).replace('.', ','))
          .join(',')
          .split(','),
        (n) => one(Number.parseInt(n, 10)),
      ),
  ],
  ['digit-runs', 'every-run-of-digits', ({ text }) => flat(text.match(/\d+/g) ?? [], (n) => one(BigInt(n)))],
  [
    'no-point',
    'drops-the-point',
    ({ text }) =>
      flat(
        pieces(text).filter((n) => /^-?\d+(\.\d+)?$/.test(n)),
        (n) => one(BigInt(n.replace(/[-.]/g, ''))),
      ),
  ],
  [
    'no-point',
    'drops-the-point-of-doubles',
    ({ text }) => flat(doubles(text), (n) => one(Number(String(Math.abs(n)).replace('.', '')))),
  ],
  [
    'radix-by-index',
    'ids.map(parseInt)',
    ({ text }) => flat((doubles(text) as unknown as string[]).map(Number.parseInt), one),
  ],
  ['indices', 'for-in', ({ text }) => flat(Object.keys(doubles(text)), (key) => one(Number(key)))],
  [
    'between',
    'first-to-last',
    ({ text }) => {
      const ids = wholes(text);
      return range(ids, [ids[0], ids.at(-1)]);
    },
  ],
  [
    'between',
    'lowest-to-highest',
    ({ text }) => {
      const ids = ascending(wholes(text));
      return range(ids, [ids[0], ids.at(-1)]);
    },
  ],
  [
    'no-point',
    'digits-of-strings',
    ({ text }) =>
      flat(
        elements(text).filter((v) => typeof v === 'string'),
        (v) => one(Number(v.replace(/[^\d.-]/g, '') || 'x')),
      ),
  ],
  [
    'scientific',
    'javascript-text-parseInt',
    ({ text }) => flat(doubles(text), (n) => one(Number.parseInt(String(n), 10))),
  ],
  [
    'scientific',
    'java-text-parseInt',
    ({ text }) => flat(doubles(text).map(javaText), (t) => one(Number.parseInt(t, 10))),
  ],
  [
    'scientific',
    'java-text-digits',
    ({ text }) =>
      flat(
        doubles(text)
          .filter((n) => Math.abs(n) >= 1e7)
          .map(javaText),
        (t) => one(BigInt(t.replace(/\D/g, ''))),
      ),
  ],
  ['six-digits', 'printf-g', ({ text }) => flat(doubles(text).map(cText), (t) => one(Math.floor(Number(t))))],
  ['six-digits', 'printf-g-parseInt', ({ text }) => flat(doubles(text).map(cText), (t) => one(Number.parseInt(t, 10)))],
  [
    'joined',
    'joins',
    ({ text }) => {
      const ids = wholes(text);
      return ids.length < 2 ? [] : one(BigInt(ids.map((id) => String(id).replace('-', '')).join('')));
    },
  ],
  [
    'summed',
    'sums',
    ({ text }) => {
      const ids = wholes(text);
      return ids.length < 2 ? [] : one(ids.reduce((a, b) => a + b));
    },
  ],
  [
    'sixteen-bits',
    'short',
    ({ text }) =>
      flat(doubles(text), (n) => {
        int16[0] = n;
        return one(int16[0] ?? 0);
      }),
  ],
  ['sixteen-bits', 'ushort-saturated', ({ text }) => flat(doubles(text), (n) => one(Math.trunc(clamp(n, 0, 65535))))],
  ['off-by-one', 'one-more', ({ text }) => flat(wholes(text), (id) => one(id + 1n))],
  ['off-by-one', 'one-less', ({ text }) => flat(wholes(text), (id) => one(id - 1n))],
  [
    'characters',
    'characters-of-strings',
    ({ text }) =>
      flat(
        elements(text).filter((v) => typeof v === 'string'),
        (v) =>
          flat(
            [...v].filter((c) => /\d/.test(c)),
            (c) => one(Number(c)),
          ),
      ),
  ],
];

export const readers: readonly Reader[] = [
  ...ruledOut.map(([name, read]): Reader => ({ name, row: null, read })),
  ...inTheTable.map(([row, name, read]): Reader => ({ name, row, read })),
];
