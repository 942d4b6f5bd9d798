/** Keywords that constrain no value and still mean something to consumers. */
import type { Facets, Fact } from '../graph/shapes.ts';
import { canonical, isMembers, type Tree } from '../tree.ts';
import { type Edit, editOf, type Pair } from './edit.ts';

export function noteEdits(pair: Pair, base: Facets, head: Facets): Edit[] {
  return [
    ...valueNote(pair, base, head, 'default', 'default'),
    ...deprecation(pair, base, head),
    ...xml(pair, base, head),
    ...openList(pair, base, head),
    ...valueNote(pair, base, head, 'x-ms-discriminator-value', 'renamed'),
    ...discriminator(pair, base, head),
  ];
}

const same = (a: Tree | undefined, b: Tree | undefined) =>
  a === undefined || b === undefined ? a === b : canonical(a) === canonical(b);

function valueNote(pair: Pair, base: Facets, head: Facets, keyword: string, effect: 'default' | 'renamed'): Edit[] {
  const [before, after] = [base.notes.get(keyword), head.notes.get(keyword)];
  return same(before?.value, after?.value) ? [] : [editOf(pair, keyword, effect, before, after)];
}

function deprecation(pair: Pair, base: Facets, head: Facets): Edit[] {
  const is = ({ notes }: Facets) => notes.get('deprecated')?.value === true;
  if (is(base) === is(head)) return [];
  return [editOf(pair, 'deprecated', 'note', base.notes.get('deprecated'), head.notes.get('deprecated'))];
}

/** With the name that it has anyway left out. */
function xmlOf({ notes }: Facets): Fact | undefined {
  const fact = notes.get('xml');
  if (!fact || !isMembers(fact.value)) return fact;
  const [holder, name] = fact.part.place.pointer.split('/').slice(-2);
  if (holder !== 'properties' || fact.value['name'] !== name) return fact;
  const { name: _, ...rest } = fact.value;
  return { ...fact, value: rest };
}

/** What an element or an attribute is called; only where XML is written. */
function xml(pair: Pair, base: Facets, head: Facets): Edit[] {
  if (pair.mode !== 'xml') return [];
  const said = (fact: Fact | undefined) => {
    const { name, namespace, prefix, attribute, wrapped } = isMembers(fact?.value) ? fact.value : {};
    return canonical({
      name: name ?? null,
      namespace: namespace ?? null,
      // A prefix only stands for its namespace.
      prefix: namespace === undefined ? (prefix ?? null) : null,
      attribute: attribute === true,
      wrapped: wrapped === true,
    });
  };
  const [before, after] = [base, head].map(xmlOf);
  return said(before) === said(after) ? [] : [editOf(pair, 'xml', 'renamed', before, after)];
}

/** x-extensible-enum: values that consumers have to expect more of. */
function openList(pair: Pair, base: Facets, head: Facets): Edit[] {
  const keyword = 'x-extensible-enum';
  const [before, after] = [base.notes.get(keyword), head.notes.get(keyword)];
  const list = (fact: Fact | undefined) => (Array.isArray(fact?.value) ? fact.value : []);
  const lost = (from: Fact | undefined, to: Fact | undefined) =>
    list(from).filter((value) => !list(to).some((one) => same(one, value)));
  const [gone, come] = [before && after ? lost(before, after) : [], lost(after, before)];
  if (gone.length + come.length === 0) return [];
  return [{ ...editOf(pair, keyword, gone.length > 0 ? 'unlisted' : 'listed', before, after), gone, come }];
}

/** By which member readers choose the schema, and what its values mean. */
function discriminator(pair: Pair, base: Facets, head: Facets): Edit[] {
  const of = ({ notes }: Facets) => notes.get('discriminator');
  const [before, after] = [of(base), of(head)];
  const nameOf = (fact: Fact | undefined) =>
    isMembers(fact?.value) ? fact.value['propertyName'] : (fact?.value as Tree | undefined);
  if (!before || !after) return before || after ? [editOf(pair, 'discriminator', 'note', before, after)] : [];
  if (!same(nameOf(before), nameOf(after))) return [editOf(pair, 'discriminator', 'renamed', before, after)];
  const mapping = ({ value }: Fact) => (isMembers(value) && isMembers(value['mapping']) ? value['mapping'] : {});
  const [old, now] = [mapping(before), mapping(after)];
  const short = (target: Tree | undefined) => String(target).split('/').at(-1);
  const moved = Object.keys(old).filter((key) => now[key] !== undefined && short(old[key]) !== short(now[key]));
  if (moved.length > 0) return [editOf(pair, 'discriminator', 'renamed', before, after)];
  const gone = Object.keys(old).filter((key) => now[key] === undefined);
  const come = Object.keys(now).filter((key) => old[key] === undefined);
  // A schema goes by its own name where nothing else is said.
  const isImplied = (key: string, of: Tree | undefined) => short(of)?.replace(/\.(ya?ml|json)$/, '') === key;
  const left = gone.filter((key) => !isImplied(key, old[key]));
  const added = come.filter((key) => !isImplied(key, now[key]));
  if (left.length + added.length === 0) return [];
  const effect = left.length > 0 ? (added.length > 0 ? 'both' : 'narrower') : 'wider';
  return [{ ...editOf(pair, 'discriminator', effect, before, after), gone: left, come: added }];
}
