import { MAX_DEPTH, NumberText } from '../base/json.ts';

/** A JSON value that keeps every digit: a number that no double holds is a NumberText. */
export type Tree = null | boolean | number | string | NumberText | Tree[] | Members;
export interface Members {
  [key: string]: Tree;
}

export const isMembers = (value: Tree | undefined): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof NumberText);

export const isNumber = (value: Tree | undefined): value is number | NumberText =>
  typeof value === 'number' || value instanceof NumberText;

const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
const MARK = '\u0001number:';
/** Where a number may be that no double holds. */
const MAYBE_LONG = /\d[\d.]{14}|\d[eE]/;

/** Reads JSON text; undefined where it is none, or nests too deep. Long numbers pass the reader as marked texts. */
export function parseTree(text: string): Tree | undefined {
  const body = text.startsWith('\ufeff') ? text.slice(1) : text;
  let marked = 0;
  const safe = MAYBE_LONG.test(body)
    ? body.replace(TOKEN, (token) => {
        if (token.startsWith('"') || !(numberOf(token) instanceof NumberText)) return token;
        marked++;
        return JSON.stringify(MARK + token);
      })
    : body;
  try {
    return shallow(JSON.parse(safe) as Tree, 0, marked > 0);
  } catch {
    return undefined;
  }
}

/** The same value, its marked numbers in their place. Throws where it nests too deep. */
function shallow(value: Tree, depth: number, isMarked: boolean): Tree {
  if (depth > MAX_DEPTH) throw new RangeError('too deep');
  if (isMarked && typeof value === 'string' && value.startsWith(MARK)) return new NumberText(value.slice(MARK.length));
  if (typeof value !== 'object' || value === null) return value;
  const holder = value as Members;
  for (const key of Object.keys(holder)) {
    const member = holder[key] as Tree;
    const kept = shallow(member, depth + 1, isMarked);
    if (kept !== member)
      Object.defineProperty(holder, key, { value: kept, enumerable: true, configurable: true, writable: true });
  }
  return value;
}

/** The tree of values that a reader of JSON or YAML gave, with bigints or NumberTexts in place of some numbers. */
export function treeOf(value: unknown): Tree {
  if (value instanceof NumberText) return numberOf(value.text);
  if (typeof value === 'bigint') return numberOf(value.toString());
  if (Array.isArray(value)) return value.map(treeOf);
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, treeOf(member)]));
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

function numberOf(text: string): Tree {
  const double = Number(text);
  return Number.isFinite(double) && compareNumbers(double, new NumberText(text)) === 0 && isShort(text)
    ? double
    : new NumberText(text);
}

/** Whether a double prints the digits again. */
const isShort = (text: string) => text.replace(/^-?0*|[.eE].*$/g, '').length <= 15 || String(Number(text)) === text;

/** JSON text, on one line, members in their order. */
export function printTree(value: Tree): string {
  if (value instanceof NumberText) return value.text;
  if (Array.isArray(value)) return `[${value.map(printTree).join(',')}]`;
  if (isMembers(value))
    return `{${Object.entries(value)
      .map(([key, member]) => `${JSON.stringify(key)}:${printTree(member)}`)
      .join(',')}}`;
  return JSON.stringify(value);
}

/** JSON text with members in the order of their names: equal for equal values. */
export function canonical(value: Tree): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (isMembers(value))
    return `{${Object.keys(value)
      .sort()
      .map((key) => `${JSON.stringify(key)}:${canonical(value[key] ?? null)}`)
      .join(',')}}`;
  return isNumber(value) ? plainNumber(value) : printTree(value);
}

/** Whether all its numbers are doubles. */
export function isPlain(value: Tree): boolean {
  if (value instanceof NumberText) return false;
  if (Array.isArray(value)) return value.every(isPlain);
  return isMembers(value) ? Object.values(value).every(isPlain) : true;
}

/** With doubles in place of longer numbers: for libraries that know no others. */
export function roundedOf(value: Tree): unknown {
  if (value instanceof NumberText) return Number(value.text);
  if (Array.isArray(value)) return value.map(roundedOf);
  if (isMembers(value))
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, roundedOf(member)]));
  return value;
}

interface Decimal {
  digits: bigint;
  /** Digits after the point. */
  scale: number;
}

/** Further than this from the point a number stands for its double. */
const MOST_SCALE = 400;

function decimalOf(value: number | NumberText): Decimal {
  const text = value instanceof NumberText ? value.text : String(value);
  const [, sign = '', int = '0', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
  const shift = Number(exponent);
  if (Math.abs(shift) > MOST_SCALE)
    return { digits: BigInt(sign === '-' ? -1 : 1) * (shift > 0 ? 10n ** 500n : 0n), scale: 0 };
  const digits = BigInt(sign + int + fraction);
  const scale = fraction.length - shift;
  return scale >= 0 ? { digits, scale } : { digits: digits * 10n ** BigInt(-scale), scale: 0 };
}

const sameScale = (a: Decimal, b: Decimal): [bigint, bigint] => {
  const scale = Math.max(a.scale, b.scale);
  return [a.digits * 10n ** BigInt(scale - a.scale), b.digits * 10n ** BigInt(scale - b.scale)];
};

/** Below zero where a is the smaller, to the last digit. */
export function compareNumbers(a: number | NumberText, b: number | NumberText): number {
  const [left, right] = sameScale(decimalOf(a), decimalOf(b));
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Whether a is a whole multiple of b. */
export function isMultiple(a: number | NumberText, b: number | NumberText): boolean {
  const [left, right] = sameScale(decimalOf(a), decimalOf(b));
  return right !== 0n && left % right === 0n;
}

/** a + by, to the last digit. */
export function addWhole(a: number | NumberText, by: number): Tree {
  const { digits, scale } = decimalOf(a);
  return numberOf(printDecimal({ digits: digits + BigInt(by) * 10n ** BigInt(scale), scale }));
}

export const isWhole = (value: number | NumberText): boolean => isMultiple(value, 1);

function printDecimal({ digits, scale }: Decimal): string {
  if (scale === 0) return digits.toString();
  const sign = digits < 0n ? '-' : '';
  const text = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, '0');
  const fraction = text.slice(-scale).replace(/0+$/, '');
  return sign + text.slice(0, -scale) + (fraction === '' ? '' : `.${fraction}`);
}

/** The same text for the same number, however it is written. */
const plainNumber = (value: number | NumberText): string => printDecimal(decimalOf(value));
