/** Goes through two schemas side by side and lists what differs, keyword by keyword. */
import { escapeStep } from '../api.ts';
import { canonical, isMembers, type Members, type Tree } from '../tree.ts';
import { type Effect, effectOf, FORMAT_RANGES, isAbout, TOLD_NOTES } from './keywords.ts';
import { withoutNotes } from './subset.ts';

/** How to get from the whole value to the one that a node is about. */
export type Step = { member: string } | 'entry';

export interface Edit {
  /** JSON pointer inside the schema. */
  pointer: string;
  path: readonly Step[];
  keyword: string;
  before: Tree | undefined;
  after: Tree | undefined;
  effect: Effect | 'member-added' | 'member-removed' | 'default';
  /** The member that it is about (`required`, `properties`). */
  name?: string;
  /** The nodes, each complete in itself, with the conventions of members applied. */
  base: Tree;
  head: Tree;
}

export interface Walked {
  edits: Edit[];
  /** The schemas, with what conventions let pass made alike: what still differs between them counts. */
  base: Tree;
  head: Tree;
}

/** Decided as a whole: their parts do not hold one by one. */
const WHOLE = new Set([
  'allOf',
  'anyOf',
  'oneOf',
  'not',
  'contains',
  'minContains',
  'maxContains',
  'propertyNames',
  'patternProperties',
  'dependentRequired',
  'dependentSchemas',
  'dependencies',
  'prefixItems',
  'additionalItems',
  'unevaluatedItems',
  'unevaluatedProperties',
  'contentEncoding',
  'contentMediaType',
  'contentSchema',
  '$dynamicRef',
  '$dynamicAnchor',
]);
const CONDITION = ['if', 'then', 'else'];
const WALKED = new Set(['properties', 'required', 'items', 'additionalProperties', '$defs', '$ref', ...CONDITION]);

/** What both sides refer to is gone through once. */
type Seen = ReadonlySet<string>;

export function walk(base: Tree, head: Tree): Walked {
  const roots = { base: defsOf(base), head: defsOf(head) };
  return node(base, head, '', [], roots, new Set());
}

interface Roots {
  base: Members;
  head: Members;
}

const defsOf = (schema: Tree): Members => (isMembers(schema) && isMembers(schema['$defs']) ? schema['$defs'] : {});

/** What a $ref of a complete schema leads to. */
const follow = (schema: Tree, defs: Members): Tree =>
  isMembers(schema) && typeof schema['$ref'] === 'string'
    ? (defs[schema['$ref'].slice('#/$defs/'.length)] ?? schema)
    : schema;

function node(
  baseNode: Tree,
  headNode: Tree,
  pointer: string,
  path: readonly Step[],
  roots: Roots,
  seen: Seen,
): Walked {
  if (canonical(baseNode) === canonical(headNode) && canonical(roots.base) === canonical(roots.head))
    return { edits: [], base: baseNode, head: headNode };
  const refs = [baseNode, headNode].map((one) =>
    isMembers(one) && typeof one['$ref'] === 'string' ? one['$ref'] : '',
  );
  const pair = refs.join(' ');
  if (pair !== ' ' && seen.has(pair)) return { edits: [], base: baseNode, head: headNode };
  const inner = pair === ' ' ? seen : new Set([...seen, pair]);
  const base = membersOf(follow(baseNode, roots.base));
  const head = membersOf(follow(headNode, roots.head));

  const children = [
    ...membersAt(base, head, pointer, path, roots, inner),
    ...entriesAt(base, head, pointer, path, roots, inner),
    ...othersAt(base, head, pointer, path, roots, inner),
  ];
  // The node as it is compared: members that are new on one side of an open object are known on the other too.
  const [nextBase, nextHead] = [{ ...base }, { ...head }];
  for (const { apply } of children) apply(nextBase, nextHead);
  const whole = [complete(nextBase, roots.base), complete(nextHead, roots.head)] as const;
  const own = keywordsAt(base, head, whole, pointer, path);
  for (const { keyword, effect } of own) {
    if (effect !== 'stated') continue;
    const type = base[keyword] ?? head[keyword];
    if (type !== undefined) nextBase[keyword] = nextHead[keyword] = type;
  }
  const edits = [...own, ...children.flatMap((child) => child.edits.map((edit) => withNodes(edit, whole)))];
  const isRecursive = pair !== ' ';
  return {
    edits,
    base: isRecursive ? baseNode : complete(nextBase, roots.base),
    head: isRecursive ? headNode : complete(nextHead, roots.head),
  };
}

/** true takes everything, false nothing. */
const membersOf = (schema: Tree): Members => (isMembers(schema) ? schema : schema === false ? { not: {} } : {});

const complete = (schema: Members, defs: Members): Members =>
  Object.keys(defs).length > 0 && JSON.stringify(schema).includes('"$ref"') ? { ...schema, $defs: defs } : schema;

/** What a part of a node has to say, and what it makes of the node. */
interface Child {
  edits: (Edit | OwnEdit)[];
  apply: (base: Members, head: Members) => void;
}

