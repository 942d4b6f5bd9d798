import { valuesIn } from '../base/values.ts';

/**
 * So many values a record may hold whatever its length, one more for each so many characters, and so many in all. The
 * densest lines that this suite writes are lists of ids, in quotes.
 */
const FREE = 500_000;
const CHARACTERS_EACH = 6;
const MOST = 6_000_000;

/**
 * The line, counted from 1, with which a record holds more values than one that this suite wrote; null where none does.
 * Nothing is parsed: what is read takes up to a hundred times as much memory as its text.
 */
export function tooDenseFrom(lines: readonly string[]): number | null {
  let characters = 0;
  for (const line of lines) characters += line.length;
  const most = Math.min(FREE + characters / CHARACTERS_EACH, MOST);
  let values = 0;
  for (const [i, line] of lines.entries()) {
    values += valuesIn(Buffer.from(line));
    if (values > most) return i + 1;
  }
  return null;
}
