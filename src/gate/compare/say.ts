/** Edits and values in words. */
import type { Message, Value } from '../../base/message.ts';
import { joined, message } from '../../messages/messages.ts';
import { isMembers, type Members, printTree, type Tree } from '../tree.ts';
import type { Behind, Edit } from './edit.ts';

const MOST_SAID = 80;
const MOST_SHOWN = 400;
const MOST_VALUES = 5;

const text = (value: Tree) => {
  const printed = printTree(value);
  return printed.length > MOST_SAID ? `${printed.slice(0, MOST_SAID)}...` : printed;
};

const list = (values: readonly Tree[]): Value => {
  const shown = values.slice(0, MOST_VALUES).map(text);
  const left = values.length - shown.length;
  return left > 0 ? message('gate.edit.more', { values: shown, n: left }) : shown;
};

export function sayEdit({ keyword, before, after, name = '', effect, gone, come, behind }: Edit): Message {
  if (effect === 'overlap') return message('gate.edit.overlap', {});
  if (keyword === 'required')
    return message(after === undefined ? 'gate.edit.optional' : 'gate.edit.required', { name });
  if (keyword === 'properties')
    return message(after === undefined ? 'gate.edit.named-gone' : 'gate.edit.named-new', { name });
  if (keyword === 'anyOf' || keyword === 'oneOf') return sayBranch(keyword, before, after, name);
  if (keyword === 'if') return message('gate.edit.if', {});
  if (behind) return sayBehind(keyword, text(before ?? null), behind);
  if (keyword === 'schema')
    return message(after === false ? 'gate.edit.schema.nothing' : 'gate.edit.schema.something', {});
  if (keyword === 'deprecated')
    return message(after === true ? 'gate.edit.deprecated' : 'gate.edit.not-deprecated', {});
  const nullability = keyword === 'type' ? sayNull(before, after) : null;
  if (nullability !== null) return nullability;
  if (keyword === 'type' && !gone) {
    if (after === undefined) return message('gate.edit.type-unstated', { type: text(before ?? null) });
    if (effect === 'stated') return message('gate.edit.type-stated', { type: text(after) });
  }
  if (isListed(keyword) && before !== undefined && after !== undefined && (gone?.length || come?.length))
    return joined('gate.edit.both', [
      ...(gone?.length ? [sayValues(keyword, 'gone', gone)] : []),
      ...(come?.length ? [sayValues(keyword, 'new', come)] : []),
    ]);
  return sayValue(keyword, before, after);
}

function sayValue(keyword: string, before: Tree | undefined, after: Tree | undefined): Message {
  if (before === undefined) return message('gate.edit.new', { keyword, value: text(after ?? null) });
  if (after === undefined) return message('gate.edit.gone', { keyword, value: text(before) });
  return message('gate.edit.was', { keyword, before: text(before), after: text(after) });
}

const sayBehind = (keyword: string, value: string, { way, before, after }: Behind): Message =>
  message('gate.edit.behind', { keyword, value, change: sayValue(way.join('/') || value, before, after) });

const sayValues = (keyword: string, what: 'new' | 'gone', values: readonly Tree[]): Message =>
  keyword === 'enum'
    ? message(`gate.edit.enum-${what}`, { values: list(values) })
    : message(`gate.edit.values-${what}`, { keyword, values: list(values) });

/** As sayEdit, for readers that know the field: it comes first, and names the member already. */
export function saysOf(edit: Edit): Message {
  const { keyword, after } = edit;
  if (keyword === 'required')
    return message(after === undefined ? 'gate.edit.member-optional' : 'gate.edit.member-required', {});
  if (keyword === 'properties')
    return message(after === undefined ? 'gate.edit.member-gone' : 'gate.edit.member-new', {});
  return sayEdit(edit);
}

/** A value that may be null besides, or not any more; null where more than that changed. */
function sayNull(before: Tree | undefined, after: Tree | undefined): Message | null {
  if (before === undefined || after === undefined) return null;
  const [old, now] = [before, after].map((types) => (Array.isArray(types) ? types : [types]).map(printTree));
  const isOneMore = (less: string[] = [], more: string[] = []) =>
    more.length === less.length + 1 && more.includes('"null"') && less.every((type) => more.includes(type));
  if (isOneMore(old, now)) return message('gate.edit.null', {});
  return isOneMore(now, old) ? message('gate.edit.no-null', {}) : null;
}

const isListed = (keyword: string) => /enum$|^const$|^discriminator$/.test(keyword);

function sayBranch(keyword: string, before: Tree | undefined, after: Tree | undefined, name: string): Message {
  const told = (value: Tree) => (name ? name : text(value));
  if (before === undefined && after === undefined) return message('gate.edit.too-many', { keyword });
  if (before === true) return message('gate.edit.choice-new', { keyword });
  if (after === true) return message('gate.edit.choice-gone', { keyword });
  return after === undefined
    ? message('gate.edit.alternative-gone', { keyword, name: told(before ?? null) })
    : message('gate.edit.alternative-new', { keyword, name: told(after) });
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
