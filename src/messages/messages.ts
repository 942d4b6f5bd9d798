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

/** The message itself, without the count of exchanges around it: one finding in several exchanges is of the same kind as in one. */
export function innermost(said: Message): Message {
  const { message: inner } = said.values;
  return said.kind === 'in-exchanges' && isMessage(inner) ? inner : said;
}

/** Languages that people can be spoken to in. */
export const LANGUAGES = ['en', 'zh-CN'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The English text of a message: what report.json and messages of the library hold. */
export const inEnglish = (said: Message): string => render(said, en);

/** The sentences of a language; others than English are loaded when they are asked for. */
export async function sentencesOf(language: Language): Promise<Sentences> {
  return language === 'en' ? en : (await import('./zh.ts')).zh;
}
