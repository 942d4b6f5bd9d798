/** Classifies what differs between two schemas of the same use. */
import type { ChangeClass, ChangeDraft, Witness } from '../change.ts';
import type { Role } from '../read/schema.ts';
import { canonical, isMembers, type Members, printTree, type Tree } from '../tree.ts';
import { candidatesOf, type StringsOf } from './candidates.ts';
import { FORMAT_RANGES } from './keywords.ts';
import type { Judge } from './subset.ts';
import { type Edit, type Step, walk } from './walk.ts';
import type { Witnesses } from './witness.ts';

/** Where two schemas are used. */
export interface Use {
  role: Role;
  operation: string;
  part: string;
  /** Pointers of the schemas in their documents. */
  basePointer: string;
  headPointer: string;
}

export interface Tools {
  judge: Judge;
  witnesses: Witnesses;
  strings: StringsOf;
}

/**
 * The changes between two schemas. What consumers send may only widen, what they receive may only narrow; a change that
 * does otherwise is breaking where a value shows it or its kind proves it, a warning where that cannot be decided.
 */
export function compareSchemas(base: Tree, head: Tree, use: Use, tools: Tools): ChangeDraft[] {
  const walked = walk(base, head);
  const drafts = walked.edits.map((edit) => draftOf(edit, walked, use, tools));
  if (drafts.length === 0 || drafts.some((draft) => draft.class === 'breaking')) return drafts;
  const combined = combinedOf(walked, drafts, use, tools);
  return combined ? [...drafts, combined] : drafts;
}

/** In the direction in which values must not be lost. */
const directed = <T>({ role }: Use, base: T, head: T): { from: T; to: T } =>
  role === 'request' ? { from: base, to: head } : { from: head, to: base };

function draftOf(edit: Edit, walked: { base: Tree; head: Tree }, use: Use, tools: Tools): ChangeDraft {
  const pointer = (edit.after === undefined ? use.basePointer : use.headPointer) + edit.pointer;
  const common = {
    operation: use.operation,
    part: use.part,
    pointer,
    keyword: edit.keyword,
    before: edit.before,
    after: edit.after,
  };
  const { found, reason, witness } = classify(edit, walked, use, tools);
  return { ...common, class: found, reason, witness };
}

interface Classified {
  found: ChangeClass;
  reason: string;
  witness: Witness | null;
}

const just = (found: ChangeClass, reason: string): Classified => ({ found, reason, witness: null });

function classify(edit: Edit, walked: { base: Tree; head: Tree }, use: Use, tools: Tools): Classified {
  const isRequest = use.role === 'request';
  const what = sayEdit(edit);
  switch (edit.effect) {
    case 'note':
      return just('compatible', `${what}; no value is affected.`);
    case 'default':
      return just(
        'warning',
        isRequest
          ? `${what}: a request that leaves the value out means something else now.`
          : `${what}: readers that fill in the value read another one.`,
      );
    case 'format':
      return just('warning', `${what}: some readers check formats and others do not.`);
    case 'stated':
      return just(
        'warning',
        `${what}: the other keywords are about that type already, but other types were not refused.`,
      );
    case 'member-added':
      return just(
        'compatible',
        isRequest
          ? `${what}: requests without it are taken as before.`
          : `${what}: the object is open, so readers pass over what they do not know.`,
      );
    case 'member-removed':
      return just(
        'warning',
        isRequest
          ? `${what}: it may still be sent, but nothing says any more what it does.`
          : `${what}: readers that use it may not find it any more.`,
      );
    default:
      break;
  }
  const isBad =
    edit.effect === 'both' || edit.effect === 'unknown' || edit.effect === (isRequest ? 'narrower' : 'wider');
  if (!isBad)
    return just(
      'compatible',
      isRequest ? `${what}: whatever was taken before is taken now.` : `${what}: whatever comes now could come before.`,
    );
  return decide(edit, walked, what, use, tools);
}

const affects = ({ role }: Use) =>
  role === 'request' ? 'consumers may send what is refused now' : 'consumers may receive what could not come before';

