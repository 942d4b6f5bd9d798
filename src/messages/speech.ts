import { render, type Sentences } from '../base/message.ts';
import { en } from './en.ts';
import { type Kind, type Language, message, sentencesOf } from './messages.ts';

/** A language, with all that it has to say. */
export interface Tongue {
  language: Language;
  sentences: Sentences;
  names: Names;
}

/** What has its English where it is declared. Checks go by their ids; what has none by its English. Empty in English. */
export interface Names {
  titles: Readonly<Record<string, string>>;
  /** What the clause of an edition states. */
  clauseIn: (clause: string, edition: string) => string | undefined;
  consequences: Readonly<Record<string, string>>;
  /** Where clauses come from, part by part. */
  sources: Readonly<Record<string, string>>;
}

const NO_NAMES: Names = { titles: {}, clauseIn: () => undefined, consequences: {}, sources: {} };
export const ENGLISH: Tongue = { language: 'en', sentences: en, names: NO_NAMES };

/** The tongue of a language; others than English are loaded when they are asked for. */
export async function tongueOf(language: Language): Promise<Tongue> {
  if (language === 'en') return ENGLISH;
  return { language, sentences: await sentencesOf(language), names: (await import('./zh/names.ts')).names };
}

let spoken = ENGLISH;

/** Does a job in a language, and gives what it gives. The job is synchronous, so no other job can hear of it. */
export function speaking<Made>(tongue: Tongue, job: () => Made): Made {
  const before = spoken;
  spoken = tongue;
  try {
    return job();
  } finally {
    spoken = before;
  }
}

/** The tongue that is spoken: English, but within `speaking`. */
export const tongue = (): Tongue => spoken;

/** A sentence of the catalogue in the language that is spoken. */
export const say: <K extends Kind>(kind: K, values: Parameters<typeof message<K>>[1]) => string = (kind, values) =>
  render(message(kind, values), spoken.sentences);

type Counted<K> = K extends `n.${infer Noun}` ? Noun : never;
/** What can be counted: `n.check` is "{n} check|{n} checks", and one form in languages without a plural. */
export type Noun = Counted<Kind>;

/** So many of something; `n` may be written in any way, such as with commas. */
export function sayCount(n: number, what: Noun, written = String(n)): string {
  const [one = '', many = one] = say(`n.${what}`, { n: written }).split('|');
  return n === 1 ? one : many;
}
