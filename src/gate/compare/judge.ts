/** Classifies an edit for one direction, and looks for an example. */
import type { Message } from '../../base/message.ts';
import type { en } from '../../messages/en.ts';
import { type Kind, message } from '../../messages/messages.ts';
import type { ChangeClass } from '../change.ts';
import { accepts, acceptsText, keepsBound } from '../graph/accepts.ts';
import { expression } from '../graph/expression.ts';
import { describes, facetsOf, memberOf, restOf } from '../graph/facets.ts';
import { type Node, nodeOf } from '../graph/node.ts';
import { firstOf, type Samples } from '../graph/sample.ts';
import { typeOf, typesOf } from '../graph/types.ts';
import { canonical, isMembers, isNumber, type Tree } from '../tree.ts';
import type { Child, Edit, Pair } from './edit.ts';
import { sayEdit, shown } from './say.ts';

export interface Judged {
  class: ChangeClass;
  reason: Message;
  witness: { what: Message; value: string } | null;
}

type Judge = (edit: Edit, pair: Pair, root: Pair, way: readonly Child[]) => Judged | null;

const because = (found: ChangeClass, edit: Edit, why: Message, witness: Judged['witness'] = null): Judged => ({
  class: found,
  reason: message('gate.because', { what: sayEdit(edit), why }),
  witness,
});

/** Sentences that hold nothing else. */
type Why = {
  [K in Extract<Kind, `gate.why.${string}`>]: (typeof en)[K] extends `${string}{${string}` ? never : K;
}[Extract<Kind, `gate.why.${string}`>];

const just = (found: ChangeClass, edit: Edit, why: Why): Judged => because(found, edit, { kind: why, values: {} });

/**
 * What consumers send may only widen, what they receive may only narrow; an edit that does otherwise is breaking where a
 * value shows it or its kind proves it, a warning where that cannot be decided. Null where there is no change at all.
 */
export function judgeBy(samples: Samples): Judge {
  const known = new WeakMap<Edit, { isShared: boolean; judged: Judged | null }>();
  return (edit, pair, root, way) => {
    const isShared = way.some((child) => child.isShared);
    const before = known.get(edit);
    if (before && before.isShared === isShared) return before.judged;
    const judged = classify(edit, { pair, root, way, samples, isShared });
    if (!before) known.set(edit, { isShared, judged });
    return judged;
  };
}

interface Place {
  pair: Pair;
  root: Pair;
  way: readonly Child[];
  samples: Samples;
  isShared: boolean;
}

function classify(edit: Edit, at: Place): Judged | null {
  const { role } = at.pair.base;
  const isRequest = role === 'request';
  switch (edit.effect) {
    case 'note':
      return { class: 'compatible', reason: message('gate.because.note', { what: sayEdit(edit) }), witness: null };
    case 'default':
      return just('warning', edit, `gate.why.default.${role}`);
    case 'format':
      return just('warning', edit, 'gate.why.format');
    case 'stated':
      // Written out in what comes, or left out in what is sent, it takes nothing away.
      if ((edit.after === undefined) === isRequest) break;
      return just('warning', edit, 'gate.why.stated');
    case 'null':
      return just('warning', edit, 'gate.why.null');
    case 'member-added':
      return just('compatible', edit, `gate.why.member-added.${role}`);
    case 'member-removed':
      return just('warning', edit, `gate.why.member-removed.${role}`);
    case 'renamed':
      return just('breaking', edit, 'gate.why.renamed');
    case 'listed':
      return just('compatible', edit, 'gate.why.listed');
    case 'unlisted':
      return isRequest ? just('warning', edit, 'gate.why.unlisted') : just('compatible', edit, 'gate.why.came-before');
    case 'overlap':
      return overlap(edit, at);
    default:
      break;
  }
  const isBad =
    edit.effect === 'both' || edit.effect === 'unknown' || edit.effect === (isRequest ? 'narrower' : 'wider');
  if (!isBad) return just('compatible', edit, isRequest ? 'gate.why.taken-as-before' : 'gate.why.came-before');
  return decide(edit, at);
}

/** What the change does to consumers, and how sure that is. */
const affecting = (
  found: ChangeClass,
  edit: Edit,
  { base: { role } }: Pair,
  why: 'affects' | 'seems' | 'undecided',
  witness: Judged['witness'] = null,
): Judged =>
  because(found, edit, message(`gate.why.${why}`, { affects: message(`gate.affects.${role}`, {}) }), witness);

