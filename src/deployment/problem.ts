import { ConfigError } from '../base/config-error.ts';
import { tell, told } from '../messages/speech.ts';

/** One thing that is wrong with a deployment: where (a JSON pointer), what, and what to do. Without secrets. */
export interface Problem {
  pointer: string;
  text: string;
}

/** Where a deployment was described. */
export interface Origin {
  /** The file, or "the environment". */
  source: string;
  /** Paths in it are relative to this folder. */
  baseDir: string;
  /** How people find the place of a pointer: "devices[0].id", "ROMA_DEVICES[0].id". */
  label(pointer: string): string;
  /** What to do about a key that is missing. */
  addIt: string;
}

const MOST_SHOWN = 100;

/** Ends the reading with all that is wrong, one line each, if anything is. `lineOf` says in which line of the text a pointer leads. */
export function throwIfAny(
  problems: readonly Problem[],
  { source: place, label }: Origin,
  lineOf: (pointer: string) => number | null,
): void {
  const source = told(place);
  const placed = ({ pointer, text }: Problem) => {
    const line = lineOf(pointer);
    return sayLine(line === null ? source : `${source}:${line}`, label(pointer), text);
  };
  const lines = [...new Set(problems.map(placed))];
  if (lines.length === 0) return;
  const more = lines.length - MOST_SHOWN;
  throw new ConfigError(
    [...lines.slice(0, MOST_SHOWN), ...(more > 0 ? [tell`${source}: and ${more} more of such`] : [])].join('\n'),
  );
}

const sayLine = (source: string, label: string, text: string) =>
  label === '' ? tell`${source}: ${text}` : tell`${source}: ${label}: ${text}`;

/** "/devices/0/id" as "devices[0].id". */
export function dotted(pointer: string): string {
  return segments(pointer)
    .map((segment) => (/^\d+$/.test(segment) ? `[${segment}]` : `.${printable(segment)}`))
    .join('')
    .replace(/^\./, '');
}

/** The members and indices of a pointer, unescaped. */
export function segments(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The pointer of a member. */
export function member(pointer: string, key: string): string {
  return `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/**
 * A key may be anything that fits into a file, and a message is one line. It may also hold a secret: YAML takes
 * `{password:abc}` for one key. So an odd key is shown up to its first odd character.
 */
function printable(key: string): string {
  const word = /^[\w$-]{0,60}/.exec(key)?.[0] ?? '';
  return word === key ? key : `"${word}..."`;
}
