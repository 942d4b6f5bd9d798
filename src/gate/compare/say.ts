/** Edits and values in words. */
import { isMembers, type Members, printTree, type Tree } from '../tree.ts';
import type { Edit } from './edit.ts';

const MOST_SAID = 80;
const MOST_SHOWN = 400;
const MOST_VALUES = 5;

const text = (value: Tree) => {
  const printed = printTree(value);
  return printed.length > MOST_SAID ? `${printed.slice(0, MOST_SAID)}...` : printed;
};

const list = (values: readonly Tree[]) =>
  values.slice(0, MOST_VALUES).map(text).join(', ') +
  (values.length > MOST_VALUES ? ` and ${values.length - MOST_VALUES} more` : '');

export function sayEdit({ keyword, before, after, name, effect, gone, come }: Edit): string {
  if (effect === 'overlap') return 'values fit several alternatives of oneOf, and so none';
  if (keyword === 'required')
    return after === undefined ? `${name} is not required any more` : `${name} is required now`;
  if (keyword === 'properties')
    return after === undefined ? `the member ${name} is not described any more` : `the member ${name} is new`;
  if (keyword === 'anyOf' || keyword === 'oneOf') return sayBranch(keyword, before, after, name);
  if (keyword === 'if') return 'the condition (if, then, else) changed';
  if (keyword === 'schema')
    return after === false ? 'nothing is allowed there any more' : 'something is allowed there now';
  if (keyword === 'deprecated') return after === true ? 'it is deprecated now' : 'it is not deprecated any more';
  const nullability = keyword === 'type' ? sayNull(before, after) : null;
  if (nullability !== null) return nullability;
  if (keyword === 'type' && !gone) {
    if (after === undefined) return `the type ${text(before ?? null)} is not stated any more`;
    if (effect === 'stated') return `the type ${text(after)} is stated now`;
  }
  if (isListed(keyword) && before !== undefined && after !== undefined && (gone?.length || come?.length)) {
    const parts = [
      ...(gone?.length ? [`${keyword} ${list(gone)} is gone`] : []),
      ...(come?.length ? [`${keyword} ${list(come)} is new`] : []),
    ];
    return parts.join(' and ');
  }
  if (before === undefined) return `${keyword} ${text(after ?? null)} is new`;
  if (after === undefined) return `${keyword} ${text(before)} is gone`;
  return `${keyword} was ${text(before)} and is ${text(after)}`;
}

/** As sayEdit, for readers that know the field: it comes first, and names the member already. */
export function saysOf(edit: Edit): string {
  const { keyword, after } = edit;
  if (keyword === 'required') return after === undefined ? 'it is not required any more' : 'it is required now';
  if (keyword === 'properties') return after === undefined ? 'it is not described any more' : 'it is new';
  return sayEdit(edit);
}

/** A value that may be null besides, or not any more; null where more than that changed. */
function sayNull(before: Tree | undefined, after: Tree | undefined): string | null {
  if (before === undefined || after === undefined) return null;
  const [old, now] = [before, after].map((types) => (Array.isArray(types) ? types : [types]).map(printTree));
  const isOneMore = (less: string[] = [], more: string[] = []) =>
    more.length === less.length + 1 && more.includes('"null"') && less.every((type) => more.includes(type));
  if (isOneMore(old, now)) return 'null is allowed now';
  return isOneMore(now, old) ? 'null is not allowed any more' : null;
}

const isListed = (keyword: string) => /enum$|^const$|^discriminator$/.test(keyword);

function sayBranch(keyword: string, before: Tree | undefined, after: Tree | undefined, name: string | undefined) {
  const told = (value: Tree) => (name ? name : text(value));
  if (before === undefined && after === undefined)
    return `${keyword} has too many alternatives to hold them against each other`;
  if (before === true) return `${keyword} is new, and not all that was described fits one of its alternatives`;
  if (after === true) return `${keyword} is gone, and more is described than its alternatives`;
  return after === undefined
    ? `the alternative ${told(before ?? null)} of ${keyword} is gone`
    : `the alternative ${told(after)} of ${keyword} is new`;
}

/**
 * JSON text of an example, cut to what shows the point: `way` leads to the value that matters; of what stands beside it a
 * few members are shown.
 */
export function shown(value: Tree, way: readonly (string | number)[] = []): string {
  const [step, ...rest] = way;
  if (isMembers(value)) return shownMembers(value, step === undefined ? null : String(step), rest);
  if (Array.isArray(value) && typeof step === 'number' && value.length > 0) return shownEntry(value, step, rest);
  if (Array.isArray(value) && value.length > 20)
    return `[${value.slice(0, 3).map(printTree).join(',')}, ... ${value.length} entries in all]`;
  const printed = Array.isArray(value) ? `[${value.map((one) => shown(one, rest)).join(',')}]` : printTree(value);
  return printed.length > MOST_SHOWN ? `${printed.slice(0, 60)}... (${printed.length} characters)` : printed;
}

/** -1 is the last. */
function shownEntry(value: readonly Tree[], step: number, rest: readonly (string | number)[]): string {
  const at = step === -1 ? value.length - 1 : step;
  const meant = shown(value[at] ?? null, rest);
  return `[${at > 0 ? '..., ' : ''}${meant}${at < value.length - 1 ? ', ...' : ''}]`;
}

/** Members that are shown where none of them is meant. */
const MOST_MEMBERS = 6;

function shownMembers(value: Members, meant: string | null, rest: readonly (string | number)[]): string {
  const all = Object.entries(value);
  const told =
    meant !== null && Object.hasOwn(value, meant) ? all.filter(([key]) => key === meant) : all.slice(0, MOST_MEMBERS);
  const parts = told.map(([key, member]) => `${JSON.stringify(key)}:${shown(member, key === meant ? rest : [])}`);
  return `{${[...parts, ...(told.length < all.length ? ['...'] : [])].join(',')}}`;
}
