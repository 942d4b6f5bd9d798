import { createRequire } from 'node:module';
import type { LineCounter, Node, Pair } from 'yaml';
import { tell } from '../messages/speech.ts';
import { member, type Problem, segments } from './problem.ts';

const loadYaml = () => createRequire(import.meta.url)('yaml') as typeof import('yaml');

/** In which line, from 1, each of these pointers leads, and those above them; of YAML, and so of JSON. */
export function yamlLines(text: string, pointers: Iterable<string>): Map<string, number> {
  const yaml = loadYaml();
  const { isAlias } = yaml;
  const counter = new yaml.LineCounter();
  const document = yaml.parseDocument(text, { lineCounter: counter, logLevel: 'silent', uniqueKeys: false });
  const lines = new Map<string, number>();
  for (const pointer of pointers) {
    let node: Node | null | undefined = document.contents;
    let at = '';
    for (const step of segments(pointer)) {
      if (isAlias(node)) node = node.resolve(document);
      at = member(at, step);
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

/** In which line of a text a pointer leads, or what is left around it; null where nothing of it is there. */
export function placesIn(text: string, problems: readonly Problem[]): (pointer: string) => number | null {
  const lines = yamlLines(
    text,
    problems.map(({ pointer }) => pointer),
  );
  return (pointer) => {
    for (let at = pointer; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
      const line = lines.get(at);
      if (line !== undefined) return line;
    }
    return null;
  };
}

/** What is wrong with a file of settings, a line each: file, line and pointer. */
export function placed(path: string, text: string, problems: readonly Problem[]): string {
  const lineOf = placesIn(text, problems);
  const place = (pointer: string) => {
    const line = lineOf(pointer);
    return `${path}${line === null ? '' : `:${line}`}${pointer === '' ? '' : ` ${pointer}`}`;
  };
  return [...new Set(problems.map((one) => tell`${place(one.pointer)}: ${one.text}`))].join('\n');
}
