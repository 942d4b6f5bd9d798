import { createContext, Script } from 'node:vm';

/** A regular expression of a document. */
export interface Expression {
  /** For generating texts that match. */
  source: RegExp;
  /** Whether a text matches; null where that is not decided: it took too long, for this text or for one before. */
  test: (text: string) => boolean | null;
}

/** A pattern may take longer than the universe lasts; in ms. Far more than any honest one needs on a machine under load. */
const MOST_MS = 1000;
/** After so many of those, patterns are not decided at all: the time is bounded whatever a document holds. */
const MOST_SLOW = 5;

const ran = createContext({ expression: /^/, text: '' });
// Node's own engine with a limit: one that runs in linear time knows no look-around, which documents use.
const script = new Script('expression.test(text)');
const known = new Map<string, Expression | null>();
let slow = 0;

/** Reads a pattern as JSON Schema has it; null where it is none. The same pattern is read, and found slow, once. */
export function expression(pattern: string): Expression | null {
  const before = known.get(pattern);
  if (before !== undefined) return before;
  const source = parsed(pattern);
  const found = source && { source, test: tester(source) };
  known.set(pattern, found);
  return found;
}

function tester(source: RegExp): Expression['test'] {
  let isSlow = false;
  const answers = new Map<string, boolean>();
  return (text) => {
    const before = answers.get(text);
    if (before !== undefined) return before;
    if (isSlow || slow >= MOST_SLOW) return null;
    try {
      ran['expression'] = source;
      ran['text'] = text;
      const answer = script.runInContext(ran, { timeout: MOST_MS }) as boolean;
      answers.set(text, answer);
      return answer;
    } catch {
      isSlow = true;
      slow++;
      return null;
    }
  };
}

function parsed(pattern: string): RegExp | null {
  try {
    return new RegExp(pattern, 'u');
  } catch {
    try {
      return new RegExp(pattern);
    } catch {
      return null;
    }
  }
}
