/**
 * CI systems obey lines of their log: `::error::` (after any white space), `##[group]`, `##vso[...]`, `##teamcity[...]`.
 * Text of a deployment must never command them.
 */
const COMMAND_START = /^([^\S\n]*):(?=:)/gm;
const COMMAND_ANYWHERE = /#(?=#(?:\[|vso\[|teamcity\[))/gi;

/** The text with the first character of each would-be command written as `colon` or `hash`. For a whole document. */
export function withoutCiCommands(text: string, { colon, hash } = { colon: '\\u003a', hash: '\\u0023' }): string {
  return text.replace(COMMAND_START, (_, space: string) => space + colon).replace(COMMAND_ANYWHERE, () => hash);
}