/** In the direction in which values must not be lost. */
const directed = <T>(pair: Pair, base: T, head: T): { from: T; to: T } =>
  pair.base.role === 'request' ? { from: base, to: head } : { from: head, to: base };

/** The rules that hold whatever else is said of a value. */
const SURE = new Set(['type', 'enum', 'const', 'required', 'properties', 'schema', 'discriminator']);
/** What may shut out the very values that a rule is about. */
const SHUTTING = new Set(['not', 'if', 'dependentSchemas', 'dependencies']);
/** The rules that hold unless something else says the same. */
const PLAIN =
  /^((exclusive)?(minimum|maximum)|(min|max)(Length|Items|Properties)|multipleOf|uniqueItems|format|additionalProperties|unevaluatedProperties|items|unevaluatedItems)$/i;

function decide(edit: Edit, at: Place): Judged {
  const { pair } = at;
  if (isOpenByExtension(edit, pair)) return just('warning', edit, 'gate.why.open');
  const found = exampleOf(edit, at);
  if (found !== undefined) {
    const alone = lift(found, at);
    const isInList = at.way.some(({ step }) => 'entry' in step && step.entry === 'rest');
    const whole = at.isShared && alone?.isTaken && isInList ? (lift(found, at, true) ?? alone) : alone;
    if (at.isShared && whole?.isTaken) return just('warning', edit, 'gate.why.other-alternative');
    return affecting('breaking', edit, pair, 'affects', witnessOf(found, whole, at));
  }
  const { from } = directed(pair, edit.between.base, edit.between.head);
  const { patterns, opaque, multiples } = facetsOf(from);
  // No step may lie between two bounds.
  const isStepped = multiples.length > 0 && /imum$/i.test(edit.keyword);
  const isSure =
    edit.effect !== 'unknown' &&
    pair.mode !== 'text' &&
    !opaque.some(({ keyword }) => SHUTTING.has(keyword)) &&
    (SURE.has(edit.keyword) || (PLAIN.test(edit.keyword) && patterns.size === 0 && opaque.length === 0 && !isStepped));
  if (isSure && !at.isShared) return affecting('breaking', edit, pair, 'affects');
  return affecting('warning', edit, pair, isSure ? 'seems' : 'undecided');
}

/** x-ms-enum with modelAsString, or x-extensible-enum as a flag: further values are to be expected. */
function isOpenByExtension({ keyword, gone, come }: Edit, pair: Pair): boolean {
  if (keyword !== 'enum' || pair.base.role === 'request' || (gone?.length ?? 0) > 0 || !come) return false;
  const { notes } = facetsOf(pair.base);
  const note = notes.get('x-ms-enum')?.value;
  return (isMembers(note) && note['modelAsString'] === true) || notes.get('x-extensible-enum')?.value === true;
}

/** A value that `from` takes and that this edit makes `to` refuse. */
function exampleOf(edit: Edit, { pair, samples }: Place): Tree | undefined {
  const { from, to } = directed(pair, edit.between.base, edit.between.head);
  const isText = pair.mode === 'text';
  function* candidates(): Generator<Tree, void> {
    yield* (directed(pair, edit.gone, edit.come).from ?? []).slice(0, 20);
    yield* samples.around(from, to);
    if (isText) yield* longNumbers(to);
  }
  for (const value of candidates()) {
    if (pair.only !== null && !pair.only.has(typeOf(value))) continue;
    const text = isText ? textOf(value) : undefined;
    if (text !== undefined) {
      if (acceptsText(from, text) === true && acceptsText(to, text) === false) return text;
      continue;
    }
    if (isText && value === null && accepts(from, value) === true && accepts(to, value) === false) return value;
    if (accepts(from, value) === true && accepts(to, value) === false && isAbout(edit, value, to)) return value;
  }
  return undefined;
}

/** Numbers that are one digit longer than a text may be. */
function longNumbers(to: Node): number[] {
  const most = facetsOf(to).bounds.get('maxLength')?.value;
  return typeof most === 'number' && most < 15 ? [10 ** most] : [];
}

const textOf = (value: Tree): string | undefined =>
  typeof value === 'string' ? value : isNumber(value) || typeof value === 'boolean' ? canonical(value) : undefined;

