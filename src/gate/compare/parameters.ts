import type { Message } from '../../base/message.ts';
import { message } from '../../messages/messages.ts';
import type { Operation, Parameter } from '../api.ts';
import type { ChangeDraft } from '../change.ts';
import { acceptsText } from '../graph/accepts.ts';
import { type Node, nodeOf, partOf } from '../graph/node.ts';
import type { Place } from '../graph/places.ts';
import { takesEveryText } from '../graph/types.ts';
import { partSaid } from '../part.ts';
import { resolved, schemaAt } from '../read/cursor.ts';
import { isMembers } from '../tree.ts';
import { isListOf, isRewritten } from './styles.ts';
import { classOf, type OperationPair, type Structural, told } from './told.ts';

/** Path parameters are known by their position, headers without regard to case. */
function keyOf(parameter: Parameter, operation: Operation): string {
  if (parameter.in === 'header') return `header ${parameter.name.toLowerCase()}`;
  if (parameter.in !== 'path') return `${parameter.in} ${parameter.name}`;
  const names = [...operation.path.matchAll(/\{([^}/]*)\}/g)].map(([, name]) => name);
  const at = names.indexOf(parameter.name);
  return at < 0 ? `path ${parameter.name}` : `path ${at}`;
}

const VARIABLE = /^path (\d+)$/;
const isVariable = (key: string) => VARIABLE.test(key);
const hasVariable = ({ path }: Operation, key: string) =>
  Number(VARIABLE.exec(key)?.[1]) < (path.match(/\{[^}/]*\}/g) ?? []).length;

export const sayParameter = ({ in: place, name }: Parameter) =>
  place === 'header' ? `header ${name}` : place === 'cookie' ? `cookie ${name}` : `${place} parameter ${name}`;

export function parameterChanges(pair: OperationPair): void {
  const { base, head, found } = pair;
  const before = new Map(base.parameters.map((one) => [keyOf(one, base), one]));
  const after = new Map(head.parameters.map((one) => [keyOf(one, head), one]));
  for (const [key, old] of before) {
    const now = after.get(key);
    if (now) compareTwo(old, now, pair);
    else found.changes.push(gone(old, pair));
  }
  for (const [key, now] of after)
    if (!before.has(key))
      found.changes.push(isVariable(key) && hasVariable(base, key) ? described(now, pair) : added(now, pair));
}

function gone(old: Parameter, { name, sends }: OperationPair): ChangeDraft {
  const part = sayParameter(old);
  const isLost = sends === 'response' && old.required;
  return told({
    rule: 'parameter/removed',
    class: isLost ? 'breaking' : 'warning',
    operation: name,
    part,
    keyword: 'parameter',
    base: old.spot,
    before: old.name,
    reason: message(isLost ? 'gate.why.parameter/removed.lost' : 'gate.why.parameter/removed', {
      part: partSaid(part),
    }),
  });
}

/** A variable of the path that nobody described: consumers put some text there anyway. */
function described(now: Parameter, { name: operation }: OperationPair): ChangeDraft {
  const part = sayParameter(now);
  const isAny = takesEveryText(nodeOf([partOf(now.schema)], 'request'));
  return told({
    rule: 'parameter/added-required',
    class: isAny ? 'compatible' : 'warning',
    operation,
    part,
    keyword: 'parameter',
    head: now.spot,
    after: now.name,
    reason: message(isAny ? 'gate.why.parameter/described' : 'gate.why.parameter/described.narrower', {
      part: partSaid(part),
    }),
  });
}

function added(now: Parameter, { name, sends }: OperationPair): ChangeDraft {
  const part = sayParameter(now);
  const isMissed = now.required && sends === 'request';
  return told({
    rule: now.required ? 'parameter/added-required' : 'parameter/added',
    class: isMissed ? 'breaking' : 'compatible',
    operation: name,
    part,
    keyword: 'parameter',
    head: now.spot,
    after: now.name,
    reason: message(
      isMissed
        ? 'gate.why.parameter/added-required'
        : now.required
          ? 'gate.why.parameter/added.comes'
          : 'gate.why.parameter/added',
      { part: partSaid(part) },
    ),
    ...(isMissed && { sent: message('gate.sent.without', { part: partSaid(part) }) }),
  });
}

