import type { Violation } from '../edition/edition.ts';
import { listed, tell } from '../messages/speech.ts';
import { member, type Problem } from './problem.ts';
import { kindOf } from './tree.ts';

/** What a schema says against a file that people write: what is wrong, and what to write. `value` stands at its pointer. */
export function sayViolation({ pointer, keyword, key, message }: Violation, value: unknown): Problem {
  if (key === undefined) return { pointer, text: sayKeyword(keyword, value, message) };
  const place = member(pointer, key);
  if (keyword === 'required') return { pointer: place, text: tell`is missing; ${tell`add it`}` };
  return { pointer: place, text: tell`is no known key; ${sayKnown(message)}` };
}

/** Which key may have been meant, or which there are: the end of what is said of an unknown one. */
export function sayKnown(message: string): string {
  const end = message.slice(message.lastIndexOf('; ') + 2);
  const [, near] = /^did you mean (.+)\?$/s.exec(end) ?? [];
  if (near !== undefined) return tell`did you mean ${near}?`;
  const [, known] = /^known are (.+)$/s.exec(end) ?? [];
  return known === undefined ? tell`remove it` : tell`known are ${listed(known.split(', '))}`;
}

/** What is wrong with a value by a keyword of the schema. */
export function sayKeyword(keyword: string, value: unknown, message: string): string {
  const [, limit = ''] = /(-?\d+(?:\.\d+)?)/.exec(message) ?? [];
  switch (keyword) {
    case 'type':
      return sayType(/^must be (\w+)/.exec(message)?.[1] ?? '', value, message);
    case 'enum':
      return tell`must be one of ${listed(message.replace(/^must be one of /, '').split(', '))}; write one of these`;
    case 'minLength':
      return tell`is empty; write a value`;
    case 'maxLength':
      return tell`is too long; write at most ${limit} characters`;
    case 'minimum':
      return tell`is too small; write ${limit} or more`;
    case 'exclusiveMinimum':
      return tell`is too small; write more than ${limit}`;
    case 'maximum':
      return tell`is too large; write ${limit} or less`;
    case 'minItems':
      return tell`has too few entries; write at least ${limit}`;
    case 'maxItems':
    case 'maxProperties':
      return tell`has too many entries; write at most ${limit}`;
    default:
      return message;
  }
}

function sayType(wanted: string, value: unknown, message: string): string {
  const is = kindOf(value);
  switch (wanted) {
    case 'string':
      return typeof value === 'number' ? tell`is a number; put it in quotes` : tell`is ${is}; write a text`;
    case 'integer':
      return typeof value === 'number'
        ? tell`has a fraction; write a whole number`
        : tell`is ${is}; write a whole number without quotes`;
    case 'number':
      return tell`is ${is}; write a number without quotes`;
    case 'boolean':
      return tell`is ${is}; write true or false, without quotes`;
    case 'array':
      return tell`is ${is}; write a list: [one, another]`;
    case 'object':
      return tell`is ${is}; write keys with their values below it`;
    default:
      return message;
  }
}
