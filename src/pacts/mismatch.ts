import { type Message, type Value, withTexts } from '../base/message.ts';
import { en } from '../messages/en.ts';
import { type Kind, message } from '../messages/messages.ts';

/** Where an answer is not as the pact says. */
export interface Mismatch {
  /** Where it differs; null where Pact names no place. */
  place: Message | null;
  /** What Pact says of it; null where it only says that it failed. */
  words: string | null;
  expected: string;
  actual: string;
}

type Sentence = Extract<Kind, `pact.${string}`>;

/** Sentences of Pact's, with the names of what stands in their groups. The first that fits the whole of it. */
const SENTENCES: readonly (readonly [RegExp, Sentence, readonly string[]])[] = [
  [/^expected (\d+) but was (\d+)$/, 'pact.status', ['expected', 'actual']],
  [/^Actual map is missing the following keys: (.*)$/s, 'pact.missing-keys', ['keys']],
  [/^Expected (.*) \(size (\d+)\) to have minimum size of (\d+)$/s, 'pact.least', ['actual', 'size', 'limit']],
  [/^Expected (.*) \(size (\d+)\) to have maximum size of (\d+)$/s, 'pact.most', ['actual', 'size', 'limit']],
  [/^Expected '(.*)' to have at least (\d+) item\(s\)$/s, 'pact.least-items', ['actual', 'limit']],
  [/^Expected '(.*)' to have at most (\d+) item\(s\)$/s, 'pact.most-items', ['actual', 'limit']],
  [/^Type mismatch: Expected (.*) to be the same type as (.*)$/s, 'pact.type-mismatch', ['actual', 'expected']],
  [/^Expected (.*) to be the same type as (.*)$/s, 'pact.same-type', ['actual', 'expected']],
  [/^Expected (.*) to be equal to (.*)$/s, 'pact.equal', ['actual', 'expected']],
  [/^Expected '(.*)' to match '(.*)'$/s, 'pact.match', ['actual', 'pattern']],
  [/^Expected '(.*)' to include '(.*)'$/s, 'pact.include', ['actual', 'part']],
  [/^Expected (.*) to be an integer$/s, 'pact.integer', ['actual']],
  [/^Expected (.*) to be a decimal number$/s, 'pact.decimal', ['actual']],
  [/^Expected (.*) to be a number$/s, 'pact.number', ['actual']],
  [/^Expected (.*) to match a boolean$/s, 'pact.match-boolean', ['actual']],
  [/^Expected (.*) to be a null value$/s, 'pact.null-value', ['actual']],
  [/^Expected non-empty value but got a NULL$/, 'pact.not-null', []],
  [/^Expected (.*) to not be empty$/s, 'pact.not-empty', ['actual']],
  [/^Expected an empty Map but received (.*)$/s, 'pact.empty-map', ['actual']],
  [/^Expected an empty List but received (.*)$/s, 'pact.empty-list', ['actual']],
  [/^Expected a List with (\d+) elements but received (\d+) elements$/, 'pact.list-length', ['expected', 'actual']],
  [/^Expected a Map with keys \[(.*)\] but received one with keys \[(.*)\]$/s, 'pact.keys', ['expected', 'actual']],
  [/^Failed to parse the actual body: '(.*)'$/s, 'pact.unreadable', ['problem']],
  [/^Expected a body of '(.*)' but the actual content type was '(.*)'$/s, 'pact.body-type', ['expected', 'actual']],
  [/^Expected empty body but received (.*)$/s, 'pact.no-body', ['actual']],
  [/^Expected body (.*) but was missing$/s, 'pact.body-missing', ['expected']],
  [/^Expected body (.*) but was empty$/s, 'pact.body-empty', ['expected']],
  [/^Expected a header '(.*)' but was missing$/s, 'pact.header-missing', ['name']],
  [/^Expected an empty header '(.*)' but actual value was '(.*)'$/s, 'pact.header-empty', ['name', 'actual']],
  [
    /^Expected header '(.*)' to have value '(.*)' but was '(.*)'$/s,
    'pact.header-value',
    ['name', 'expected', 'actual'],
  ],
  [/^Expected (.*) but was missing$/s, 'pact.missing', ['expected']],
];

/** In two parts, of which one is such a sentence again. */
const OUTER: readonly (readonly [RegExp, Sentence, readonly string[]])[] = [
  [/^Mismatch with header '([^']*)': (?<what>.*)$/s, 'pact.header', ['name', 'what']],
  [/^(?<what>.*) for value at index (\d+)$/s, 'pact.header-index', ['what', 'index']],
];

/** What Pact says, as a sentence of the catalogue that reads the same in English; what none fits stays in Pact's words. */
export function pactSays(words: string): Message {
  for (const [pattern, kind, names] of OUTER) {
    const found = pattern.exec(words);
    if (found)
      return { kind, values: Object.fromEntries(names.map((name, i) => [name, outer(name, found[i + 1] ?? '')])) };
  }
  for (const [pattern, kind, names] of SENTENCES) {
    const found = pattern.exec(words);
    if (found) return { kind, values: Object.fromEntries(names.map((name, i) => [name, typed(found[i + 1] ?? '')])) };
  }
  return message('pact.words', { words });
}

const outer = (name: string, text: string): Value => (name === 'what' ? pactSays(text) : text);

/** `1 (Integer)` in the language of the reader. */
function typed(text: string): Value {
  const [, value = '', name = ''] = /^(.*) \(([A-Z][a-z]+)\)$/s.exec(text) ?? [];
  const kind = `pact.type.${name.toLowerCase()}`;
  return Object.hasOwn(en, kind) ? message('pact.typed', { value, type: { kind, values: {} } }) : text;
}

/** Where the answer differs, and how. */
export function sayMismatch({ place, words }: Mismatch): Message {
  const what = words === null ? message('pact.it-failed', {}) : pactSays(words);
  return place ? message('pacts.at', { place, what }) : what;
}

/** Pact was given answers as they came, and quotes them. */
export const redacted = ({ place, words, expected, actual }: Mismatch, redact: (text: string) => string): Mismatch => ({
  place: place && withTexts(place, redact),
  words: words && redact(words),
  expected: redact(expected),
  actual: redact(actual),
});