function compareTwo(old: Parameter, now: Parameter, pair: OperationPair): void {
  const { name: operation, sends, found } = pair;
  const part = sayParameter(now);
  const said = partSaid(part);
  const add = (change: Omit<Structural, 'operation' | 'part' | 'base' | 'head'>) =>
    found.changes.push(told({ ...change, operation, part, base: old.spot, head: now.spot }));
  if (old.required !== now.required) {
    const kind = classOf(now.required ? 'narrower' : 'wider', sends);
    add({
      rule: now.required ? 'parameter/required' : 'parameter/optional',
      class: kind,
      keyword: 'required',
      before: old.required,
      after: now.required,
      reason: message(`gate.why.parameter/${now.required ? 'required' : 'optional'}.${sends}`, { part: said }),
      ...(now.required && sends === 'request' && { sent: message('gate.sent.without', { part: said }) }),
    });
  }
  const isWrittenAnew = isRewritten(old, now);
  if (isWrittenAnew)
    add({
      rule: 'parameter/style',
      class: 'breaking',
      keyword: old.isText && now.isText ? 'style' : 'content',
      before: old.style,
      after: now.style,
      reason: message('gate.why.parameter/style', { part: said }),
    });
  flagChanges(old, now, said, add);
  const isText = old.isText && now.isText;
  if (isWrittenAnew && old.isText !== now.isText) return;
  const entries = sends === 'request' ? entriesFor(old, now) : undefined;
  if (entries)
    add({
      rule: 'schema/type',
      class: 'compatible',
      keyword: 'type',
      reason: message('gate.why.parameter/list', { part: said }),
    });
  found.uses.push({
    operation,
    part,
    role: sends,
    mode: isText ? 'text' : 'json',
    base: old.schema,
    head: entries ?? now.schema,
    ...(sends === 'request' && old.required && now.required && { isAlways: true }),
  });
}

/** What the entries of a list are that took the place of one value: with `form, exploded`, that is a list of one. */
function entriesFor(old: Parameter, now: Parameter): Place | undefined {
  if (![old, now].every((one) => one.isText && one.style === 'form, exploded')) return undefined;
  const [before, after] = [old, now].map(({ schema }) => nodeOf([partOf(schema)], 'request')) as [Node, Node];
  if (!isListOf(before, after)) return undefined;
  const list = resolved(now.schema);
  return isMembers(list.schema) && isMembers(list.schema['items']) ? schemaAt(list, 'items') : undefined;
}

type Add = (change: Omit<Structural, 'operation' | 'part' | 'base' | 'head'>) => void;

function flagChanges(old: Parameter, now: Parameter, part: Message, add: Add): void {
  if (old.allowReserved !== now.allowReserved)
    add({
      rule: 'parameter/allow-reserved',
      class: old.allowReserved ? 'warning' : 'compatible',
      keyword: 'allowReserved',
      before: old.allowReserved,
      after: now.allowReserved,
      reason: message(old.allowReserved ? 'gate.why.parameter/reserved' : 'gate.why.parameter/reserved-taken', {
        part,
      }),
    });
  if (old.allowEmptyValue !== now.allowEmptyValue) {
    const isRefused = old.allowEmptyValue && acceptsText(nodeOf([partOf(now.schema)], 'request'), '') !== true;
    add({
      rule: 'parameter/allow-empty-value',
      class: isRefused ? 'breaking' : 'compatible',
      keyword: 'allowEmptyValue',
      before: old.allowEmptyValue,
      after: now.allowEmptyValue,
      reason: message(isRefused ? 'gate.why.parameter/empty-refused' : 'gate.why.parameter/empty-taken', { part }),
      ...(isRefused && { sent: message('gate.sent.no-value', { part }) }),
    });
  }
  if (old.isDeprecated !== now.isDeprecated)
    add({
      rule: 'parameter/deprecated',
      class: 'compatible',
      keyword: 'deprecated',
      before: old.isDeprecated,
      after: now.isDeprecated,
      reason: message(now.isDeprecated ? 'gate.why.parameter/deprecated' : 'gate.why.parameter/not-deprecated', {
        part,
      }),
    });
}
