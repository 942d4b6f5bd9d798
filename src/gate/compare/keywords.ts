/** What a change of one keyword does to the set of values that a schema takes. */
import { compareNumbers, isMultiple, isNumber, type Tree } from '../tree.ts';

/**
 * `both`: values go and others come. `unknown`: that cannot be told from the keyword alone. `note`: nothing changes for
 * values. `stated`: the type is written out that the other keywords are about anyway. `format`: a note to some readers, a
 * rule to others. `member-added` and `member-removed`: an optional member of an open object. `renamed`: the same values are
 * written or read otherwise. `listed` and `unlisted`: a value of a list that is open by contract. `overlap`: values may fit
 * several alternatives of oneOf. `null`: nullable beside an enum that does not list null, of which readers differ.
 * `variant`: the name of a schema, which is a value on the wire where a discriminator has no mapping.
 */
export type Effect =
  | 'narrower'
  | 'wider'
  | 'both'
  | 'unknown'
  | 'note'
  | 'stated'
  | 'format'
  | 'default'
  | 'member-added'
  | 'member-removed'
  | 'renamed'
  | 'variant'
  | 'listed'
  | 'unlisted'
  | 'overlap'
  | 'null';

type Rule = (before: Tree | undefined, after: Tree | undefined) => Effect;

/** The lowest or the highest value that is allowed; none without the keyword. */
const atLeast: Rule = (before, after) => order(before, after, 1);
const atMost: Rule = (before, after) => order(before, after, -1);
function order(before: Tree | undefined, after: Tree | undefined, sign: 1 | -1): Effect {
  if (!isNumber(before)) return isNumber(after) ? 'narrower' : 'note';
  if (!isNumber(after)) return 'wider';
  const way = compareNumbers(after, before) * sign;
  return way > 0 ? 'narrower' : way < 0 ? 'wider' : 'note';
}

/** Zero without the keyword. */
const countAtLeast: Rule = (before, after) => order(before ?? 0, after ?? 0, 1);

const added: Rule = (before, after) => (before === undefined ? 'narrower' : after === undefined ? 'wider' : 'unknown');

export const multipleOf: Rule = (before, after) => {
  if (!isNumber(before) || !isNumber(after)) return added(before, after);
  const [narrower, wider] = [isMultiple(after, before), isMultiple(before, after)];
  return narrower ? (wider ? 'note' : 'narrower') : wider ? 'wider' : 'both';
};

/** Sets of values by their text; undefined is every value. */
export function compareSets(before: ReadonlySet<string> | undefined, after: ReadonlySet<string> | undefined): Effect {
  if (!before) return after ? 'narrower' : 'note';
  if (!after) return 'wider';
  const gone = [...before].some((one) => !after.has(one));
  const come = [...after].some((one) => !before.has(one));
  return gone ? (come ? 'both' : 'narrower') : come ? 'wider' : 'note';
}

/** Which way each bound goes. */
export const BOUNDS: Readonly<Record<string, Rule>> = {
  minimum: atLeast,
  exclusiveMinimum: atLeast,
  minLength: countAtLeast,
  minItems: countAtLeast,
  minProperties: countAtLeast,
  maximum: atMost,
  exclusiveMaximum: atMost,
  maxLength: atMost,
  maxItems: atMost,
  maxProperties: atMost,
  uniqueItems: (before, after) =>
    (before === true) === (after === true) ? 'note' : after === true ? 'narrower' : 'wider',
};
