/** A whole number, as digits with an optional minus. */
type Id = string;

/** The whole numbers that a number may be taken for. */
export interface Wholes {
  floor: Id;
  ceil: Id;
  /** Towards zero. */
  trunc: Id;
  /** To the nearest; halves upwards. */
  round: Id;
}

/** A number literal, read exactly. */
export interface Literal extends Wholes {
  isWhole: boolean;
  /** Digits from the first to the last that is not zero: 3 for "20.10", 0 for "0". */
  significantDigits: number;
}

/** More digits before the point than this are not read: a double ends at 309, and an exponent could ask for a billion. */
const MAX_DIGITS = 400;

const PLAIN = /^(?:0|-?[1-9]\d{0,99})$/;
const NUMBER = /^([+-]?)(?:(\d+)(?:\.(\d*))?|\.(\d+))(?:[eE]([+-]?\d+))?$/;

/**
 * Reads a decimal literal exactly: JSON numbers, and also a leading plus, leading zeros, ".5" and "5.". Null for
 * anything else, and for numbers of more than 400 digits before the point.
 */
export function readLiteral(text: string): Literal | null {
  if (PLAIN.test(text)) {
    const from = text.startsWith('-') ? 1 : 0;
    const digits = text === '0' ? 0 : lastNonZero(text) + 1 - from;
    return { floor: text, ceil: text, trunc: text, round: text, isWhole: true, significantDigits: digits };
  }
  const match = NUMBER.exec(text);
  if (!match) return null;
  const [, sign, int = '', fraction = match[4] ?? '', , exponent = '0'] = match;
  const all = int + fraction;
  const start = all.search(/[1-9]/);
  if (start < 0) return { floor: '0', ceil: '0', trunc: '0', round: '0', isWhole: true, significantDigits: 0 };
  const digits = all.slice(start, lastNonZero(all) + 1);
  // Where the point stands in `digits`. An exponent of any length is a harmless (if infinite) double.
  const point = int.length - start + Number(exponent);
  if (point > MAX_DIGITS) return null;
  const magnitude = point <= 0 ? '0' : digits.slice(0, point).padEnd(point, '0');
  const isWhole = point >= digits.length;
  const tenths = point < 0 ? '0' : (digits[point] ?? '0');
  return { ...wholes(sign === '-', magnitude, isWhole, tenths), isWhole, significantDigits: digits.length };
}

function lastNonZero(digits: string): number {
  let i = digits.length - 1;
  while (i > 0 && digits[i] === '0') i--;
  return i;
}

function wholes(isNegative: boolean, magnitude: string, isWhole: boolean, tenths: string): Wholes {
  const trunc = isNegative && magnitude !== '0' ? `-${magnitude}` : magnitude;
  if (isWhole) return { floor: trunc, ceil: trunc, trunc, round: trunc };
  const away = add(trunc, isNegative ? -1n : 1n);
  const [floor, ceil] = isNegative ? [away, trunc] : [trunc, away];
  return { floor, ceil, trunc, round: tenths >= '5' ? away : trunc };
}

/** What a parser makes of a literal that reads it as a double; null where that is no finite number. */
export function nearestDouble(text: string): Wholes | null {
  return wholesOf(Number(text));
}

/**
 * What a parser makes of a literal that reads it as a 32-bit float: by way of a double, and, where the double lies halfway
 * between two floats, also the other of them, which direct rounding may choose. Empty where it is no finite number.
 */
export function nearestFloat32(text: string): Wholes[] {
  const double = Number(text);
  const float = Math.fround(double);
  const other = 2 * double - float;
  const floats =
    other !== float && Math.fround(other) === other && areNeighbours(float, other) ? [float, other] : [float];
  return floats.map(wholesOf).filter((read) => read !== null);
}

const bits = new DataView(new ArrayBuffer(4));
function areNeighbours(a: number, b: number): boolean {
  const pattern = (value: number) => {
    bits.setFloat32(0, Math.abs(value));
    return bits.getUint32(0);
  };
  return a * b > 0 && Math.abs(pattern(a) - pattern(b)) === 1;
}

function wholesOf(value: number): Wholes | null {
  if (!Number.isFinite(value)) return null;
  const id = (n: number) => BigInt(n).toString();
  return {
    floor: id(Math.floor(value)),
    ceil: id(Math.ceil(value)),
    trunc: id(Math.trunc(value)),
    round: id(Math.round(value)),
  };
}

/** The low 32 bits of an id, as an unsigned and as a two's-complement signed number. */
export function low32(id: Id): { unsigned: Id; signed: Id } {
  return lowBits(id, 32);
}

/** The low `width` bits of an id, as an unsigned and as a two's-complement signed number. */
export function lowBits(id: Id, width: 32 | 64): { unsigned: Id; signed: Id } {
  const value = BigInt(id);
  return { unsigned: BigInt.asUintN(width, value).toString(), signed: BigInt.asIntN(width, value).toString() };
}

/** Orders canonical ids by value: negative, zero or positive. */
export function compare(a: Id, b: Id): number {
  const isNegative = a.startsWith('-');
  if (isNegative !== b.startsWith('-')) return isNegative ? -1 : 1;
  const byMagnitude = a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
  return isNegative ? -byMagnitude : byMagnitude;
}

/** id + amount. */
export function add(id: Id, amount: bigint): Id {
  return (BigInt(id) + amount).toString();
}
