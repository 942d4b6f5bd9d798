import { message } from '../../messages/messages.ts';
import { listed, tell } from '../../messages/speech.ts';
import { OPERATION_PATH } from '../../operation/path.ts';
import { type Api, anonymous, bare, type Operation } from '../api.ts';
import { type Change, type ChangeDraft, changeOf, toldOnce } from '../change.ts';
import { samplesBy } from '../graph/sample.ts';
import { stringsIn } from '../graph/strings.ts';
import type { Tree } from '../tree.ts';
import { compareCalls, compareOperations, shapeOf } from './operation.ts';
import { compareSchemas, type SchemaUse } from './schemas.ts';
import { type Found, told } from './told.ts';

const FORCE_OFFLINE = `POST ${OPERATION_PATH}`;

/** An operation of both sides; null where the head does not have it. */
export interface Pair {
  base: Operation;
  head: Operation | null;
}

/** What is compared: operations in the order of the base, and the calls that the API makes. */
export interface Pairs {
  pairs: Pair[];
  webhooks: { base: Operation[]; head: Operation[] };
  /** Operations that only the head has. */
  added: Operation[];
}

/** Every change of these operations. */
export async function comparePairs({ pairs, webhooks, added }: Pairs): Promise<Change[]> {
  const found: Found = { changes: [], uses: [] };
  for (const { base, head } of pairs) {
    if (head) compareOperations({ base, head, name: head.name, sends: 'request', found });
    else found.changes.push(gone(base));
  }
  compareCalls(webhooks.base, webhooks.head, 'webhook', found);
  for (const operation of added) found.changes.push(come(operation));
  const samples = samplesBy(await stringsIn(documentsOf(found.uses)));
  const changes = [...found.changes, ...compareSchemas(found.uses, samples)];
  return toldOnce(inOrder(changes, pairs)).map(changeOf);
}

const documentsOf = (uses: readonly SchemaUse[]): Tree[] => [
  ...new Set(uses.flatMap(({ base, head }) => [base.source.root, head.source.root])),
];

/** In the order of the operations, as a reader goes through them. */
function inOrder(changes: readonly ChangeDraft[], pairs: readonly Pair[]): ChangeDraft[] {
  const order = new Map(pairs.map(({ base, head }, i) => [(head ?? base).name, i]));
  const of = ({ operation }: ChangeDraft) => order.get(operation) ?? pairs.length;
  return [...changes].sort((a, b) => of(a) - of(b));
}

const gone = (base: Operation): ChangeDraft =>
  told({
    rule: 'operation/removed',
    class: 'breaking',
    operation: base.name,
    part: 'operation',
    keyword: 'operation',
    base: base.spot,
    before: base.name,
    reason: message('gate.why.operation/removed', {}),
  });

const come = (head: Operation): ChangeDraft =>
  told({
    rule: 'operation/added',
    class: 'compatible',
    operation: head.name,
    part: 'operation',
    keyword: 'operation',
    head: head.spot,
    after: head.name,
    reason: message('gate.why.operation/added', {}),
  });

/**
 * The operations to compare. `wanted` names one ("POST /v2/..."), "all" takes each; without it force-offline. Gives a
 * sentence where there is none.
 */
export function pairUp(base: Api, head: Api, asked: string | undefined): Pairs & { problem: string | null } {
  const wanted = asked ?? FORCE_OFFLINE;
  const nothing = { pairs: [], webhooks: { base: [], head: [] }, added: [] };
  const key = (() => {
    const [method = '', ...path] = wanted.trim().split(/\s+/);
    return `${method.toUpperCase()} ${bare(anonymous(path.join(' ')))}`;
  })();
  const isAll = wanted === 'all';
  const chosen = isAll ? base.operations : base.operations.filter((one) => isNamed(one, key));
  if (chosen.length === 0 && !(isAll && base.webhooks.length > 0)) {
    const names = base.operations.map(({ name }) => name);
    if (isAll && names.length === 0 && head.operations.length + head.webhooks.length > 0)
      return { ...nothing, added: head.operations, webhooks: { base: [], head: head.webhooks }, problem: null };
    const some = listed(names.slice(0, 5)) + (names.length > 5 ? tell` and ${names.length - 5} more` : '');
    return {
      ...nothing,
      problem:
        names.length === 0
          ? isAll
            ? null
            : tell`${base.source}: it describes no operation`
          : asked === undefined
            ? tell`${base.source}: add --operation all to compare all its operations, or --operation "${names[0]}" for one; without it ${wanted} is compared, which is not in it`
            : tell`${base.source}: the operation ${wanted} is not in it; there are ${some}; name one with --operation, or all`,
    };
  }
  const found = matched(base.operations, head.operations);
  const pairs = chosen.map((one) => {
    const alike = isAll ? undefined : head.operations.find((other) => isNamed(other, key));
    return { base: one, head: found.get(one) ?? (isEdition(base) || isEdition(head) ? alike : undefined) ?? null };
  });
  if (!isAll) return { ...nothing, pairs, problem: null };
  const taken = new Set(pairs.map((pair) => pair.head));
  return {
    pairs,
    webhooks: { base: base.webhooks, head: head.webhooks },
    added: head.operations.filter((one) => !taken.has(one)),
    problem: null,
  };
}

/**
 * By one of its paths: as it is written, then without the names of variables, then without the slash at the end. Of several
 * that only differ in the names of variables each takes one that no other has, as long as there are some.
 */
function matched(base: readonly Operation[], head: readonly Operation[]): Map<Operation, Operation> {
  const found = new Map<Operation, Operation>();
  const taken = new Set<Operation>();
  const by = (nameOf: (path: string) => string, isFree: (one: Operation) => boolean) => {
    const named = new Map<string, Operation[]>();
    for (const one of head)
      for (const path of one.paths) {
        const name = `${one.method} ${nameOf(path)}`;
        named.set(name, [...(named.get(name) ?? []), one]);
      }
    for (const one of base) {
      if (found.has(one)) continue;
      const alike = one.paths.flatMap((path) => named.get(`${one.method} ${nameOf(path)}`) ?? []).find(isFree);
      if (!alike) continue;
      found.set(one, alike);
      taken.add(alike);
    }
  };
  const isFree = (one: Operation) => !taken.has(one);
  by((path) => path, isFree);
  by(anonymous, isFree);
  by(shapeOf, isFree);
  by(shapeOf, () => true);
  return found;
}

/** An edition knows no server, so a prefix in front of its path does not matter. */
const isEdition = ({ operations }: Api) => operations.every(({ security }) => security === null);

/** Under that path, or under it behind the prefix of a gateway. */
function isNamed(operation: Operation, key: string): boolean {
  const [method = '', path = ''] = key.split(' ');
  return (
    operation.method === method && path !== '' && operation.paths.some((one) => bare(anonymous(one)).endsWith(path))
  );
}
