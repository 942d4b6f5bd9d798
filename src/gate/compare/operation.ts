/** Compares two operations: what can be said without their schemas, and which schemas are to be compared. */
import { message } from '../../messages/messages.ts';
import type { Operation } from '../api.ts';
import { bodyChanges } from './body.ts';
import { parameterChanges } from './parameters.ts';
import { responseChanges } from './responses.ts';
import { securityChanges } from './security.ts';
import { type Found, type OperationPair, told } from './told.ts';

export function compareOperations(pair: OperationPair): void {
  const { base, head, name, found } = pair;
  if (base.isDeprecated !== head.isDeprecated)
    found.changes.push(
      told({
        rule: head.isDeprecated ? 'operation/deprecated' : 'operation/deprecation-withdrawn',
        class: 'compatible',
        operation: name,
        part: 'operation',
        keyword: 'deprecated',
        base: base.spot,
        head: head.spot,
        before: base.isDeprecated,
        after: head.isDeprecated,
        reason: message(
          head.isDeprecated ? 'gate.why.operation/deprecated' : 'gate.why.operation/deprecation-withdrawn',
          {},
        ),
      }),
    );
  serverChanges(pair);
  parameterChanges(pair);
  bodyChanges(pair);
  responseChanges(pair);
  securityChanges(pair);
  compareCalls(base.callbacks, head.callbacks, 'callback', found, `${name} `);
}

/** Addresses under which an operation is served. */
function serverChanges({ base, head, name, found }: OperationPair): void {
  const known = new Set(head.paths.map(shapeOf));
  const old = new Set(base.paths.map(shapeOf));
  // Paired by its name alone, as an edition with a gateway: the addresses are not about the same.
  if (![...old].some((path) => known.has(path))) return;
  for (const path of base.paths)
    if (!known.has(shapeOf(path)))
      found.changes.push(
        told({
          rule: 'operation/server-removed',
          class: 'breaking',
          operation: name,
          part: 'server',
          keyword: 'servers',
          base: base.spot,
          head: head.spot,
          before: path,
          reason: message('gate.why.operation/server-removed', { path }),
        }),
      );
  for (const path of head.paths)
    if (!old.has(shapeOf(path)))
      found.changes.push(
        told({
          rule: 'operation/server-added',
          class: 'compatible',
          operation: name,
          part: 'server',
          keyword: 'servers',
          base: base.spot,
          head: head.spot,
          after: path,
          reason: message('gate.why.operation/server-added', { path }),
        }),
      );
}

/** A path without the names of its variables. */
export const shapeOf = (path: string): string => path.replace(/\{[^}/]*\}/g, '{}').replace(/(?<=.)\/+$/, '');

/** Callbacks and webhooks: the API sends, and the consumer answers. */
export function compareCalls(
  base: readonly Operation[],
  head: readonly Operation[],
  kind: 'callback' | 'webhook',
  found: Found,
  prefix = '',
): void {
  const keyOf = ({ method, path }: Operation) => `${method} ${shapeOf(path)}`;
  // A callback goes to its address, whatever it is called.
  const addressOf = ({ method, path }: Operation) => `${method} ${shapeOf(path.replace(/^\S+ /, ''))}`;
  const pairs = new Map<Operation, Operation>();
  for (const nameOf of kind === 'callback' ? [keyOf, addressOf] : [keyOf])
    for (const old of base) {
      const taken = new Set(pairs.values());
      const now = head.find((one) => nameOf(one) === nameOf(old) && !taken.has(one));
      if (now && !pairs.has(old)) pairs.set(old, now);
    }
  for (const old of base) {
    const now = pairs.get(old);
    const name = `${prefix}${kind} ${old.name}`;
    if (now) compareOperations({ base: old, head: now, name, sends: 'response', found });
    else
      found.changes.push(
        told({
          rule: `${kind}/removed`,
          class: 'breaking',
          operation: name,
          part: kind,
          keyword: kind,
          base: old.spot,
          before: old.name,
          reason: message(`gate.why.${kind}/removed`, {}),
        }),
      );
  }
  for (const now of head)
    if (![...pairs.values()].includes(now))
      found.changes.push(
        told({
          rule: `${kind}/added`,
          class: 'compatible',
          operation: `${prefix}${kind} ${now.name}`,
          part: kind,
          keyword: kind,
          head: now.spot,
          after: now.name,
          reason: message(`gate.why.${kind}/added`, {}),
        }),
      );
}