function decide(edit: Edit, walked: { base: Tree; head: Tree }, what: string, use: Use, tools: Tools): Classified {
  const { from, to } = directed(use, edit.base, edit.head);
  const value = valueFor(edit, from, to, tools);
  if (value !== undefined) {
    return {
      found: 'breaking',
      reason: `${what}: ${affects(use)}.`,
      witness: witnessOf(value, edit.path, walked, use, tools),
    };
  }
  const isDefinite = edit.effect !== 'unknown';
  const subset = edit.keyword === 'format' ? 'unknown' : tools.judge.isSubset(from, to);
  if (subset === 'yes')
    return just('compatible', `${what}: together with the other keywords no value makes a difference.`);
  if (isDefinite) return just('breaking', `${what}: ${affects(use)}.`);
  return just(
    'warning',
    subset === 'no'
      ? `${what}: it seems that ${affects(use)}, but no example was found.`
      : `${what}: whether ${affects(use)} cannot be decided.`,
  );
}

/** A value that `from` takes and that this keyword of `to` does not take. */
function valueFor(edit: Edit, from: Tree, to: Tree, { witnesses, strings }: Tools): Tree | undefined {
  const alone = keywordAlone(edit, to);
  if (alone === null) return undefined;
  return candidatesOf([from, to], strings).find(
    (value) => witnesses.accepts(from, value) === true && witnesses.accepts(alone, value) === false,
  );
}

/** The receiving side with nothing but the keyword that changed. */
function keywordAlone({ keyword, name }: Edit, to: Tree): Tree | null {
  if (!isMembers(to)) return null;
  const defs: Members = to['$defs'] === undefined ? {} : { $defs: to['$defs'] };
  const own = to[keyword];
  switch (keyword) {
    case 'required':
      return { required: [name ?? ''] };
    case 'properties':
    case 'additionalProperties': {
      const names = isMembers(to['properties']) ? Object.keys(to['properties']) : [];
      return {
        properties: Object.fromEntries(names.map((one) => [one, true])),
        ...(to['patternProperties'] !== undefined && { patternProperties: to['patternProperties'] }),
        additionalProperties: to['additionalProperties'] ?? true,
        ...defs,
      };
    }
    case 'if':
      return {
        ...Object.fromEntries(
          ['if', 'then', 'else'].flatMap((part) => (to[part] === undefined ? [] : [[part, to[part]]])),
        ),
        ...defs,
      };
    case 'format': {
      const range = FORMAT_RANGES[String(own)];
      return range ? { minimum: range[0], maximum: range[1] } : null;
    }
    case 'minContains':
    case 'maxContains':
    case 'contains':
    case 'prefixItems':
    case 'unevaluatedProperties':
    case 'unevaluatedItems':
      // They hold only together with others.
      return to;
    default:
      return own === undefined ? null : { [keyword]: own, ...defs };
  }
}

/** The value in its place in a whole body, where one can be built around it. */
function witnessOf(
  value: Tree,
  path: readonly Step[],
  walked: { base: Tree; head: Tree },
  use: Use,
  tools: Tools,
): Witness {
  const { from, to } = directed(use, walked.base, walked.head);
  const whole = lift(from, path, value, tools);
  const sends =
    use.role === 'request'
      ? `${use.part} that was taken and is not any more`
      : `${use.part} that could not come before`;
  if (
    whole !== undefined &&
    tools.witnesses.accepts(from, whole) === true &&
    tools.witnesses.accepts(to, whole) === false
  )
    return { what: sends, value: shown(whole) };
  const at = path.map((step) => (step === 'entry' ? '*' : step.member)).join('/');
  return { what: path.length === 0 ? sends : `${sends}, at /${at}`, value: shown(value) };
}

const MOST_SHOWN = 400;

