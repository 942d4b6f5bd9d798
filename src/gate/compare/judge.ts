/** Classifies an edit for one direction, and looks for an example. */
import type { Message } from '../../base/message.ts';
import type { en } from '../../messages/en.ts';
import { type Kind, message } from '../../messages/messages.ts';
import type { ChangeClass } from '../change.ts';
import { accepts } from '../graph/accepts.ts';
import { facetsOf } from '../graph/facets.ts';
import { type Node, nodeOf } from '../graph/node.ts';
import { firstOf, type Samples } from '../graph/sample.ts';
import { isMembers, type Tree } from '../tree.ts';
import type { Child, Edit, Pair } from './edit.ts';
import { directed, exampleOf, type Place } from './example.ts';
import { sayEdit } from './say.ts';
import { lift, type Witness, witnessOf } from './witness.ts';

export interface Judged {
  class: ChangeClass;
  reason: Message;
  witness: Witness | null;
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
    case 'variant':
      return just('warning', edit, 'gate.why.variant');
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
