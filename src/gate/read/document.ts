import { posix } from 'node:path';
import { ConfigError } from '../../base/config-error.ts';
import { readYaml } from '../../deployment/yaml-text.ts';
import { pointerTo } from '../api.ts';
import { canonical, isMembers, type Members, parseTree, type Tree, treeOf } from '../tree.ts';
import type { Source } from './source.ts';

/** Reads a file of a source, JSON or YAML, as a tree. */
async function readTree(source: Source, file: string): Promise<Tree> {
  const text = await source.read(file);
  const name = file === source.file ? source.name : `${source.name}: ${file}`;
  if (/\.json$/i.test(file)) {
    const tree = parseTree(text);
    if (tree === undefined) throw new ConfigError(`${name}: no JSON (cut short? too deep?)`);
    return tree;
  }
  const yaml = readYaml(text);
  if (!yaml.ok)
    throw new ConfigError(
      yaml.problems.map((problem) => `${name}: ${problem.replace(/^is empty;.*/, 'is empty')}`).join('\n'),
    );
  return treeOf(yaml.value);
}

/** More references than that are a loop or an attack. */
const MOST_REFERENCES = 20_000;

/**
 * The first file of a source as one tree: what it refers to in other files stands in place of the reference. References
 * inside the first file are left. Throws a ConfigError that names file and pointer.
 */
export async function readDocument(source: Source): Promise<Members> {
  const files = new Map<string, Promise<Tree>>();
  const treeOfFile = (file: string) => {
    const known = files.get(file) ?? readTree(source, file);
    files.set(file, known);
    return known;
  };
  let references = 0;
  const inline = async (value: Tree, file: string, pointer: string, trail: readonly string[]): Promise<Tree> => {
    if (Array.isArray(value)) {
      const all: Tree[] = [];
      for (const [i, one] of value.entries()) all.push(await inline(one, file, pointerTo(pointer, i), trail));
      return all;
    }
    if (!isMembers(value)) return value;
    const { $ref: ref, ...beside } = value;
    if (typeof ref === 'string' && !isOwn(ref, file, source)) {
      const target = targetOf(ref, file, source, pointer);
      const id = `${target.file}#${target.pointer}`;
      const here = `${source.name}: ${file}#${pointer}`;
      if (trail.includes(id))
        throw new ConfigError(`${here}: $ref ${ref} leads back to itself; keep what is recursive in the first file`);
      if (++references > MOST_REFERENCES) throw new ConfigError(`${here}: more than ${MOST_REFERENCES} references`);
      const found = find(await treeOfFile(target.file), target.pointer);
      if (found === undefined) throw new ConfigError(`${here}: $ref ${ref} leads to nothing`);
      const inlined = await inline(found, target.file, target.pointer, [...trail, id]);
      if (Object.keys(beside).length === 0) return inlined;
      const others = (await inline(beside, file, pointer, trail)) as Members;
      // What both say holds twice, as for a reference inside the file.
      if (isMembers(inlined) && !Object.keys(others).some((key) => key in inlined)) return { ...inlined, ...others };
      const { title: _t, description: _d, $comment: _c, ...constraints } = others;
      if (
        isMembers(inlined) &&
        !Object.keys(constraints).some((key) => key in inlined && !same(inlined[key], constraints[key]))
      )
        return { ...inlined, ...others };
      return { allOf: [inlined, others] };
    }
    const members: [string, Tree][] = [];
    for (const [key, member] of Object.entries(value))
      members.push([key, await inline(member, file, pointerTo(pointer, key), trail)]);
    return Object.fromEntries(members);
  };
  const document = await inline(await treeOfFile(source.file), source.file, '', []);
  if (!isMembers(document)) throw new ConfigError(`${source.name}: an object is wanted`);
  return document;
}

const same = (a: Tree | undefined, b: Tree | undefined) =>
  a !== undefined && b !== undefined && canonical(a) === canonical(b);

/** References of the first file to itself stay: what is recursive stays so. */
const isOwn = (ref: string, file: string, source: Source) => file === source.file && ref.startsWith('#');

function targetOf(ref: string, file: string, source: Source, pointer: string): { file: string; pointer: string } {
  const [path = '', fragment = ''] = ref.split('#');
  if (/^[a-z][a-z0-9+.-]*:/i.test(path) || path.startsWith('//'))
    throw new ConfigError(
      `${source.name}: ${file}#${pointer}: $ref ${ref} leads to another host; save that document beside this one`,
    );
  if (path.startsWith('/'))
    throw new ConfigError(`${source.name}: ${file}#${pointer}: $ref ${ref} leads out of the folder`);
  return { file: path === '' ? file : posix.join(posix.dirname(file), path), pointer: fragment };
}

/** What stands at a JSON pointer. */
export function find(tree: Tree, pointer: string): Tree | undefined {
  let found: Tree | undefined = tree;
  for (const step of pointer.split('/').slice(1)) {
    let key: string;
    try {
      key = decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~');
    } catch {
      return undefined;
    }
    if (Array.isArray(found)) found = found[Number(key)];
    else found = isMembers(found) && Object.hasOwn(found, key) ? found[key] : undefined;
  }
  return found;
}
