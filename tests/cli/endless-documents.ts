/** API descriptions made so that comparing them has no end. */

/** The operation with this schema, beside others, in its request. */
export const documentOf = (schemas: object) => ({
  openapi: '3.1.0',
  info: { title: 't', version: '1' },
  paths: {
    '/v2/{project_id}/link/instances/{instance_id}/devices/force-offline': {
      post: {
        parameters: ['project_id', 'instance_id'].map((name) => ({
          name,
          in: 'path',
          required: true,
          schema: { type: 'string' },
        })),
        requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/S0' } } } },
        responses: { 200: { description: 'ok' } },
      },
    },
  },
  components: { schemas },
});
export const ref = (n: number) => ({ $ref: `#/components/schemas/S${n}` });
/** Each names the next one twice: 2^40 paths. */
export const doubling = (twice: (next: object) => object) => (end: string) =>
  documentOf({
    ...Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`S${i}`, twice(ref(i + 1))])),
    S40: { type: end },
  });
export const members = (keyword: string) => (type: string) =>
  documentOf({
    S0: {
      [keyword]: Array.from({ length: 2000 }, (_, i) => ({
        type: 'object',
        properties: { [`p${i}`]: { type: i === 1999 ? type : 'integer' } },
        required: [`p${i}`],
      })),
    },
  });
