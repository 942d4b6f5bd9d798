/** How pairs of documents are written: as little of a document as a pair is about. */
import type { Verdict } from '../corpus.ts';

export interface Pair {
  name: string;
  base: object;
  head: object;
  /** The verdicts that are right. */
  accept: readonly Verdict[];
  /** Why they are. */
  because?: string;
}

export const C = ['compatible'] as const;
export const W = ['warning'] as const;
export const B = ['breaking'] as const;
/** Where reasonable people differ. */
export const BW = ['breaking', 'warning'] as const;
export const CW = ['compatible', 'warning'] as const;

export const pair = (name: string, base: object, head: object, accept: readonly Verdict[]): Pair => ({
  name,
  base,
  head,
  accept,
});

/** A change and the change back. */
export const mirrored = (
  name: string,
  base: object,
  head: object,
  forth: readonly Verdict[],
  back: readonly Verdict[],
): Pair[] => [pair(name, base, head, forth), pair(`${name}, taken back`, head, base, back)];

/** A document of these paths. */
export const document = (paths: object, more: object = {}): object => ({
  openapi: '3.1.0',
  info: { title: 'T', version: '1' },
  paths,
  ...more,
});

export const answer = { '200': { description: 'ok' } };
/** A document of one operation. */
export const post = (operation: object, more: object = {}): object =>
  document({ '/x': { post: { responses: answer, ...operation } } }, more);
export const get = (operation: object, more: object = {}): object =>
  document({ '/x': { get: { responses: answer, ...operation } } }, more);

export const content = (schema: object, type = 'application/json') => ({ content: { [type]: { schema } } });
export const answers = (responses: object, more: object = {}): object => get({ responses }, more);
export const sent = (schema: object, more: object = {}): object =>
  post({ requestBody: { required: true, ...content(schema) } }, more);
export const received = (schema: object, more: object = {}): object =>
  get({ responses: { '200': { description: 'ok', ...content(schema) } } }, more);

/** A schema in both directions. */
export const schemas = (
  name: string,
  base: object,
  head: object,
  request: readonly Verdict[],
  response: readonly Verdict[],
  more: object = {},
): Pair[] => [
  pair(`${name} (sent)`, sent(base, more), sent(head, more), request),
  pair(`${name} (received)`, received(base, more), received(head, more), response),
];

export const text = { type: 'string' };
export const whole = { type: 'integer' };
export const object = (properties: object, required: string[] = [], more: object = {}) => ({
  type: 'object',
  properties,
  ...(required.length > 0 && { required }),
  ...more,
});
export const parameter = (where: string, name: string, schema: object, more: object = {}) => ({
  in: where,
  name,
  schema,
  ...more,
});
export const V30 = { openapi: '3.0.3' };
export const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
/** What a document has beside its paths, for `ref` to name. */
export const components = (all: object) => ({ components: { schemas: all } });
export const list = (items: object, more: object = {}) => ({ type: 'array', items, ...more });
export const ok = (schema: object, type = 'application/json') => ({
  '200': { description: 'ok', ...content(schema, type) },
});
