import type { Role } from '../../src/gate/api.ts';
import { type Change, changeOf } from '../../src/gate/change.ts';
import { comparePairs, pairUp } from '../../src/gate/compare/apis.ts';
import { compareSchemas } from '../../src/gate/compare/schemas.ts';
import type { StringsOf } from '../../src/gate/graph/edges.ts';
import { samplesBy } from '../../src/gate/graph/sample.ts';
import { schemaAt } from '../../src/gate/read/cursor.ts';
import { graphOf, readDescription } from '../../src/gate/read/document.ts';
import { apiOf } from '../../src/gate/read/openapi.ts';
import type { Tree } from '../../src/gate/tree.ts';
import { OPERATION_PATH } from '../../src/operation/path.ts';

const FILE = 'document.json';

/** A document (a text is YAML), and files beside it by their names. */
export async function apiFrom(document: object | string, others: Readonly<Record<string, string>> = {}) {
  const isYaml = typeof document === 'string';
  const first = isYaml ? 'document.yaml' : FILE;
  const text = isYaml ? document : JSON.stringify(document);
  const read = async (file: string) => (file === first ? text : (others[file] ?? ''));
  return apiOf(await readDescription({ name: 'a document', file: first, read }));
}

/** The changes of the force-offline operation between two documents. */
export async function changesOf(
  base: object | string,
  head: object | string,
  operation = `POST ${OPERATION_PATH}`,
): Promise<Change[]> {
  const { problem, ...pairs } = pairUp(await apiFrom(base), await apiFrom(head), operation);
  if (problem !== null) throw new Error(problem);
  return comparePairs(pairs);
}

/** The changes of one schema in one direction. */
export function compareTrees(
  base: Tree,
  head: Tree,
  role: Role,
  strings: StringsOf,
  mode: 'json' | 'text' | 'form' = 'json',
): Change[] {
  const place = (schema: Tree) => graphOf('a schema', new Map([[FILE, { schema }]]), FILE, '2020-12').whole(FILE);
  const schemaOf = (schema: Tree) => schemaAt(place(schema), 'schema');
  const use = { operation: 'op', part: 'body', role, mode };
  return compareSchemas([{ ...use, base: schemaOf(base), head: schemaOf(head) }], samplesBy(strings)).map(changeOf);
}
