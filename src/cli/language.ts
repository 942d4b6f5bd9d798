import { ConfigError } from '../base/config-error.ts';
import { LANGUAGES, type Language } from '../messages/messages.ts';
import { ENGLISH, listed, speakFrom, type Tongue, tell, tongueOf } from '../messages/speech.ts';

/** Regions and scripts of Chinese that are not written in simplified characters. */
const TRADITIONAL = /[-_](?:hant|tw|hk|mo)\b/i;

/** The language that a locale such as `zh_CN.UTF-8` names; null where it names another. */
function named(locale: string): Language | null {
  const [name = ''] = locale.split(/[.@]/);
  if (/^zh\b|^zh[-_]/i.test(name) && !TRADITIONAL.test(name)) return 'zh-CN';
  return /^(?:en\b|en[-_]|c$|posix$)/i.test(name) ? 'en' : null;
}

function wanted(what: string, word: string): Language {
  const language = named(word);
  if (language === null) throw new ConfigError(tell`${what} ${word}: no such language; there are ${listed(LANGUAGES)}`);
  return language;
}

/** What `--lang` says, wherever it stands. */
function flagIn(argv: readonly string[]): string | undefined {
  const end = argv.indexOf('--');
  const flags = end < 0 ? argv : argv.slice(0, end);
  const at = flags.findLastIndex((word) => word === '--lang' || word.startsWith('--lang='));
  const word = flags[at];
  return word === '--lang' ? flags[at + 1] : word?.slice('--lang='.length);
}

/**
 * The language to speak: that of `--lang`, else of ROMA_LANG, else of the locale (LC_ALL, LC_MESSAGES, LANG), where a
 * language that there is not means English. Throws a ConfigError where the first two name one that there is not.
 */
export function languageOf(argv: readonly string[], env: NodeJS.ProcessEnv): Language {
  const flag = flagIn(argv);
  if (flag !== undefined) return wanted('--lang', flag);
  if (env['ROMA_LANG']) return wanted('ROMA_LANG', env['ROMA_LANG']);
  return named(env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '') ?? 'en';
}

/** Where start.ts finds what it says of a fault; it imports nothing itself. */
const FAULT_SAYS = Symbol.for('roma-conformance.fault-says');

let chosen = ENGLISH;

/** Chooses, once at the start, the language that the command line speaks. */
export async function choose(language: Language): Promise<Tongue> {
  chosen = await tongueOf(language);
  speakFrom(chosen);
  const says = tell`roma-conformance failed, which is a fault of the suite and says nothing about the deployment.`;
  (globalThis as { [FAULT_SAYS]?: string })[FAULT_SAYS] = says;
  return chosen;
}

/** What the user of the command line reads. */
export const readerTongue = (): Tongue => chosen;
