import type { Change } from '../../src/gate/change.ts';
import { comparePairs, pairUp } from '../../src/gate/compare/apis.ts';
import { OPERATION_PATH } from '../../src/gate/read/edition.ts';
import { apiOf } from '../../src/gate/read/openapi.ts';
import { type Members, parseTree } from '../../src/gate/tree.ts';

const read = (document: object) => apiOf(parseTree(JSON.stringify(document)) as Members, 'a document');

/** The changes of the force-offline operation between two documents. */
export async function changesOf(base: object, head: object): Promise<Change[]> {
  const { pairs, problem } = pairUp(await read(base), await read(head), `POST ${OPERATION_PATH}`);
  if (problem !== null) throw new Error(problem);
  return comparePairs(pairs);
}