/** About the node itself, whose final form is not known yet. */
type OwnEdit = Omit<Edit, 'base' | 'head'> & { base: null };

const withNodes = (edit: Edit | OwnEdit, [base, head]: readonly [Tree, Tree]): Edit =>
  edit.base === null ? { ...edit, base, head } : (edit as Edit);

function keywordsAt(
  base: Members,
  head: Members,
  [wholeBase, wholeHead]: readonly [Tree, Tree],
  pointer: string,
  path: readonly Step[],
): Edit[] {
  const keywords = [...new Set([...Object.keys(base), ...Object.keys(head)])].filter((keyword) => !WALKED.has(keyword));
  const edit = (keyword: string, before: Tree | undefined, after: Tree | undefined, effect: Edit['effect']): Edit => ({
    pointer: `${pointer}/${escapeStep(keyword)}`,
    path,
    keyword,
    before,
    after,
    effect,
    base: wholeBase,
    head: wholeHead,
  });
  const found = keywords.flatMap((keyword): Edit[] => {
    const [before, after] = [base[keyword], head[keyword]];
    if (same(before, after)) return [];
    if (WHOLE.has(keyword)) {
      const isNote = same(before && withoutNotes(before), after && withoutNotes(after));
      return isNote ? [] : [edit(keyword, before, after, wholeEffect(keyword, before, after, [base, head]))];
    }
    if (keyword === 'default') return [edit(keyword, before, after, 'default')];
    if (keyword === 'format') return [edit(keyword, before, after, formatEffect(before, after))];
    if (keyword === 'type' && isStated(before, after, base, head)) return [edit(keyword, before, after, 'stated')];
    const effect = effectOf(keyword, before, after);
    return effect === 'note' && !TOLD_NOTES.has(keyword) ? [] : [edit(keyword, before, after, effect)];
  });
  const conditions = CONDITION.filter((keyword) => !same(base[keyword], head[keyword]));
  if (conditions.length > 0) {
    const part = (of: Members): Tree | undefined => {
      const kept = CONDITION.flatMap((keyword) => (of[keyword] === undefined ? [] : [[keyword, of[keyword]] as const]));
      return kept.length > 0 ? Object.fromEntries(kept) : undefined;
    };
    found.push(edit('if', part(base), part(head), wholeEffect('if', part(base), part(head), [base, head])));
  }
  return found;
}

/** What these are about is taken away from another keyword of the node. */
const TAKES_FROM: Readonly<Record<string, string>> = {
  patternProperties: 'additionalProperties',
  prefixItems: 'items',
  additionalItems: 'items',
  minContains: 'contains',
  maxContains: 'contains',
};

/** One more keyword only refuses values, and one less only lets values through; in between nobody knows. */
function wholeEffect(
  keyword: string,
  before: Tree | undefined,
  after: Tree | undefined,
  nodes: readonly Members[],
): Effect {
  const other = TAKES_FROM[keyword];
  if (other !== undefined && nodes.some((one) => one[other] !== undefined && one[other] !== true)) return 'unknown';
  return before === undefined ? 'narrower' : after === undefined ? 'wider' : 'unknown';
}

const same = (a: Tree | undefined, b: Tree | undefined) =>
  a === undefined || b === undefined ? a === b : canonical(a) === canonical(b);

/** The type is written out that everything else in the schema is about. */
function isStated(before: Tree | undefined, after: Tree | undefined, base: Members, head: Members): boolean {
  if (before === undefined && after !== undefined) return isAbout(base, after) && isAbout(head, after);
  return after === undefined && before !== undefined && isAbout(base, before) && isAbout(head, before);
}

/** int32 and int64 are ranges; every other format is a note to some readers. */
function formatEffect(before: Tree | undefined, after: Tree | undefined): Edit['effect'] {
  const rangeOf = (format: Tree | undefined) => (typeof format === 'string' ? FORMAT_RANGES[format] : undefined);
  const [from, to] = [rangeOf(before), rangeOf(after)];
  if ((before !== undefined && !from) || (after !== undefined && !to)) return 'format';
  const [low, high] = [effectOf('minimum', from?.[0], to?.[0]), effectOf('maximum', from?.[1], to?.[1])];
  return low === 'note' ? high : low;
}

