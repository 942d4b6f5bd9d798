import { render, type Sentences } from '../base/message.ts';
import { en } from './en.ts';
import { type Kind, type Language, message, type Said, sentencesOf } from './messages.ts';

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
  /** What the command line says, by its English with {0}, {1} for what is put in. */
  phrases: Readonly<Record<string, string>>;
}

const NO_NAMES: Names = { titles: {}, clauseIn: () => undefined, consequences: {}, sources: {}, phrases: {} };
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

/** From now on, for a process that serves one reader: the command line. */
export function speakFrom(tongue: Tongue): void {
  spoken = tongue;
}

/** The tongue that is spoken: English, but within `speaking` and after `speakFrom`. */
export const tongue = (): Tongue => spoken;

/** A sentence of the catalogue in the language that is spoken. */
export const say: <K extends Kind>(kind: K, values: Parameters<typeof message<K>>[1]) => string = (kind, values) =>
  render(message(kind, values), spoken.sentences);

/**
 * A sentence in the language that is spoken, with its English in place: for what is said at once and stands in no report.
 * Others have it by that English, {0} and {1} for what is put in; what they lack is said in English.
 */
export function tell(parts: TemplateStringsArray, ...put: readonly unknown[]): string {
  const { phrases } = spoken.names;
  const inEnglish = () => parts.reduce((before, part, i) => `${before}${String(put[i - 1])}${part}`);
  // Help alone tells some two hundred.
  if (phrases === NO_NAMES.phrases) return inEnglish();
  const sentence = phrases[parts.reduce((before, part, i) => `${before}{${i - 1}}${part}`)];
  return sentence === undefined
    ? inEnglish()
    : sentence.replace(/\{(\d+)\}/g, (_, i: string) => String(put[Number(i)]));
}

/** A sentence that is written down before the language is known, in English; `told` says it. */
export const phrase = (parts: TemplateStringsArray): string => parts.join('');

/** A `phrase` in the language that is spoken. */
export const told = (english: string): string => {
  const { phrases } = spoken.names;
  return (Object.hasOwn(phrases, english) ? phrases[english] : undefined) ?? english;
};

/** What is said by its kind, or in words alone, in the language that is spoken. */
export const inTongue = (said: Said): string => (typeof said === 'string' ? said : render(said, spoken.sentences));

/** Things of a list, one after the other. */
export const listed = (things: readonly string[]): string => things.join(say('list.between', {}));

type Counted<K> = K extends `n.${infer Noun}` ? Noun : never;
/** What can be counted: `n.check` is "{n} check|{n} checks", and one form in languages without a plural. */
export type Noun = Counted<Kind>;

/** So many of something; `n` may be written in any way, such as with commas. */
export function sayCount(n: number, what: Noun, written = String(n)): string {
  const [one = '', many = one] = say(`n.${what}`, { n: written }).split('|');
  return n === 1 ? one : many;
}