/** JSON text, cut where it is long. */
function shown(value: Tree): string {
  if (Array.isArray(value) && value.length > 20)
    return `[${value.slice(0, 3).map(printTree).join(',')}, ... ${value.length} entries in all]`;
  if (isMembers(value))
    return `{${Object.entries(value)
      .map(([key, member]) => `${JSON.stringify(key)}:${shown(member)}`)
      .join(',')}}`;
  const text = Array.isArray(value) ? `[${value.map(shown).join(',')}]` : printTree(value);
  return text.length > MOST_SHOWN ? `${text.slice(0, 60)}... (${text.length} characters)` : text;
}

/** A value that the schema takes, with this value at the end of the path. */
function lift(schema: Tree, path: readonly Step[], value: Tree, tools: Tools, defs: Members = {}): Tree | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  const members = isMembers(schema) ? schema : {};
  const known = isMembers(members['$defs']) ? members['$defs'] : defs;
  const ref = members['$ref'];
  if (typeof ref === 'string') return lift(known[ref.slice('#/$defs/'.length)] ?? true, path, value, tools, known);
  const whole = Object.keys(known).length > 0 ? { ...members, $defs: known } : members;
  if (step === 'entry') {
    const entry = lift(members['items'] ?? true, rest, value, tools, known);
    if (entry === undefined) return undefined;
    const others = candidatesOf([whole], tools.strings).filter(
      (one): one is Tree[] => Array.isArray(one) && one.length < 50,
    );
    const lists = [[entry], ...others.map((one) => [entry, ...one.slice(1)]), ...others.map((one) => [entry, ...one])];
    return lists.find((list) => tools.witnesses.accepts(whole, list) === true);
  }
  const properties = isMembers(members['properties']) ? members['properties'] : {};
  const extra = members['additionalProperties'] ?? true;
  const member = lift(properties[step.member] ?? extra, rest, value, tools, known);
  if (member === undefined) return undefined;
  return candidatesOf([whole], tools.strings)
    .filter(isMembers)
    .map((one): Tree => ({ ...one, [step.member]: member }))
    .find((one) => tools.witnesses.accepts(whole, one) === true);
}

/** Edits that are harmless one by one may break together. */
function combinedOf(
  walked: { base: Tree; head: Tree },
  drafts: readonly ChangeDraft[],
  use: Use,
  { judge, witnesses }: Tools,
): ChangeDraft | null {
  const { from, to } = directed(use, walked.base, walked.head);
  if (canonical(from) === canonical(to)) return null;
  const value = witnesses.between(from, to);
  const common = {
    operation: use.operation,
    part: use.part,
    pointer: use.headPointer,
    keyword: 'combined',
    before: undefined,
    after: undefined,
  };
  if (value !== undefined) {
    return {
      ...common,
      class: 'breaking',
      reason: `The changes of this ${use.part} are harmless one by one, but together ${affects(use)}.`,
      witness: witnessOf(value, [], walked, use, { judge, witnesses, strings: () => [] }),
    };
  }
  if (drafts.some((draft) => draft.class === 'warning') || judge.isSubset(from, to) !== 'no') return null;
  return {
    ...common,
    class: 'warning',
    reason: `Whether the changes of this ${use.part} are harmless together could not be shown.`,
    witness: null,
  };
}

const MOST_SAID = 80;

function sayEdit({ keyword, before, after, name, effect }: Edit): string {
  const text = (value: Tree) => {
    const printed = printTree(value);
    return printed.length > MOST_SAID ? `${printed.slice(0, MOST_SAID)}...` : printed;
  };
  if (keyword === 'required')
    return after === undefined ? `${name} is not required any more` : `${name} is required now`;
  if (keyword === 'properties')
    return after === undefined ? `the member ${name} is not described any more` : `the member ${name} is new`;
  if (keyword === 'if') return 'the condition (if, then, else) changed';
  if (keyword === 'deprecated') return after === true ? 'it is deprecated now' : 'it is not deprecated any more';
  if (effect === 'stated' && after === undefined) return `the type ${text(before ?? null)} is not stated any more`;
  if (before === undefined) return `${keyword} ${text(after ?? null)} is new`;
  if (after === undefined) return `${keyword} ${text(before)} is gone`;
  return `${keyword} was ${text(before)} and is ${text(after)}`;
}
