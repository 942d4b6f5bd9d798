/** What stands for a placeholder: text and numbers as they are, messages in the language of the reader, lists with commas. */
export type Value = string | number | Message | readonly Value[];

/** Something to be said to people, in whatever language: which sentence, and what is put into it. Stable from run to run. */
export interface Message {
  kind: string;
  values: Readonly<Record<string, Value>>;
}

/** Sentences by kind, with placeholders in braces. */
export type Sentences = Readonly<Record<string, string>>;

/** The names of the placeholders of a sentence. */
export const placeholdersOf = (sentence: string): string[] =>
  [...new Set([...sentence.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name))].sort();

/** The text of a message. A kind that the sentences lack is given by its name and values, so nothing is lost. Pure. */
export function render({ kind, values }: Message, sentences: Sentences): string {
  const sentence = Object.hasOwn(sentences, kind) ? sentences[kind] : undefined;
  if (sentence === undefined) return `${kind} ${JSON.stringify(values)}`;
  // In one pass: what is put in is text, and its braces are no placeholders.
  return sentence.replace(/\{(\w+)\}/g, (written, name: string, at: number) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    // Between brackets a list is as JSON has it.
    const between = sentence[at - 1] === '[' ? ', ' : (sentences['list.between'] ?? ', ');
    return value === undefined ? written : textOf(value, sentences, between);
  });
}

export const isMessage = (value: Value | undefined): value is Message =>
  typeof value === 'object' && !Array.isArray(value);

/** The message with every text that is put into it changed. */
export const withTexts = ({ kind, values }: Message, change: (text: string) => string): Message => ({
  kind,
  values: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, valueWith(value, change)])),
});

function valueWith(value: Value, change: (text: string) => string): Value {
  if (typeof value === 'string') return change(value);
  if (typeof value === 'number') return value;
  return isMessage(value) ? withTexts(value, change) : value.map((one) => valueWith(one, change));
}

function textOf(value: Value, sentences: Sentences, between: string): string {
  if (isMessage(value)) return render(value, sentences);
  if (typeof value === 'object') return value.map((one) => textOf(one, sentences, between)).join(between);
  return String(value);
}
