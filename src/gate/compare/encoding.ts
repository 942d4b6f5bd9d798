/** How the members of a form are written. */
import { message } from '../../messages/messages.ts';
import type { Encoding, Media, Role } from '../api.ts';
import type { ChangeDraft } from '../change.ts';
import { facetsOf } from '../graph/facets.ts';
import { describes, memberOf, restOf } from '../graph/inner.ts';
import { type Node, nodeOf, partOf } from '../graph/node.ts';
import { typesOf } from '../graph/types.ts';
import { headerChanges } from './headers.ts';
import { isStyledAnew } from './styles.ts';
import { type OperationPair, told } from './told.ts';

const FORM = /^(multipart\/|application\/x-www-form-urlencoded)/;
export const isForm = ({ type }: Pick<Media, 'type'>): boolean => FORM.test(type);

/** Whether a range of media types has a type in it. */
export const covers = (range: string, type: string) =>
  range === type || range === '*/*' || (range.endsWith('/*') && type.startsWith(range.slice(0, -1)));

const USUAL: Encoding = { style: 'form, exploded', contentType: '', headers: [] };

export function encodingChanges(old: Media, now: Media, role: Role, part: string, pair: OperationPair): void {
  if (!isForm(now)) return;
  const { name: operation, found } = pair;
  const nodes = [old, now].map(({ schema }) => nodeOf([partOf(schema)], role)) as [Node, Node];
  // Of a member that only one side has it is told that it comes or goes.
  const names = [...new Set([...old.encoding.keys(), ...now.encoding.keys()])].filter((name) =>
    nodes.every((node) => describes(node, name)),
  );
  for (const name of names) {
    const [before, after] = [old.encoding.get(name) ?? USUAL, now.encoding.get(name) ?? USUAL];
    const members = nodes.map((node) => memberOf(node, name)) as [Node, Node];
    const put = (change: ChangeDraft) =>
      found.changes.push({ ...change, field: name, uses: change.uses.map((use) => ({ ...use, field: name })) });
    const common = { operation, part, keyword: 'encoding', base: old.spot, head: now.spot };
    if (members.some((node) => isStyledAnew(before.style, after.style, shapesOf(node))))
      put(
        told({
          ...common,
          rule: 'encoding/style',
          class: 'breaking',
          before: before.style,
          after: after.style,
          reason: message('gate.why.encoding/style', { name }),
        }),
      );
    const types = [before.contentType || usualType(members[0]), after.contentType || usualType(members[1])] as const;
    const isOpened = includesAll(types[1], types[0]);
    const isNarrowed = includesAll(types[0], types[1]);
    // What nobody wrote down follows the schema, whose change is told by itself.
    if ((before.contentType || after.contentType) && !(isOpened && isNarrowed))
      put(
        told({
          ...common,
          rule: 'encoding/content-type',
          class: (role === 'request' ? isOpened : isNarrowed) ? 'compatible' : 'breaking',
          before: types[0],
          after: types[1],
          reason: message('gate.why.encoding/content-type', { name }),
        }),
      );
    headerChanges(before.headers, after.headers, { role, part: (header) => `${part} ${name} header ${header}` }, pair);
  }
}

/** Only lists and objects have a style in a form. */
function* shapesOf(node: Node): Generator<'list' | 'object'> {
  const types = typesOf(node);
  if (types.has('array')) yield 'list';
  if (types.has('object')) yield 'object';
}

/** What OpenAPI takes where nothing is said: JSON for objects, bytes for binary texts, text for all else. */
function usualType(node: Node, depth = 0): string {
  const types = typesOf(node);
  if (types.size === 7) return 'application/octet-stream';
  if (types.has('object')) return 'application/json';
  if (types.has('array')) return depth > 3 ? 'application/json' : usualType(restOf(node), depth + 1);
  const { formats } = facetsOf(node);
  return formats.has('binary') || formats.has('file') ? 'application/octet-stream' : 'text/plain';
}

const includesAll = (list: string, of: string): boolean => {
  const [types, wanted] = [list, of].map((one) => one.split(',').map((type) => type.trim().toLowerCase()));
  return (wanted ?? []).every((one) => (types ?? []).some((type) => covers(type, one)));
};
