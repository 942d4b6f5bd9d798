import type { Media, Operation } from './api.ts';
import { isMembers, roundedOf, type Tree } from './tree.ts';

/** An operation as an OpenAPI 3.1 document of its own, for tools that read those. */
export function asOpenApi(operation: Operation): object {
  const content = (media: readonly Media[]) =>
    Object.fromEntries(media.map(({ type, schema }) => [type, { schema: plain(schema) }]));
  return {
    openapi: '3.1.0',
    info: { title: operation.name, version: '1' },
    paths: {
      [operation.path]: {
        [operation.method.toLowerCase()]: {
          parameters: operation.parameters.map(({ in: place, name, required, schema }) => ({
            in: place,
            name,
            required: place === 'path' || required,
            schema: plain(schema),
          })),
          ...(operation.body && {
            requestBody: { required: operation.body.required, content: content(operation.body.media) },
          }),
          responses: Object.fromEntries(
            operation.responses.map(({ status, media }) => [status, { description: status, content: content(media) }]),
          ),
        },
      },
    },
  };
}

const plain = (schema: Tree): unknown => (isMembers(schema) ? roundedOf(schema) : schema === false ? { not: {} } : {});