/** Whether it is for this edit that the value is refused. */
function isAbout({ keyword, name }: Edit, value: Tree, to: Node): boolean {
  const { bounds, patterns, values, formats } = facetsOf(to);
  const bound = bounds.get(keyword);
  if (bound) return !keepsBound(keyword, bound.value, value);
  switch (keyword) {
    case 'type':
      return !typesOf(to).has(typeOf(value));
    case 'enum':
    case 'const':
      return values === undefined || !values.has(canonical(value));
    case 'required':
      return isMembers(value) && !Object.hasOwn(value, name ?? '');
    case 'properties':
      return isMembers(value) && Object.hasOwn(value, name ?? '');
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return (
        isMembers(value) &&
        Object.keys(value).some(
          (key) => !describes(to, key) && accepts(memberOf(to, key), value[key] ?? null) === false,
        )
      );
    case 'pattern':
      return typeof value === 'string' && [...patterns.keys()].some((one) => expression(one)?.test(value) === false);
    case 'format':
      return isNumber(value) && formats.size > 0;
    default:
      return true;
  }
}

/** A value that fitted one alternative fits several now, and so none. */
function overlap(edit: Edit, at: Place): Judged | null {
  const { pair, samples } = at;
  const { from, to } = directed(pair, pair.base, pair.head);
  const isOverlap = (value: Tree) =>
    accepts(from, value) === true && accepts(to, value) === false && fitsSeveral(to, value);
  const found = firstOf(samples.around(from, to), isOverlap);
  if (found === undefined) return null;
  if (facetsOf(to).unions.some(({ discriminator }) => discriminator))
    return just('warning', edit, 'gate.why.discriminator');
  return affecting('breaking', edit, pair, 'affects', witnessOf(found, lift(found, at), at));
}

function fitsSeveral(node: Node, value: Tree): boolean {
  return facetsOf(node).unions.some(
    ({ keyword, branches }) =>
      keyword === 'oneOf' &&
      branches.filter((branch) => accepts(nodeOf([branch], node.role), value) === true).length > 1,
  );
}

/** A name that no description uses. */
const UNLISTED = 'unlisted-member';

interface Lifted {
  value: Tree;
  /** Whether the whole shows the change, or is taken by both sides. */
  isProof: boolean;
  isTaken: boolean;
}

/** So many entries stand beside one that is looked at. */
const MOST_OTHERS = 8;

/** The value in its place in a whole body, where one can be built around it; in lists alone, or after others. */
function lift(value: Tree, { root, way, samples }: Place, isLonger = false): Lifted | undefined {
  let whole = value;
  for (let i = way.length - 1; i >= 0; i--) {
    const { step } = way[i] as Child;
    const above = i === 0 ? root : (way[i - 1] as Child).pair;
    const { from: node } = directed(above, above.base, above.head);
    if ('member' in step) {
      const base = samples.one(node);
      const name = step.member === '*' ? UNLISTED : step.member;
      whole = { ...(isMembers(base) ? base : {}), [name]: whole };
    } else if ('entry' in step) {
      const base = samples.one(node);
      const list: Tree[] = Array.isArray(base) ? [...base] : [];
      const rest = restOf(node);
      const others = isLonger ? [...samples.around(rest, rest)].filter((one) => accepts(rest, one) === true) : [];
      if (step.entry === 'rest' && others.length > 0) list.push(...others.slice(0, MOST_OTHERS), whole);
      else if (step.entry === 'rest') list.splice(Math.max(0, list.length - 1), 1, whole);
      else list[step.entry] = whole;
      whole = list;
    }
  }
  const { from, to } = directed(root, root.base, root.head);
  if (accepts(from, whole) !== true) return undefined;
  const answer = accepts(to, whole);
  return { value: whole, isProof: answer === false, isTaken: answer === true };
}

function witnessOf(value: Tree, whole: Lifted | undefined, { pair, way }: Place): NonNullable<Judged['witness']> {
  const isRequest = pair.base.role === 'request';
  const meant = way.flatMap(({ step }): (string | number)[] => {
    if ('member' in step) return [step.member === '*' ? UNLISTED : step.member];
    if ('entry' in step) return [step.entry === 'rest' ? -1 : step.entry];
    return [];
  });
  const kind = isRequest ? 'gate.witness.taken' : 'gate.witness.came';
  if (whole?.isProof) return { what: message(kind, {}), value: shown(whole.value, meant) };
  const path = way.flatMap(({ step }) => ('member' in step ? [step.member] : 'entry' in step ? ['*'] : []));
  const what = path.length === 0 ? message(kind, {}) : message(`${kind}.at`, { path: `/${path.join('/')}` });
  return { what, value: shown(value) };
}
