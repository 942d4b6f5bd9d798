/** What openapi-pact-comparator says, with its kind: its sentences are those of the catalogue in English. */
import { type Message, placeholdersOf, type Value } from '../base/message.ts';
import { en } from '../messages/en.ts';
import { asMessage, type Kind } from '../messages/messages.ts';

interface Sentence {
  kind: Kind;
  pattern: RegExp;
}

/** The sentences of a family, as what they read like. */
const sentencesOf = (prefix: string): Sentence[] =>
  (Object.keys(en) as Kind[])
    .filter((kind) => kind.startsWith(prefix))
    .map((kind) => ({ kind, pattern: patternOf(en[kind]) }));

const patternOf = (sentence: string) =>
  new RegExp(
    `^${sentence.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{(\w+)\}/g, (_, name: string) => `(?<${name}>${name === 'n' ? '\\d+' : '.+'})`)}$`,
    's',
  );

/** Made when the comparator first says something. */
let made: { whole: Sentence[]; inner: Sentence[] } | null = null;
const known = () => {
  made ??= {
    whole: [...sentencesOf('gate.pact.operation-gone'), ...sentencesOf('gate.compared.')],
    inner: sentencesOf('gate.must.'),
  };
  return made;
};

/** "must be >= 1" is more than a type. */
const isAbout = ({ kind }: Sentence, text: string) => kind !== 'gate.must.type' || /^must be [a-z,]+$/.test(text);

/** A problem of the comparator; what no sentence fits stays in its words. */
export const problemSaid = (text: string): Message => read(text, known().whole);

function read(text: string, sentences: readonly Sentence[]): Message {
  for (const sentence of sentences) {
    const found = sentence.pattern.exec(text);
    if (!found || !isAbout(sentence, text)) continue;
    const { kind } = sentence;
    const putIn = (name: string): Value => {
      const value = found.groups?.[name] ?? '';
      return name === 'problem' ? read(value, known().inner) : value;
    };
    return { kind, values: Object.fromEntries(placeholdersOf(en[kind]).map((name) => [name, putIn(name)])) };
  }
  return asMessage(text);
}
