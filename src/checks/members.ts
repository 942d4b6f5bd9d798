import { answerJson } from '../exchange/answer.ts';
import type { Finding } from './check.ts';
import { type Answered, breachOf, cut } from './judging.ts';

/** So many names are told. */
const MOST_NAMES = 5;

/** What is wrong with a body that names a member more than once: of two values some parsers take the first, most the last. */
export function namedTwice(x: Answered): Finding[] {
  const json = answerJson(x.answer);
  const names = json.ok ? json.duplicateKeys.toSorted() : [];
  if (names.length === 0) return [];
  return [
    breachOf('shared.member-twice', x, {
      found: { names: names.slice(0, MOST_NAMES).map((name) => cut(name, 40)) },
      actual: cut(x.answer.body, 120),
    }),
  ];
}

/** A byte order mark, which JSON is not to begin with when it is sent: many parsers take it for no JSON. */
export function beginsWithMark(x: Answered): Finding[] {
  if (!x.answer.body.startsWith('\ufeff')) return [];
  return [breachOf('shared.byte-order-mark', x, { actual: cut(JSON.stringify(x.answer.body), 120) })];
}
