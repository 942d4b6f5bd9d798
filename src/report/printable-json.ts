import { withoutUnseen } from './visible.ts';

/**
 * JSON with two spaces and a line feed at the end, member by member and entry by entry: a report may hold all that was seen,
 * and a copy of it all costs more than anything else in a run. JSON escapes C0 itself; the rest that could steer a terminal
 * is escaped too, and stays the same value.
 */
export function printableJson(value: unknown): string {
  const parts: string[] = [];
  add(parts, value, '', 2);
  parts.push('\n');
  return parts.join('');
}

function add(parts: string[], value: unknown, margin: string, depth: number): void {
  const isList = Array.isArray(value);
  const entries = depth > 0 && isPlain(value) ? entriesOf(value) : [];
  if (entries.length === 0) {
    parts.push(one(value).replaceAll('\n', `\n${margin}`));
    return;
  }
  let before = isList ? '[' : '{';
  for (const [name, member] of entries) {
    parts.push(`${before}\n${margin}  ${isList ? '' : `${one(name)}: `}`);
    add(parts, member, `${margin}  `, depth - 1);
    before = ',';
  }
  parts.push(`\n${margin}${isList ? ']' : '}'}`);
}

const isPlain = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !('toJSON' in value);

/** What JSON leaves out of an object it writes as null in a list. */
const entriesOf = (value: object): [string, unknown][] =>
  Array.isArray(value)
    ? value.map((entry: unknown, i) => [String(i), entry ?? null])
    : Object.entries(value).filter(([, member]) => member !== undefined);

const one = (value: unknown): string => withoutUnseen(JSON.stringify(value, null, 2), escapeOf);

const escapeOf = (character: string) =>
  character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
