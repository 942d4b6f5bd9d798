/** In which line of a file a pointer leads: by the positions that the parsers of JSON and YAML know. */
import { createRequire } from 'node:module';
import { yamlLines } from '../../deployment/yaml-lines.ts';
import { phrase, tell, told } from '../../messages/speech.ts';
import { pointerTo } from '../api.ts';
import type { Spot } from '../change.ts';
import type { Source } from './source.ts';

/**
 * The line of each place, from 1: where its name stands, or else what is left around it. Null where that is not known.
 * Each file is read once more: lines are wanted of few places, and most runs want none.
 */
export async function linesOf(source: Source, spots: readonly Spot[]): Promise<(spot: Spot) => number | null> {
  const byFile = new Map<string, Set<string>>();
  for (const { file, pointer } of spots) {
    const name = file ?? source.file;
    byFile.set(name, (byFile.get(name) ?? new Set()).add(pointer));
  }
  const found = new Map<string, ReadonlyMap<string, number>>();
  for (const [file, pointers] of byFile) {
    // It was read before; what vanished meanwhile has no lines.
    const text = await source.read(file).catch(() => null);
    if (text === null) continue;
    found.set(file, /\.json$/i.test(file) ? jsonLines(text, pointers) : yamlLines(text, pointers));
  }
  return ({ file, pointer }) => {
    const lines = found.get(file ?? source.file);
    for (let at = pointer; lines; at = at.slice(0, at.lastIndexOf('/'))) {
      const line = lines.get(at);
      if (line !== undefined) return line;
      if (at === '') break;
    }
    return lines ? 1 : null;
  };
}

/** Of these pointers and those above them. Nothing else of the text is kept. */
export function jsonLines(text: string, pointers: Iterable<string>): Map<string, number> {
  const { visit } = loadJson();
  const wanted = new Set<string>();
  for (const pointer of pointers)
    for (let at = pointer; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) wanted.add(at);
  const lines = new Map<string, number>();
  const note = (path: readonly (string | number)[], line: number): boolean => {
    const pointer = pointerTo('', ...path);
    if (wanted.has(pointer) && !lines.has(pointer)) lines.set(pointer, line + 1);
    return path.length === 0 || wanted.has(pointer);
  };
  visit(text, {
    onObjectBegin: (_offset, _length, line, _character, path) => note(path(), line),
    onArrayBegin: (_offset, _length, line, _character, path) => note(path(), line),
    // Without these it never comes back from what it passes over.
    onObjectEnd: () => {},
    onArrayEnd: () => {},
    onObjectProperty: (name, _offset, _length, line, _character, path) => void note([...path(), name], line),
    onLiteralValue: (_value, _offset, _length, line, _character, path) => void note(path(), line),
  });
  return lines;
}

const loadJson = () => createRequire(import.meta.url)('jsonc-parser') as typeof import('jsonc-parser');

/** What keeps a text from being JSON: ":3: a comma is missing". */
export function jsonProblem(text: string): string {
  if (text.trim() === '') return tell`: is empty; an OpenAPI document is wanted`;
  const { parse, printParseErrorCode } = loadJson();
  const errors: import('jsonc-parser').ParseError[] = [];
  try {
    parse(text, errors, { disallowComments: true, allowTrailingComma: false });
  } catch {
    // Nested too deep for a parser that calls itself.
  }
  const [first] = errors;
  if (!first) return tell`: no JSON: nested too deep, a name that is there twice, or a number too long`;
  const line = text.slice(0, first.offset).split('\n').length;
  const code = printParseErrorCode(first.error);
  return tell`:${line}: no JSON: ${told(WRONG[code] ?? OTHERWISE)}`;
}

const WRONG: Readonly<Record<string, string>> = {
  CommaExpected: phrase`a comma is missing`,
  ColonExpected: phrase`a colon is missing`,
  PropertyNameExpected: phrase`a name in quotes is missing, or a comma is too much`,
  ValueExpected: phrase`a value is missing`,
  CloseBraceExpected: phrase`cut short: a closing brace is missing`,
  CloseBracketExpected: phrase`cut short: a closing bracket is missing`,
  EndOfFileExpected: phrase`something follows the end`,
  UnexpectedEndOfString: phrase`a quote is missing at the end of a text`,
  InvalidCommentToken: phrase`JSON has no comments`,
};

const OTHERWISE = phrase`cut short, or a character that is not allowed here`;
