/**
 * The most values in an answer that is read: a batch of thousands has some ten thousand. Read values take up to a
 * hundred times as much memory as their text.
 */
export const MOST_VALUES = 100_000;

/** The most values in a file that this suite writes as one text, such as a report: far more than one with all its evidence. */
export const MOST_VALUES_OF_FILE = 2_000_000;

/**
 * At most how many values the JSON of a body holds, without parsing it: a list, an object and what stands in it count as
 * one each. 0 where the text begins like neither, so that nobody reads values out of it.
 */
export function valuesIn(bytes: Buffer): number {
  let count = 0;
  let inString = false;
  for (let i = beginning(bytes); i < bytes.length; i++) {
    const byte = bytes[i];
    if (inString) {
      if (byte === BACKSLASH) i++;
      else if (byte === QUOTE) inString = false;
    } else if (byte === QUOTE) inString = true;
    else if (byte === COMMA || byte === LIST || byte === OBJECT) count++;
  }
  return count;
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const LIST = 0x5b;
const BACKSLASH = 0x5c;
const OBJECT = 0x7b;
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];
const SPACE: ReadonlySet<number | undefined> = new Set([0x20, 0x09, 0x0a, 0x0d]);

/** Where a list or an object begins; behind everything where none does. */
function beginning(bytes: Buffer): number {
  let at = BYTE_ORDER_MARK.every((byte, i) => bytes[i] === byte) ? BYTE_ORDER_MARK.length : 0;
  while (SPACE.has(bytes[at])) at++;
  return bytes[at] === LIST || bytes[at] === OBJECT ? at : bytes.length;
}
