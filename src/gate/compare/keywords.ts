/** What a change of one keyword does to the set of values that a schema takes. */
import { NumberText } from '../../base/json.ts';
import { canonical, compareNumbers, isMembers, isMultiple, isNumber, type Tree } from '../tree.ts';

/**
 * `both`: values go and others come. `unknown`: that cannot be told from the keyword alone. `note`: nothing changes for
 * values. `stated`: the type is written out that the other keywords are about anyway. `format`: a note to some readers, a
 * rule to others.
 */
export type Effect = 'narrower' | 'wider' | 'both' | 'unknown' | 'note' | 'stated' | 'format';

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

const multipleOf: Rule = (before, after) => {
  if (!isNumber(before) || !isNumber(after)) return added(before, after);
  const [narrower, wider] = [isMultiple(after, before), isMultiple(before, after)];
  return narrower ? (wider ? 'note' : 'narrower') : wider ? 'wider' : 'both';
};

const flag: Rule = (before, after) => {
  if ((before === true) === (after === true)) return 'note';
  return after === true ? 'narrower' : 'wider';
};

/** Sets of values by their text; undefined is every value. */
export function compareSets(before: ReadonlySet<string> | undefined, after: ReadonlySet<string> | undefined): Effect {
  if (!before) return after ? 'narrower' : 'note';
  if (!after) return 'wider';
  const gone = [...before].some((one) => !after.has(one));
  const come = [...after].some((one) => !before.has(one));
  return gone ? (come ? 'both' : 'narrower') : come ? 'wider' : 'note';
}

const typesOf = (type: Tree | undefined): Set<string> | undefined => {
  if (type === undefined) return undefined;
  const names = new Set((Array.isArray(type) ? type : [type]).map(String));
  if (names.has('number')) names.add('integer');
  return names;
};
const valuesOf = (list: Tree | undefined): Set<string> | undefined =>
  Array.isArray(list) ? new Set(list.map(canonical)) : undefined;

const RULES: Readonly<Record<string, Rule>> = {
  type: (before, after) => compareSets(typesOf(before), typesOf(after)),
  enum: (before, after) => compareSets(valuesOf(before), valuesOf(after)),
  const: (before, after) =>
    before !== undefined && after !== undefined && canonical(before) !== canonical(after)
      ? 'both'
      : added(before, after),
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
  multipleOf,
  uniqueItems: flag,
  pattern: added,
  format: () => 'format',
  title: () => 'note',
  description: () => 'note',
  $comment: () => 'note',
  examples: () => 'note',
  example: () => 'note',
  deprecated: () => 'note',
  readOnly: () => 'note',
  writeOnly: () => 'note',
};

/** The keywords whose changes are told although they constrain nothing. */
export const TOLD_NOTES: ReadonlySet<string> = new Set(['deprecated']);

/** Where what integers a format allows is known, it is a bound like others. */
export const FORMAT_RANGES: Readonly<Record<string, readonly [Tree, Tree]>> = {
  int32: [-2147483648, 2147483647],
  int64: [new NumberText('-9223372036854775808'), new NumberText('9223372036854775807')],
};

/** What a change of a keyword does. Both are keywords of the same node. */
export function effectOf(keyword: string, before: Tree | undefined, after: Tree | undefined): Effect {
  const rule = RULES[keyword];
  if (rule) return rule(before, after);
  return keyword.startsWith('x-') ? 'note' : 'unknown';
}

/** Whether a schema says something of objects, or of lists, without saying that it is about them. */
export function isAbout(schema: Tree, type: Tree): boolean {
  if (!isMembers(schema)) return false;
  if (type === 'object') return 'properties' in schema || 'required' in schema || 'additionalProperties' in schema;
  return type === 'array' && ('items' in schema || 'minItems' in schema || 'maxItems' in schema);
}