function membersAt(
  base: Members,
  head: Members,
  pointer: string,
  path: readonly Step[],
  roots: Roots,
  seen: Seen,
): Child[] {
  const properties = { base: membersOf(base['properties'] ?? {}), head: membersOf(head['properties'] ?? {}) };
  const required = { base: namesOf(base['required']), head: namesOf(head['required']) };
  const children: Child[] = [];
  for (const name of new Set([...Object.keys(properties.base), ...Object.keys(properties.head)])) {
    const [before, after] = [properties.base[name], properties.head[name]];
    const at = `${pointer}/properties/${escapeStep(name)}`;
    const inner = [...path, { member: name }];
    if (before !== undefined && after !== undefined) {
      const walked = node(before, after, at, inner, roots, seen);
      children.push({ edits: walked.edits, apply: setMember(name, walked.base, walked.head) });
      continue;
    }
    const extra = othersOf(before === undefined ? base : head, name);
    const own = (effect: Edit['effect']): OwnEdit => ({
      pointer: at,
      path,
      keyword: 'properties',
      before,
      after,
      effect,
      name,
      base: null,
    });
    if (isMembers(extra)) {
      // What all other members have to be it was before, or is now.
      const walked =
        before === undefined
          ? node(extra, after ?? true, at, inner, roots, seen)
          : node(before, extra, at, inner, roots, seen);
      children.push({ edits: [own('note'), ...walked.edits], apply: setMember(name, walked.base, walked.head) });
    } else if (extra === false) {
      children.push({ edits: [own(before === undefined ? 'wider' : 'narrower')], apply: () => {} });
    } else {
      const known = withDefs((before ?? after) as Tree);
      children.push({
        edits: [own(before === undefined ? 'member-added' : 'member-removed')],
        apply: setMember(name, known, known),
      });
    }
  }
  for (const name of new Set([...required.base, ...required.head])) {
    if (required.base.has(name) === required.head.has(name)) continue;
    const isNew = required.head.has(name);
    children.push({
      edits: [
        {
          pointer: `${pointer}/required`,
          path,
          keyword: 'required',
          before: isNew ? undefined : name,
          after: isNew ? name : undefined,
          effect: isNew ? 'narrower' : 'wider',
          name,
          base: null,
        },
      ],
      apply: () => {},
    });
  }
  return children;
}

/** What an object says of a member that its properties do not name. */
function othersOf(schema: Members, name: string): Tree | undefined {
  const patterns = membersOf(schema['patternProperties'] ?? {});
  const matching = Object.entries(patterns).filter(([pattern]) => {
    try {
      return new RegExp(pattern, 'u').test(name);
    } catch {
      return false;
    }
  });
  const [first] = matching;
  if (!first) return schema['additionalProperties'] ?? schema['unevaluatedProperties'];
  return matching.length === 1 ? first[1] : { allOf: matching.map(([, one]) => one) };
}

const withDefs = (schema: Tree): Tree => (JSON.stringify(schema).includes('"$ref"') ? true : schema);

const setMember = (name: string, base: Tree, head: Tree) => (nextBase: Members, nextHead: Members) => {
  nextBase['properties'] = { ...membersOf(nextBase['properties'] ?? {}), [name]: bare(base) };
  nextHead['properties'] = { ...membersOf(nextHead['properties'] ?? {}), [name]: bare(head) };
};

/** Inside a node that has the definitions they are not needed again. */
const bare = (schema: Tree): Tree => {
  if (!isMembers(schema)) return schema;
  const { $defs: _, ...rest } = schema;
  return rest;
};

const namesOf = (required: Tree | undefined) => new Set(Array.isArray(required) ? required.map(String) : []);

function entriesAt(
  base: Members,
  head: Members,
  pointer: string,
  path: readonly Step[],
  roots: Roots,
  seen: Seen,
): Child[] {
  const [before, after] = [base['items'], head['items']];
  if (same(before, after) && same(roots.base, roots.head)) return [];
  if (before === undefined && after === undefined) return [];
  const walked = node(before ?? true, after ?? true, `${pointer}/items`, [...path, 'entry'], roots, seen);
  const apply = (nextBase: Members, nextHead: Members) => {
    if (before !== undefined || walked.base !== true) nextBase['items'] = bare(walked.base);
    if (after !== undefined || walked.head !== true) nextHead['items'] = bare(walked.head);
  };
  return [{ edits: walked.edits, apply }];
}

/** Members that nothing else describes. */
function othersAt(
  base: Members,
  head: Members,
  pointer: string,
  path: readonly Step[],
  roots: Roots,
  seen: Seen,
): Child[] {
  const [before = true, after = true] = [base['additionalProperties'], head['additionalProperties']];
  if (same(before, after)) return [];
  const at = `${pointer}/additionalProperties`;
  if (isMembers(before) && isMembers(after)) {
    const walked = node(before, after, at, [...path, { member: 'unlisted-member' }], roots, seen);
    return [
      {
        edits: walked.edits,
        apply: (nextBase, nextHead) => {
          nextBase['additionalProperties'] = bare(walked.base);
          nextHead['additionalProperties'] = bare(walked.head);
        },
      },
    ];
  }
  const isEverything = (schema: Tree) =>
    schema === true || (isMembers(schema) && Object.keys(withoutNotes(schema) as Members).length === 0);
  const effect: Effect =
    isEverything(before) && isEverything(after)
      ? 'note'
      : after === false || isEverything(before)
        ? 'narrower'
        : before === false || isEverything(after)
          ? 'wider'
          : 'unknown';
  if (effect === 'note') return [];
  return [
    {
      edits: [
        {
          pointer: at,
          path,
          keyword: 'additionalProperties',
          before: base['additionalProperties'],
          after: head['additionalProperties'],
          effect,
          base: null,
        },
      ],
      apply: () => {},
    },
  ];
}
