/** Schemas as places of documents: a reference leads to the place itself, and nothing is copied. */
import { posix } from 'node:path';
import { tell } from '../../messages/speech.ts';
import { pointerTo } from '../api.ts';
import type { Spot } from '../change.ts';
import { DocumentError } from '../read/fault.ts';
import { isMembers, type Members, type Tree } from '../tree.ts';

export type Draft = 'swagger 2.0' | 'openapi 3.0' | '2020-12';

/** A file of a description. */
export interface SchemaFile {
  /** Relative to the folder of the first file. */
  file: string;
  root: Tree;
  draft: Draft;
}

/** Where a schema stands. One object for each place: places can be compared by identity. */
export interface Place {
  readonly id: number;
  readonly schema: Tree;
  readonly pointer: string;
  readonly source: SchemaFile;
  readonly graph: Graph;
}

/** A schema with an address of its own ($id), or a whole file. */
interface Resource {
  uri: string;
  root: Tree;
  pointer: string;
  source: SchemaFile;
  anchors: Map<string, string>;
  dynamic: Map<string, string>;
}

/** Places that dynamic references lead to: those of the outermost resources. */
export type Scope = ReadonlyMap<string, Place>;
export const NO_SCOPE: Scope = new Map();

let places = 0;

/** Members that hold data or extensions, never references. */
export const isData = (key: string): boolean =>
  /^(example|examples|default|enum|const|value|x-.*)$/.test(key) && key !== 'x-ms-paths';
/** Members whose own members are names, not keywords. */
export const HOLDS_NAMES: ReadonlySet<string> = new Set(
  [
    'properties patternProperties $defs definitions dependentSchemas schemas responses parameters headers callbacks paths',
    'webhooks links securitySchemes securityDefinitions pathItems requestBodies mapping content encoding variables scopes',
  ].flatMap((line) => line.split(' ')),
);

export class Graph {
  readonly #byTree = new WeakMap<object, Place>();
  readonly #resources = new Map<string, Resource>();
  readonly #resourceOf = new WeakMap<object, Resource>();
  readonly #whole = new Map<SchemaFile, Resource>();
  readonly #files: ReadonlyMap<string, SchemaFile>;
  /** For messages. */
  readonly name: string;
  readonly first: SchemaFile | undefined;
  #hasDynamic = false;
  /** The conjunctions that begin with a place of it; see node.ts. */
  readonly nodes = new Map<string, unknown>();

  constructor(name: string, files: ReadonlyMap<string, SchemaFile>, first: string) {
    this.name = name;
    this.#files = files;
    this.first = files.get(first);
    for (const file of files.values()) this.#index(file);
  }

  /** The place of a tree of a document. */
  at(schema: Tree, pointer: string, source: SchemaFile): Place {
    if (typeof schema !== 'object' || schema === null) return { id: ++places, schema, pointer, source, graph: this };
    const known = this.#byTree.get(schema);
    if (known) return known;
    const place: Place = { id: ++places, schema, pointer, source, graph: this };
    this.#byTree.set(schema, place);
    return place;
  }

  /** A whole file. */
  whole(file: string): Place {
    const source = this.#files.get(file);
    if (!source) throw new Error(`${file} was not read`);
    return this.at(source.root, '', source);
  }

  /** What a reference that stands at a place leads to. */
  follow(place: Place, ref: string): Place {
    const found = this.#find(place, ref);
    if (!found)
      throw new DocumentError({
        spot: this.spot(place),
        message: tell`$ref ${ref} leads to nothing; mend its name, or write what it is to lead to`,
      });
    return found;
  }

  spot({ source, pointer }: Place): Spot {
    return { file: source === this.first ? null : source.file, pointer };
  }

