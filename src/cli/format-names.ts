import { ConfigError } from '../base/config-error.ts';
import { nearest } from '../base/suggest.ts';
import { listed, tell } from '../messages/speech.ts';
import { type FormatName, formatList, formats } from '../report/formats.ts';

const made = (when: string) => formatList.filter((name) => formats[name].made === when);

const together = (names: readonly string[]): string => names.reduce((first, next) => tell`${first} and ${next}`);

/** What `--format` says in the help. */
export const formatHelp = (): string =>
  tell`formats beside ${together(made('always'))}: ${listed(formatList.filter((name) => formats[name].made !== 'always'))} (default: ${together(made('by default'))})`;

/**
 * The formats to make: those that always are, and those that were asked for, or else the usual ones. On the runners of
 * GitHub and GitLab what they show by themselves comes too. Throws a ConfigError.
 */
export function formatNames(asked: readonly string[] | undefined, env: NodeJS.ProcessEnv): FormatName[] {
  const chosen = new Set<FormatName>(made('always'));
  for (const name of asked?.flatMap((list) => list.split(',')) ?? made('by default')) {
    const format = formatList.find((one) => one === name.trim());
    if (!format) {
      const near = nearest(name, formatList);
      throw new ConfigError(
        tell`--format ${name}: no such format; ${near === undefined ? tell`there are ${listed(formatList)}` : tell`did you mean ${near}?`}`,
      );
    }
    chosen.add(format);
  }
  if (env['GITHUB_ACTIONS'] === 'true') chosen.add('github');
  if (env['GITLAB_CI'] === 'true') chosen.add('gitlab');
  return formatList.filter((name) => chosen.has(name));
}
