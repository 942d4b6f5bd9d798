import { isMessage, type Message, render, type Sentences, type Value } from '../base/message.ts';
import { en } from './en.ts';

export type Kind = keyof typeof en;

type Names<Sentence extends string> = Sentence extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Names<Rest>
  : never;

/** What follows a prefix in the names of kinds: of `Of<'ids.of'>` there is `ids.of.zero`, so `zero`. */
export type Of<Prefix extends string> = Kind extends infer One
  ? One extends `${Prefix}.${infer Name}`
    ? Name
    : never
  : never;

/** A message of a known kind, with a value for each of its placeholders. */
export const message = <K extends Kind>(kind: K, values: Record<Names<(typeof en)[K]>, Value>): Message => ({
  kind,
  values,
});

/** A sentence, or words that are no sentence of the catalogue: they stay as they are in every language. */
export type Said = string | Message;

export const asMessage = (said: Said): Message => (typeof said === 'string' ? message('text', { text: said }) : said);

/** What stands before and after one another, told by a sentence with `first` and `next`. Nothing at all is no text. */
export const joined = (kind: Joining, parts: readonly Message[]): Message =>
  parts.slice(1).reduce((first, next) => message(kind, { first, next }), parts[0] ?? asMessage(''));

type Joining = 'shared.lines' | 'shared.then' | 'explore.together' | 'gate.pact.then' | 'gate.edit.both';

/** Those that read differently in English, each on a line of its own, `most` of them. */
export const inLines = (all: readonly Message[], most = Number.POSITIVE_INFINITY): Message =>
  joined('shared.lines', [...new Map(all.map((one) => [inEnglish(one), one])).values()].slice(0, most));

/** Without the count of exchanges around it: one finding in several is of the same kind as in one. Of several, the first. */
export function innermost(said: Message): Message {
  const { message: counted, first } = said.values;
  const inner = said.kind === 'in-exchanges' ? counted : said.kind === 'shared.lines' ? first : undefined;
  return isMessage(inner) ? innermost(inner) : said;
}

/** Languages that people can be spoken to in. */
export const LANGUAGES = ['en', 'zh-CN'] as const;
/**
 * A language that reports for people are written in.
 *
 * @since 0.1.0
 */
export type Language = (typeof LANGUAGES)[number];

/** The English text of a message: what report.json and messages of the library hold. */
export const inEnglish = (said: Message): string => render(said, en);

/** The sentences of a language; others than English are loaded when they are asked for. */
export async function sentencesOf(language: Language): Promise<Sentences> {
  return language === 'en' ? en : (await import('./zh.ts')).zh;
}
