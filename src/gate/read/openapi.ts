import type { Api, Body, Encoding, Header, Media, Operation, Parameter, Response } from '../api.ts';
import type { Place } from '../graph/places.ts';
import { isMembers } from '../tree.ts';
import { essenceOf, member, membersOf, namesIn, need, parameterPlaces, schemaAt, spotAt } from './cursor.ts';
import type { Description } from './document.ts';
import { credentialsOf } from './security.ts';
import { serverPaths } from './servers.ts';
import { swaggerOperation } from './swagger.ts';

export const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'];

/** The operations of a document that is known to be valid. */
export function apiOf(description: Description): Api {
  const { document, graph } = description;
  if (!graph.first) throw new Error('a description begins with a file');
  const root = graph.at(document, '', graph.first);
  const paths = member(root, 'paths');
  const operations = paths
    ? namesIn(paths)
        .filter((path) => path.startsWith('/'))
        .flatMap((path) => operationsAt(path, need(paths, path), description, 'path'))
    : [];
  const extra = member(root, 'x-ms-paths');
  const more = extra
    ? namesIn(extra).flatMap((path) => operationsAt(path, need(extra, path), description, 'path'))
    : [];
  const hooks = member(root, 'webhooks') ?? member(root, 'x-webhooks');
  const webhooks = hooks
    ? namesIn(hooks).flatMap((name) => operationsAt(name, need(hooks, name), description, 'call'))
    : [];
  return { source: graph.name, operations: [...operations, ...more], webhooks };
}

function operationsAt(path: string, at: Place, description: Description, kind: 'path' | 'call'): Operation[] {
  const shared = membersOf(at);
  // What stands beside a reference to a path holds too.
  return METHODS.filter((method) => isMembers(shared[method])).map((method) => {
    const place = need(at, method);
    const operation = membersOf(place);
    const isSwagger = place.source.draft === 'swagger 2.0';
    const prefixes = kind === 'path' ? serverPaths(description.document, shared, operation) : [''];
    const paths = prefixes.map((prefix) => prefix + path);
    const common = {
      name: `${method.toUpperCase()} ${paths[0]}`,
      method: method.toUpperCase(),
      path: paths[0] ?? path,
      paths,
      spot: spotAt(place),
      isDeprecated: operation['deprecated'] === true,
      ...credentialsOf(description, place, kind),
    };
    if (isSwagger) return { ...common, callbacks: [], ...swaggerOperation(at, place, description.document) };
    return {
      ...common,
      parameters: parametersOf(at, place),
      body: bodyOf(place),
      responses: responsesOf(place),
      callbacks: callbacksOf(place, description),
    };
  });
}

function parametersOf(item: Place, operation: Place): Parameter[] {
  return parameterPlaces(item, operation).map((place) => {
    const parameter = membersOf(place);
    const where = String(parameter['in']) as Parameter['in'];
    return {
      in: where,
      name: String(parameter['name']),
      required: parameter['required'] === true || where === 'path',
      isDeprecated: parameter['deprecated'] === true,
      allowReserved: parameter['allowReserved'] === true,
      allowEmptyValue: parameter['allowEmptyValue'] === true,
      ...writtenAs(place, where === 'query' || where === 'cookie' ? 'form' : 'simple'),
      spot: spotAt(place),
    };
  });
}

/** How a value is written, and its schema: by a style, or as the content of a media type. */
function writtenAs(place: Place, usual: string): Pick<Parameter, 'style' | 'isText' | 'schema'> {
  const owner = membersOf(place);
  const [type] = isMembers(owner['content']) ? Object.keys(owner['content']) : [];
  if (type !== undefined)
    return { style: `as ${essenceOf(type).type}`, isText: false, schema: schemaAt(place, 'content', type, 'schema') };
  const style = owner['style'] ?? usual;
  const isExploded = owner['explode'] ?? style === 'form';
  return {
    style: `${String(style)}${isExploded === true ? ', exploded' : ''}`,
    isText: true,
    schema: schemaAt(place, 'schema'),
  };
}

function mediaOf(owner: Place): Media[] {
  const content = member(owner, 'content');
  if (!content) return [];
  return Object.keys(membersOf(content)).map((type) => {
    const place = need(content, type);
    return {
      ...essenceOf(type),
      schema: schemaAt(place, 'schema'),
      encoding: encodingOf(place),
      spot: spotAt(place),
    };
  });
}

function encodingOf(media: Place): Map<string, Encoding> {
  const encoding = member(media, 'encoding');
  return new Map(
    (encoding ? Object.keys(membersOf(encoding)) : []).map((name) => {
      const place = need(encoding as Place, name);
      const { style = 'form', explode, contentType = '' } = membersOf(place);
      const isExploded = explode ?? style === 'form';
      return [
        name,
        {
          style: `${String(style)}${isExploded === true ? ', exploded' : ''}`,
          contentType: String(contentType),
          headers: headersOf(place),
        },
      ];
    }),
  );
}

function bodyOf(operation: Place): Body | null {
  const body = member(operation, 'requestBody');
  return body ? { required: membersOf(body)['required'] === true, media: mediaOf(body), spot: spotAt(body) } : null;
}

function responsesOf(operation: Place): Response[] {
  const responses = member(operation, 'responses');
  return (responses ? namesIn(responses) : []).map((status) => {
    const response = need(responses as Place, status);
    return {
      status: status.toLowerCase() === 'default' ? 'default' : status.toUpperCase(),
      media: mediaOf(response),
      headers: headersOf(response),
      spot: spotAt(response),
    };
  });
}

function headersOf(response: Place): Header[] {
  const headers = member(response, 'headers');
  return (headers ? Object.keys(membersOf(headers)) : [])
    .filter((name) => name.toLowerCase() !== 'content-type')
    .map((name) => {
      const place = need(headers as Place, name);
      return {
        name,
        required: membersOf(place)['required'] === true,
        ...writtenAs(place, 'simple'),
        spot: spotAt(place),
      };
    });
}

/** Calls that the API makes because of this operation. */
function callbacksOf(operation: Place, description: Description): Operation[] {
  const callbacks = member(operation, 'callbacks');
  return (callbacks ? namesIn(callbacks) : []).flatMap((name) => {
    const callback = need(callbacks as Place, name);
    return namesIn(callback).flatMap((url) => operationsAt(`${name} ${url}`, need(callback, url), description, 'call'));
  });
}
