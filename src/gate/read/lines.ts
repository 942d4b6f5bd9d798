/** In which line of a file a pointer leads: by the positions that the parsers of JSON and YAML know. */
import { createRequire } from 'node:module';
import type { LineCounter, Node, Pair } from 'yaml';
import { pointerTo, stepsOf } from '../api.ts';
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
const loadYaml = () => createRequire(import.meta.url)('yaml') as typeof import('yaml');

export function yamlLines(text: string, pointers: Iterable<string>): Map<string, number> {
  const yaml = loadYaml();
  const { isAlias } = yaml;
  const counter = new yaml.LineCounter();
  const document = yaml.parseDocument(text, { lineCounter: counter, logLevel: 'silent', uniqueKeys: false });
  const lines = new Map<string, number>();
  for (const pointer of pointers) {
    let node: Node | null | undefined = document.contents;
    let at = '';
    for (const step of stepsOf(pointer)) {
      if (isAlias(node)) node = node.resolve(document);
      at = pointerTo(at, step);
      const next = entryOf(node, step, (one) => (isAlias(one) ? one.resolve(document) : one));
      if (!next) break;
      const line = lineOf(next.at, counter);
      if (line !== null) lines.set(at, line);
      node = next.value;
    }
  }
  return lines;
}

type Found = { at: Node; value: Node | null };

/** A member or an entry; where a merge key (<<) brings it in, that of the other map. */
function entryOf(
  node: Node | null | undefined,
  step: string,
  resolve: (node: Node | null) => Node | null | undefined,
): Found | undefined {
  const { isMap, isPair, isScalar, isSeq } = loadYaml();
  if (isSeq(node)) {
    const entry = node.items[Number(step)] as Node | undefined;
    return entry && { at: entry, value: entry };
  }
  if (!isMap(node)) return undefined;
  const pairs = node.items.filter(isPair) as Pair<Node, Node | null>[];
  const named = (name: string) => pairs.find(({ key }) => isScalar(key) && String(key.value) === name);
  const own = named(step);
  if (own) return { at: own.key, value: own.value };
  const merged = resolve(named('<<')?.value ?? null);
  const sources = isSeq(merged) ? (merged.items as Node[]) : [merged];
  for (const source of sources) {
    const found = source && source !== node ? entryOf(resolve(source), step, resolve) : undefined;
    if (found) return found;
  }
  return undefined;
}

const lineOf = ({ range }: Node, counter: LineCounter): number | null =>
  range ? counter.linePos(range[0]).line : null;

/** What keeps a text from being JSON: ":3: a comma is missing". */
export function jsonProblem(text: string): string {
  if (text.trim() === '') return ': is empty; an OpenAPI document is wanted';
  const { parse, printParseErrorCode } = loadJson();
  const errors: import('jsonc-parser').ParseError[] = [];
  try {
    parse(text, errors, { disallowComments: true, allowTrailingComma: false });
  } catch {
    // Nested too deep for a parser that calls itself.
  }
  const [first] = errors;
  if (!first) return ': no JSON: nested too deep, a name that is there twice, or a number too long';
  const line = text.slice(0, first.offset).split('\n').length;
  const code = printParseErrorCode(first.error);
  return `:${line}: no JSON: ${WRONG[code] ?? 'cut short, or a character that is not allowed here'}`;
}

const WRONG: Readonly<Record<string, string>> = {
  CommaExpected: 'a comma is missing',
  ColonExpected: 'a colon is missing',
  PropertyNameExpected: 'a name in quotes is missing, or a comma is too much',
  ValueExpected: 'a value is missing',
  CloseBraceExpected: 'cut short: a closing brace is missing',
  CloseBracketExpected: 'cut short: a closing bracket is missing',
  EndOfFileExpected: 'something follows the end',
  UnexpectedEndOfString: 'a quote is missing at the end of a text',
  InvalidCommentToken: 'JSON has no comments',
};
