import { visible, visibleLine } from './visible.ts';

/**
 * Text within a line (not at its start), for our own words: what Markdown or HTML would take as markup is escaped. A comment of HTML after
 * `@`, `#` and before `//` keeps a host from making mentions, references and links of them.
 */
export function mdText(text: string): string {
  return visibleLine(text)
    .replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`)
    .replace(/[\\`*_[\]()!|~$]/g, (character) => `\\${character}`)
    .replace(/[@#]/g, '$&<!-- -->')
    .replace(/:(?=\/\/)/g, ':<!-- -->')
    .replace(/\bwww\./gi, 'www<!-- -->.');
}

/** Text in a code span, for what came from elsewhere: in one line, with a fence that the text does not hold. */
export function mdCode(text: string): string {
  const line = visibleLine(text);
  if (line.trim() === '') return line === '' ? '(empty)' : `(${line.length} spaces)`;
  const fence = fenceFor(line, 1);
  const pad = /^[` ]|[` ]$/.test(line) ? ' ' : '';
  return `${fence}${pad}${line}${pad}${fence}`;
}

/** A code span in a cell of a table, where a bar would begin the next cell. */
export const mdCellCode = (text: string): string => mdCode(text).replaceAll('|', '\\|');

/** A block of code, with a fence that the text does not hold. */
export function mdBlock(text: string, language = 'text'): string {
  const shown = visible(text);
  const fence = fenceFor(shown, 3);
  return `${fence}${language}\n${shown}\n${fence}`;
}

function fenceFor(text: string, atLeast: number): string {
  const runs = text.match(/`+/g) ?? [];
  return '`'.repeat(Math.max(atLeast, ...runs.map((run) => run.length + 1)));
}
