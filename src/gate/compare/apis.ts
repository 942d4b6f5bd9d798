import { type Api, anonymous, type Operation } from '../api.ts';
import { type Change, changeOf } from '../change.ts';
import { isMembers, type Tree } from '../tree.ts';
import { compareOperations } from './operation.ts';
import { openJudge } from './subset.ts';
import { openWitnesses, stringsFor } from './witness.ts';

export const keyOf = ({ method, path }: Pick<Operation, 'method' | 'path'>) => `${method} ${anonymous(path)}`;

/** An operation of both sides; null where the head does not have it. */
export interface Pair {
  base: Operation;
  head: Operation | null;
}

/** Every change of these operations, in the order of the base. */
export async function comparePairs(pairs: readonly Pair[]): Promise<Change[]> {
  const schemas = pairs.flatMap(({ base, head }) => [...schemasOf(base), ...(head ? schemasOf(head) : [])]);
  const [judge, strings] = await Promise.all([openJudge(), stringsFor(schemas)]);
  const witnesses = openWitnesses(judge, strings);
  const changes = pairs.flatMap(({ base, head }) => {
    if (!head)
      return [
        changeOf({
          class: 'breaking',
          operation: base.name,
          part: 'operation',
          pointer: base.pointer,
          keyword: 'operation',
          before: base.name,
          after: undefined,
          reason: 'The operation is gone, or stands under another path: every consumer of it meets 404.',
          witness: null,
        }),
      ];
    return compareOperations(base, head, { judge, witnesses, strings }).map(changeOf);
  });
  const seen = new Set<string>();
  return changes.filter(({ fingerprint }) => !seen.has(fingerprint) && seen.add(fingerprint));
}

function schemasOf(operation: Operation): Tree[] {
  const media = [...(operation.body?.media ?? []), ...operation.responses.flatMap((response) => response.media)];
  const headers = operation.responses.flatMap((response) => response.headers);
  return [...operation.parameters, ...media, ...headers].map(({ schema }) => schema).filter(isMembers);
}

/** The operations to compare. `wanted` names one ("POST /v2/..."), "all" takes each. Gives a sentence where there is none. */
export function pairUp(base: Api, head: Api, wanted: string): { pairs: Pair[]; problem: string | null } {
  const key = (() => {
    const [method = '', ...path] = wanted.trim().split(/\s+/);
    return `${method.toUpperCase()} ${anonymous(path.join(' '))}`;
  })();
  const chosen = wanted === 'all' ? base.operations : base.operations.filter((one) => isNamed(one, key));
  if (chosen.length === 0) {
    const names = base.operations.map(({ name }) => name);
    const some = names.slice(0, 5).join(', ') + (names.length > 5 ? ` and ${names.length - 5} more` : '');
    return {
      pairs: [],
      problem:
        names.length === 0
          ? `${base.source}: it describes no operation`
          : `${base.source}: the operation ${wanted} is not in it; there are ${some}; name one with --operation`,
    };
  }
  const pairs = chosen.map((one) => {
    const same = head.operations.find((other) => keyOf(other) === keyOf(one));
    const alike = wanted === 'all' ? undefined : head.operations.find((other) => isNamed(other, key));
    return { base: one, head: same ?? (isEdition(base) || isEdition(head) ? alike : undefined) ?? null };
  });
  return { pairs, problem: null };
}

/** An edition knows no server, so a prefix in front of its path does not matter. */
const isEdition = ({ operations }: Api) => operations.every(({ security }) => security === null);

/** Under that path, or under it behind the prefix of a gateway. */
function isNamed(operation: Operation, key: string): boolean {
  const [method = '', path = ''] = key.split(' ');
  return operation.method === method && anonymous(operation.path).endsWith(path) && path !== '';
}
