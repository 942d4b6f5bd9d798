import { compare, lowBits, nearestDouble, nearestFloat32, readLiteral, type Wholes } from '../base/literal.ts';
import type { Message } from '../base/message.ts';
import { message } from '../messages/messages.ts';
import type { Id } from '../operation/id.ts';

/** A body that cannot be looked through. */
export interface Unreadable {
  said: Message;
  token: string;
}

/** Receives each id that a deployment might make of `token`. False: enough was seen. */
export type OnReading = (token: string, id: Id) => boolean;

/** One look through a body: what receives the readings, and the literals that need no second look. */
interface Look {
  onReading: OnReading;
  seen: Set<string>;
  /** Numbers that cannot be read make the body unreadable. */
  tooLarge: string | null;
}

/** Escapes inside escapes are followed so deep. */
const MOST_DECODING = 4;

/**
 * Finds every id that a faulty deployment might make of a body: of its raw text, and of what is left when JSON escapes
 * are undone, without parsing it, so that malformed text is looked at as closely as any. Gives why a body is unreadable,
 * or null.
 */
export function readingsIn(body: string, onReading: OnReading): Unreadable | null {
  // A byte order mark is the one invisible character that the suite sends, and only at the very beginning.
  let view = body.startsWith('\ufeff') ? body.slice(1) : body;
  const look: Look = { onReading, seen: new Set(), tooLarge: null };
  for (let depth = 0; ; depth++) {
    const unreadable = unreadableIn(view);
    if (unreadable) return unreadable;
    const goesOn = readView(view, look);
    if (look.tooLarge !== null) return { said: message('guard.number-too-large', {}), token: look.tooLarge };
    if (!goesOn) return null;
    if (!view.includes('\\')) return null;
    const foreign = /\\(?!["\\/bfnrt]|u[0-9a-fA-F]{4})(?:.|$)/s.exec(view.replace(/\\\\/g, '  '));
    if (foreign) return { said: message('guard.backslash', {}), token: foreign[0] };
    if (depth === MOST_DECODING) return { said: message('guard.escapes', {}), token: '\\\\' };
    view = decode(view);
  }
}

/** Undoes JSON escapes everywhere, also outside strings: lenient parsers differ in where a string ends. */
function decode(text: string): string {
  const letters: Record<string, string> = { b: ' ', f: ' ', n: '\n', r: '\r', t: '\t' };
  return text.replace(/\\(?:u([0-9a-fA-F]{4})|(.))/gs, (_, hex: string | undefined, char: string | undefined) =>
    hex === undefined ? (letters[char ?? ''] ?? char ?? '') : String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

/** Text whose numbers, if any, may look different to somebody else. */
function unreadableIn(text: string): Unreadable | null {
  const found = (said: Message, pattern: RegExp) => {
    const match = pattern.exec(text);
    return match && { said, token: match[0] };
  };
  const encoded =
    // A parser may stop at a control character, or drop it.
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
    found(message('guard.control', {}), /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/) ??
    found(message('guard.percent', {}), /%[0-9a-fA-F]{2}/) ??
    found(message('guard.reference', {}), /&[#a-zA-Z]/) ??
    found(message('guard.hexadecimal', {}), /#[0-9a-fA-F]|0x[0-9a-f_.]*p[+-]?\d/i) ??
    found(message('guard.no-number', {}), /(?<![A-Za-z0-9_])(?:nan|inf|infinity)(?![A-Za-z0-9_])/i);
  if (encoded || /^[\0-\x7f]*$/.test(text)) return encoded;
  if (/\p{Cs}/u.test(text)) return { said: message('guard.surrogate', {}), token: '\\ud800' };
  const changed = text.normalize('NFKC') !== text;
  return (
    // The digits of other scripts are digits to many a parser (Java's among them).
    found(message('guard.digit', {}), /[^\0-\x7f](?<=\p{N})/u) ??
    found(message('guard.invisible', {}), /[\p{Cf}\p{Cc}\p{Co}\p{Cn}\p{Zl}\p{Zp}](?<=[^\0-\x7f])/u) ??
    (changed
      ? {
          said: message('guard.normalised', {}),
          token: /[^\0-\x7f]/u.exec(text)?.[0] ?? '',
        }
      : null)
  );
}

/** A run of characters that may belong to a number, or to a word with a number in it. */
const RUN = /[0-9A-Za-z_.+-]+/g;
/** What stands for 0 or 1 where it stands alone. */
const WORD = /(?<![A-Za-z0-9_])(?:true|false|null)(?![A-Za-z0-9_])/gi;
const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
/** The longest number from the start of a text: what a parser reads that stops at the first character it does not know. */
const NUMBER_PREFIX = /^(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/;

/** Reads everything in one view of the body. False: enough was seen. */
function readView(text: string, look: Look): boolean {
  const { onReading } = look;
  for (const [run] of text.matchAll(RUN)) {
    if (/^[1-9]\d{0,8}$/.test(run)) {
      if (!readSmall(run, onReading)) return false;
    } else if (/\d/.test(run) && !readRun(run, run, look)) return false;
  }
  for (const [word] of text.matchAll(WORD)) {
    // Booleans as numbers: C, JavaScript, Python, MySQL. Null as 0: JavaScript, SQL drivers, Go's zero value.
    if (!onReading(word, word.toLowerCase() === 'true' ? '1' : '0')) return false;
  }
  // An empty or blank string as 0: JavaScript's Number(''), MySQL, PHP.
  const [blank] = /["']\s*["']/.exec(text) ?? [];
  if (blank !== undefined && !onReading(blank, '0')) return false;
  // Separators of thousands: a lenient parser of numbers in strings joins "20,001" or "20 001".
  for (const [string] of text.matchAll(/["']\s*[+-]?\d[\d, ]*[, ]\d[\d, ]*\s*["']/g)) {
    if (!readNumber(string, string.replace(/[^\d+-]/g, ''), look)) return false;
  }
  return true;
}

/**
 * A whole number of up to nine digits, as most ids are: nothing but a float makes another number of it. In one go, because
 * batches have thousands of them.
 */
function readSmall(run: string, onReading: OnReading): boolean {
  if (!onReading(run, run)) return false;
  const id = Number(run);
  const float = Math.fround(id);
  if (float === id) return true;
  // Halfway between two floats it may become either.
  const other = 2 * id - float;
  return onReading(run, String(float)) && (Math.fround(other) !== other || onReading(run, String(other)));
}

/** Reads a run; `token` is the text to cite. */
function readRun(token: string, run: string, look: Look): boolean {
  if (NUMBER.test(run)) return readNumber(token, run, look);
  // A word or a malformed number: whatever number starts anywhere in it, as parseInt, atoi and scanners would find it.
  for (const { index } of run.matchAll(/(?<!\d)\d|\.(?=\d)/g)) {
    const from = run.slice(index);
    const sign = /[+-]/.exec(run[index - 1] ?? '')?.[0] ?? '';
    for (const number of [NUMBER_PREFIX.exec(from)?.[0], prefixed(from)]) {
      if (number === undefined) continue;
      if (!readNumber(token, number, look)) return false;
      if (sign !== '' && !readNumber(token, sign + number, look)) return false;
    }
  }
  // Underscores between digits: Java, JavaScript, Python and YAML let them pass.
  if (run.includes('_') && !readRun(token, run.replaceAll('_', ''), look)) return false;
  // A sanitiser that keeps only digits.
  return readNumber(token, run.replace(/\D/g, ''), look);
}

/** Hexadecimal, octal and binary with a prefix, in decimal: JavaScript's Number("0x10"), Java's Long.decode, YAML. */
function prefixed(text: string): string | undefined {
  const [match] = /^0(?:x[0-9a-f]+|o[0-7]+|b[01]+)/i.exec(text) ?? [];
  return match === undefined ? undefined : BigInt(match.toLowerCase()).toString();
}

/** Reads one decimal literal in all the ways in which it may be misread. */
function readNumber(token: string, number: string, look: Look): boolean {
  if (look.seen.has(number)) return true;
  look.seen.add(number);
  const [, sign = '', int = ''] = /^([+-]?)(\d*)/.exec(number) ?? [];
  const [mantissa = ''] = number.split(/e/i);
  const readings = new Set<Id>();
  // The literal; without its exponent, and only up to its point, as parsers of integers stop there (parseInt, strtol).
  // And without its sign, and what stands before the point, as a scanner of digits finds it; absolute values likewise.
  for (const literal of new Set([
    number,
    mantissa,
    sign + int,
    number.slice(sign.length),
    mantissa.slice(sign.length),
    int,
  ])) {
    if (literal === '' || literal === sign || collect(literal, readings)) continue;
    look.tooLarge = literal;
    return false;
  }
  // Leading zeros as octal: C's strtol, old JavaScript, YAML 1.1. Or the zero as a number of its own.
  const [, octal] = /^0([0-7]+)/.exec(int) ?? [];
  if (octal !== undefined) {
    for (const before of ['', sign]) collect(`${before}${BigInt(`0o${octal}`)}`, readings);
    readings.add('0');
  }
  for (const id of readings) if (!look.onReading(token, id)) return false;
  return true;
}

/** The largest and the smallest int and long. */
const MOST = { 32: '2147483647', 64: '9223372036854775807' } as const;
const LEAST = { 32: '-2147483648', 64: '-9223372036854775808' } as const;

/** Adds the ids that a literal may become. False: it is too large to be read. */
function collect(text: string, into: Set<Id>): boolean {
  const literal = readLiteral(text);
  const double = nearestDouble(text);
  if (!literal || !double) return false;
  // Exactly, down (as documented), up and to the nearest (Math.round, printf), towards zero (a cast).
  const readings: Wholes[] = [literal, double, ...nearestFloat32(text)];
  if (!literal.isWhole) {
    // Rounded first and stored as a float afterwards.
    for (const whole of [literal.floor, literal.ceil]) {
      const again = nearestDouble(whole);
      readings.push(...(again ? [again] : []), ...nearestFloat32(whole));
    }
  }
  for (const { floor, ceil, trunc, round } of readings) {
    for (const id of [floor, ceil, trunc, round]) {
      into.add(id);
      // Casts to int and long, and bitwise operators: what is too large wraps around.
      for (const width of [32, 64] as const) {
        const { unsigned, signed } = lowBits(id, width);
        into.add(unsigned).add(signed);
        // Or they end at the largest or the smallest that fits.
        if (compare(id, MOST[width]) > 0) into.add(MOST[width]);
        if (compare(id, LEAST[width]) < 0) into.add(LEAST[width]);
      }
    }
  }
  return true;
}
