import type { Media, Operation, Role } from './api.ts';
import { Components } from './graph/closed.ts';
import type { Place } from './graph/places.ts';
import { isMembers, roundedOf } from './tree.ts';

/** An operation as an OpenAPI 3.1 document of its own, for tools that read those. */
export function asOpenApi(operation: Operation): object {
  const components = new Components();
  const plain = (place: Place, role: Role): unknown => {
    const schema = components.of(place, role);
    return isMembers(schema) ? roundedOf(schema) : schema === false ? { not: {} } : {};
  };
  const content = (media: readonly Media[], role: Role) =>
    Object.fromEntries(media.map(({ type, schema }) => [type, { schema: plain(schema, role) }]));
  const item = {
    parameters: operation.parameters.map(({ in: place, name, required, schema }) => ({
      in: place,
      name,
      required: place === 'path' || required,
      schema: plain(schema, 'request'),
    })),
    ...(operation.body && {
      requestBody: { required: operation.body.required, content: content(operation.body.media, 'request') },
    }),
    responses: Object.fromEntries(
      operation.responses.map(({ status, media }) => [
        status,
        { description: status, content: content(media, 'response') },
      ]),
    ),
  };
  return {
    openapi: '3.1.0',
    info: { title: operation.name, version: '1' },
    paths: { [operation.path]: { [operation.method.toLowerCase()]: item } },
    components: { schemas: roundedOf(components.schemas) },
  };
}
