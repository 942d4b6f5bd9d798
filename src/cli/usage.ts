import { Help, type HelpConfiguration } from 'commander';
import { phrase, tell, told, tongue } from '../messages/speech.ts';

const TITLES: ReadonlySet<string> = new Set([
  phrase`Usage:`,
  phrase`Options:`,
  phrase`Commands:`,
  phrase`Arguments:`,
  phrase`Global Options:`,
]);

/** Help in the language of the reader: what commander itself says in it. Descriptions are said where they are declared. */
export const HELP: HelpConfiguration = {
  showGlobalOptions: true,
  styleTitle: (title) => (TITLES.has(title) ? told(title) : title),
  styleUsage: (usage) => inWords(usage),
  subcommandTerm: (command) => inWords(new Help().subcommandTerm(command)),
  optionDescription: (option) => withDefault(new Help().optionDescription(option)),
  argumentDescription: (argument) => withDefault(new Help().argumentDescription(argument)),
};

const inWords = (usage: string) => usage.replace('[options]', tell`[options]`).replace('[command]', tell`[command]`);

/** It adds the default to what it describes. */
const withDefault = (description: string) =>
  description.replace(/ \(default: (.*)\)$/, (_, value: string) => tell` (default: ${value})`);

const FORMS: readonly (readonly [RegExp, (...put: string[]) => string])[] = [
  [/^unknown option '(.*)'$/, (flag) => tell`unknown option '${flag}'`],
  [/^unknown command '(.*)'$/, (name) => tell`unknown command '${name}'`],
  [/^missing required argument '(.*)'$/, (name) => tell`missing required argument '${name}'`],
  [/^option '(.*)' argument missing$/, (flags) => tell`option '${flags}' argument missing`],
  [/^required option '(.*)' not specified$/, (flags) => tell`required option '${flags}' not specified`],
  [
    /^too many arguments for '(.*)'\. Expected (\d+) arguments? but got (\d+)\.$/,
    (command, most, got) => tell`too many arguments for '${command}'. Expected ${most} but got ${got}.`,
  ],
  [/^\(Did you mean (?:one of )?(.*)\?\)$/, (names) => tell`(Did you mean ${names}?)`],
];

/** What commander says of a wrong call; English as it is, else the sentence of the reader's language. */
export function sayUsage(text: string): string {
  const plain = text.replace(/^error: /, '');
  return plain.split('\n').map(sayLine).join('\n');
}

function sayLine(line: string): string {
  for (const [form, say] of FORMS) {
    const found = form.exec(line);
    if (found) return tongue().language === 'en' ? line : say(...found.slice(1));
  }
  return line;
}