  /** The scope after a resource was entered; the outermost one of a name holds. */
  enter(scope: Scope, place: Place): Scope {
    if (!this.#hasDynamic) return scope;
    const resource = this.#resourceAt(place);
    const added = [...resource.dynamic].filter(([name]) => !scope.has(name));
    if (added.length === 0) return scope;
    const inner = new Map(scope);
    for (const [name, pointer] of added) inner.set(name, this.#lookUp(resource.source, pointer) as Place);
    return inner;
  }

  /** What a $dynamicRef leads to in a scope. */
  followDynamic(place: Place, ref: string, scope: Scope): Place {
    const fixed = this.follow(place, ref);
    const name = ref.split('#')[1] ?? '';
    const isDynamic = isMembers(fixed.schema) && fixed.schema['$dynamicAnchor'] === name;
    return (isDynamic ? scope.get(name) : undefined) ?? fixed;
  }

  #find(place: Place, ref: string): Place | undefined {
    const resource = this.#resourceAt(place);
    const at = ref.indexOf('#');
    const [address, fragment] = at < 0 ? [ref, ''] : [ref.slice(0, at), ref.slice(at + 1)];
    const target = address === '' ? resource : this.#resourceNamed(address, resource, place);
    if (!target) return undefined;
    if (fragment === '') return this.at(target.root, target.pointer, target.source);
    if (!fragment.startsWith('/')) {
      const pointer = target.anchors.get(fragment) ?? target.dynamic.get(fragment);
      return pointer === undefined ? undefined : this.#lookUp(target.source, pointer);
    }
    // Many write the whole pointer of the document inside a schema that has an $id.
    const pointer = decoded(fragment);
    if (pointer === undefined) return undefined;
    return this.#lookUp(target.source, target.pointer + pointer) ?? this.#lookUp(target.source, pointer);
  }

  #resourceNamed(address: string, from: Resource, place: Place): Resource | undefined {
    const named = this.#resources.get(absolute(address, from.uri)) ?? this.#resources.get(address);
    if (named) return named;
    const path = decoded(address);
    const file = path === undefined ? undefined : this.#files.get(posix.join(posix.dirname(place.source.file), path));
    return file && this.#whole.get(file);
  }

  #resourceAt({ schema, source }: Place): Resource {
    const own = typeof schema === 'object' && schema !== null ? this.#resourceOf.get(schema) : undefined;
    return own ?? (this.#whole.get(source) as Resource);
  }

  #lookUp(source: SchemaFile, pointer: string): Place | undefined {
    const steps = pointer.split('/').slice(1);
    let found: Tree | undefined = source.root;
    const taken: string[] = [];
    for (const step of steps) {
      const key = step.replaceAll('~1', '/').replaceAll('~0', '~');
      if (Array.isArray(found)) found = found[Number(key)];
      else found = isMembers(found) && Object.hasOwn(found, key) ? found[key] : undefined;
      taken.push(key);
    }
    return found === undefined ? undefined : this.at(found, pointerTo('', ...taken), source);
  }

  /** Notes the schemas with addresses and anchors. */
  #index(source: SchemaFile): void {
    const whole: Resource = {
      uri: `file:///${source.file}`,
      root: source.root,
      pointer: '',
      source,
      anchors: new Map(),
      dynamic: new Map(),
    };
    this.#whole.set(source, whole);
    if (source.draft !== '2020-12' || !hasAddresses(source.root)) return;
    const visit = (value: Tree, pointer: string, resource: Resource, isNames: boolean): void => {
      if (Array.isArray(value)) {
        for (const [i, one] of value.entries()) visit(one, pointerTo(pointer, i), resource, false);
        return;
      }
      if (!isMembers(value)) return;
      let inner = resource;
      const { $id: id, $anchor: anchor, $dynamicAnchor: dynamic } = isNames ? ({} as Members) : value;
      if (typeof id === 'string' && !id.startsWith('#')) {
        const uri = absolute(id.replace(/#$/, ''), resource.uri);
        inner = { uri, root: value, pointer, source, anchors: new Map(), dynamic: new Map() };
        this.#resources.set(uri, inner);
        if (!this.#resources.has(id)) this.#resources.set(id, inner);
        // A file that says its own address.
        if (pointer === '') this.#whole.set(source, inner);
      }
      if (typeof anchor === 'string') inner.anchors.set(anchor, pointer);
      if (typeof dynamic === 'string') {
        inner.dynamic.set(dynamic, pointer);
        this.#hasDynamic = true;
      }
      this.#resourceOf.set(value, inner);
      for (const [key, one] of Object.entries(value))
        if (isNames || !isData(key)) visit(one, pointerTo(pointer, key), inner, !isNames && HOLDS_NAMES.has(key));
    };
    visit(source.root, '', whole, false);
  }
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function absolute(address: string, base: string): string {
  try {
    return new URL(address, base).href;
  } catch {
    return address;
  }
}

function hasAddresses(value: Tree): boolean {
  if (Array.isArray(value)) return value.some(hasAddresses);
  if (!isMembers(value)) return false;
  return Object.entries(value).some(
    ([key, one]) => key === '$id' || key === '$anchor' || key === '$dynamicAnchor' || hasAddresses(one),
  );
}
