import { posix } from 'node:path';
import { ConfigError } from '../../base/config-error.ts';
import { readYaml } from '../../deployment/yaml-text.ts';
import { tell } from '../../messages/speech.ts';
import { pointerTo } from '../api.ts';
import { type Draft, Graph, HOLDS_NAMES, isData, type SchemaFile } from '../graph/places.ts';
import { isMembers, type Members, parseTree, type Tree, treeOf } from '../tree.ts';
import { loop } from './cursor.ts';
import { DocumentError, withLines } from './fault.ts';
import { jsonProblem } from './lines.ts';
import { folderOf, type Source } from './source.ts';
import type { Texts } from './texts.ts';

const ROOT = { file: null, pointer: '' };

/** Reads a file of a source, JSON or YAML, as a tree. */
async function readTree(source: Source, file: string): Promise<Tree> {
  const text = await source.read(file);
  const name = file === source.file ? source.name : `${folderOf(source)}/${file}`;
  if (/\.json$/i.test(file)) {
    const tree = parseTree(text);
    if (tree === undefined) throw new ConfigError(`${name}${jsonProblem(text)}`);
    return tree;
  }
  const yaml = readYaml(text);
  if (!yaml.ok)
    throw new ConfigError(
      yaml.problems
        .map((problem) => {
          const [, line, rest] = placed().exec(problem) ?? [];
          const what =
            problem === tell`is empty; describe a deployment` ? tell`is empty; an OpenAPI document is wanted` : problem;
          return line === undefined ? tell`${name}: ${what}` : tell`${`${name}:${line}`}: ${rest}`;
        })
        .join('\n'),
    );
  return merged(treeOf(yaml.value));
}

/** What a problem of YAML reads like that has a place: its line, and what is wrong. */
const placed = () => new RegExp(`^${tell`${tell`line ${'(\\d+)'}, column ${'\\d+'}`}: ${'(.*)'}`}$`, 's');

/** With what a merge key (<<) brings in; what stands beside it wins. */
function merged(value: Tree): Tree {
  if (Array.isArray(value)) return value.map(merged);
  if (!isMembers(value)) return value;
  const { '<<': from, ...own } = value;
  const sources = (Array.isArray(from) ? [...from].reverse() : [from]).filter(isMembers);
  const all = sources.length > 0 ? Object.assign({}, ...sources, own) : value;
  return Object.fromEntries(Object.entries(all as Members).map(([key, one]) => [key, merged(one)]));
}

/** A description as it was read: its files, and the references between them. */
export interface Description {
  /** The first file. */
  document: Members;
  texts: Texts;
  graph: Graph;
}

interface Reference {
  ref: string;
  file: string;
  pointer: string;
}

/**
 * Reads these files of a source and those that they refer to; nothing is put in the place of a reference. Throws a
 * ConfigError that names file and pointer.
 */
export async function readFiles(source: Source, files: readonly string[]): Promise<Map<string, Tree>> {
  const trees = new Map<string, Tree>();
  const waiting: { file: string; by: Reference | null }[] = files.map((file) => ({ file, by: null }));
  const wanted = new Set(files);
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const { file, by } = next;
    const tree = await readTree(source, file).catch((error: unknown) => {
      if (!by || !(error instanceof ConfigError)) throw error;
      throw new DocumentError({ spot: by, message: tell`$ref ${by.ref}: ${error.message}` });
    });
    trees.set(file, tree);
    const ids = new Set(files.length > 0 ? idsIn(tree) : []);
    for (const reference of referencesIn(tree, file)) {
      const target = fileOf(reference, ids);
      if (target === null || wanted.has(target)) continue;
      wanted.add(target);
      waiting.push({ file: target, by: { ref: reference.ref, file, pointer: reference.pointer } });
    }
  }
  return trees;
}

/** The description that begins with the file of a source. */
export async function readDescription(source: Source): Promise<Description> {
  return withLines(source, () => describe(source));
}

async function describe(source: Source): Promise<Description> {
  const trees = await readFiles(source, [source.file]);
  const document = trees.get(source.file);
  if (!isMembers(document))
    throw new DocumentError({ spot: ROOT, message: tell`an object is wanted, an OpenAPI document or a pact` });
  return { document, texts: { source, trees }, graph: graphOf(source.name, trees, source.file, draftOf(document)) };
}

/** The graph of some files. Throws a ConfigError where a reference leads to nothing, or back to itself. */
export function graphOf(name: string, trees: ReadonlyMap<string, Tree>, first: string, draft: Draft): Graph {
  const files = new Map<string, SchemaFile>(
    [...trees].map(([file, root]) => [file, { file, root, draft: isMembers(root) ? draftOf(root, draft) : draft }]),
  );
  const graph = new Graph(name, files, first);
  for (const source of files.values())
    for (const { ref, pointer, holder } of referencesIn(source.root, source.file)) {
      let place = graph.at(holder, pointer, source);
      const seen = new Set([place]);
      for (let next: string | undefined = ref; next !== undefined; ) {
        place = graph.follow(place, next);
        if (seen.has(place)) throw loop(place);
        seen.add(place);
        const { schema } = place;
        const inner: Tree | undefined = isMembers(schema) ? schema['$ref'] : undefined;
        next = typeof inner === 'string' ? inner : undefined;
      }
    }
  return graph;
}

export function draftOf(document: Members, otherwise: Draft = '2020-12'): Draft {
  if (document['swagger'] !== undefined) return 'swagger 2.0';
  if (document['openapi'] === undefined) return otherwise;
  return String(document['openapi']).startsWith('3.0') ? 'openapi 3.0' : '2020-12';
}

/** Every reference of a file; what stands in examples, defaults and enums is data. */
function* referencesIn(tree: Tree, file: string): Generator<Reference & { holder: Members }> {
  const waiting: [Tree, string, boolean][] = [[tree, '', false]];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [value, pointer, isNames] = next;
    if (Array.isArray(value)) for (const [i, one] of value.entries()) waiting.push([one, pointerTo(pointer, i), false]);
    if (!isMembers(value)) continue;
    const ref = value['$ref'];
    if (!isNames && typeof ref === 'string') yield { ref, file, pointer, holder: value };
    for (const [key, one] of Object.entries(value))
      if (typeof one === 'object' && one !== null && (isNames || !isData(key)))
        waiting.push([one, pointerTo(pointer, key), !isNames && HOLDS_NAMES.has(key)]);
  }
}

function idsIn(tree: Tree, found: string[] = []): string[] {
  if (Array.isArray(tree)) for (const one of tree) idsIn(one, found);
  if (!isMembers(tree)) return found;
  if (typeof tree['$id'] === 'string') found.push(tree['$id']);
  for (const one of Object.values(tree)) if (typeof one === 'object') idsIn(one, found);
  return found;
}

/** The file that a reference leads to; null where it stays in its own. */
function fileOf({ ref, file, pointer }: Reference, ids: ReadonlySet<string>): string | null {
  const [path = ''] = ref.split('#');
  const isOwn = [...ids].some((id) => id === path || id.endsWith(`/${path}`));
  if (path === '' || isOwn) return null;
  const fault = (message: string) => new DocumentError({ spot: { file, pointer }, message });
  if (/^[a-z][a-z0-9+.-]*:/i.test(path) || path.startsWith('//'))
    throw fault(tell`$ref ${ref} leads to another host; save that document beside this one`);
  if (path.startsWith('/')) throw fault(tell`$ref ${ref} leads out of the folder; write it relative to this file`);
  let decoded = path;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    // A name with a plain percent sign.
  }
  return posix.join(posix.dirname(file), decoded);
}
