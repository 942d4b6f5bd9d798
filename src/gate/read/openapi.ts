import { createRequire } from 'node:module';
import { ConfigError } from '../../base/config-error.ts';
import { NumberText } from '../../base/json.ts';
import {
  type Api,
  type Body,
  type Header,
  type Media,
  type Operation,
  type Parameter,
  pointerTo,
  type Response,
} from '../api.ts';
import { canonical, isMembers, type Members, roundedOf, type Tree } from '../tree.ts';
import { find } from './document.ts';
import { completeSchema, type Dialect, type Role } from './schema.ts';

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];
/** Parameters that OpenAPI itself says to pass over. */
const NO_PARAMETERS = new Set(['accept', 'content-type', 'authorization']);

/** Reads OpenAPI 3.0 or 3.1, or Swagger 2.0, that has no references to other files. Throws a ConfigError. */
export async function readOpenApi(document: Members, name: string): Promise<Api> {
  await validate(document, name);
  return apiOf(document, name);
}

/** The operations of a document that is known to be valid. */
export async function apiOf(document: Members, name: string): Promise<Api> {
  const modern = document['swagger'] === undefined ? document : await upgraded(document, name);
  const isOld = String(modern['openapi']).startsWith('3.0');
  const dialect: Dialect = { isOld, document: modern, name };
  const paths = modern['paths'];
  const operations = isMembers(paths)
    ? Object.entries(paths).flatMap(([path, item]) => operationsAt(path, item, dialect))
    : [];
  return { source: name, operations };
}

async function validate(document: Members, name: string): Promise<void> {
  const { validate: check } = await import('@readme/openapi-parser');
  const result = await check(roundedOf(document) as never, { resolve: { external: false } }).catch(
    (error: unknown) => ({
      valid: false as const,
      errors: [{ message: error instanceof Error ? error.message : String(error) }],
    }),
  );
  if (result.valid) return;
  const problems = result.errors.slice(0, 10).map(({ message }) => `${name}: ${message.split('\n')[0]}`);
  throw new ConfigError(problems.join('\n'));
}

const MARK = '\u0001number:';

/** Swagger 2.0 as OpenAPI 3.0. Long numbers travel as text, because the converter knows only doubles. */
async function upgraded(document: Members, name: string): Promise<Members> {
  const { convertObj } = createRequire(import.meta.url)('swagger2openapi') as typeof import('swagger2openapi');
  const swap = (value: Tree, from: (one: Tree) => Tree | undefined): Tree => {
    const swapped = from(value);
    if (swapped !== undefined) return swapped;
    if (Array.isArray(value)) return value.map((one) => swap(one, from));
    if (!isMembers(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, swap(one, from)]));
  };
  const marked = swap(document, (one) => (one instanceof NumberText ? MARK + one.text : undefined));
  try {
    const { openapi } = await convertObj(marked as never, { patch: true, warnOnly: true });
    return swap(openapi as unknown as Tree, (one) =>
      typeof one === 'string' && one.startsWith(MARK) ? new NumberText(one.slice(MARK.length)) : undefined,
    ) as Members;
  } catch (error) {
    throw new ConfigError(
      `${name}: Swagger 2.0 that cannot be converted: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function resolved(value: Tree | undefined, { document, name }: Dialect): Members {
  let found = value;
  for (let i = 0; isMembers(found) && typeof found['$ref'] === 'string'; i++) {
    const ref = found['$ref'];
    found = i < 20 && ref.startsWith('#') ? find(document, ref.slice(1)) : undefined;
    if (found === undefined) throw new ConfigError(`${name}: $ref ${ref} leads to nothing`);
  }
  return isMembers(found) ? found : {};
}

function operationsAt(path: string, item: Tree, dialect: Dialect): Operation[] {
  const shared = resolved(item, dialect);
  return METHODS.filter((method) => isMembers(shared[method])).map((method) => {
    const operation = shared[method] as Members;
    const pointer = pointerTo('', 'paths', path, method);
    const whole = `${serverPath(operation['servers'] ?? shared['servers'] ?? dialect.document['servers'])}${path}`;
    return {
      name: `${method.toUpperCase()} ${whole}`,
      method: method.toUpperCase(),
      path: whole,
      pointer,
      parameters: parametersOf(shared, operation, pointer, dialect),
      body: bodyOf(operation, pointer, dialect),
      responses: responsesOf(operation, pointer, dialect),
      security: securityOf(operation['security'] ?? dialect.document['security'], dialect),
    };
  });
}

/** The path of the first server, without a slash at its end. */
function serverPath(servers: Tree | undefined): string {
  const first = Array.isArray(servers) ? servers[0] : undefined;
  if (!isMembers(first) || typeof first['url'] !== 'string') return '';
  const variables = isMembers(first['variables']) ? first['variables'] : {};
  const url = first['url'].replace(/\{([^}]*)\}/g, (_, name: string) => {
    const variable = variables[name];
    return isMembers(variable) ? String(variable['default'] ?? '') : '';
  });
  const path = url.replace(/^(?:[a-z][a-z0-9+.-]*:)?\/\/[^/]*/i, '');
  return path.replace(/\/+$/, '');
}

function parametersOf(shared: Members, operation: Members, pointer: string, dialect: Dialect): Parameter[] {
  const found = new Map<string, Parameter>();
  for (const [from, base] of [
    [shared['parameters'], pointer.slice(0, pointer.lastIndexOf('/'))],
    [operation['parameters'], pointer],
  ] as const) {
    for (const [i, one] of (Array.isArray(from) ? from : []).entries()) {
      const parameter = resolved(one, dialect);
      const where = String(parameter['in']) as Parameter['in'];
      const name = String(parameter['name']);
      if (where === 'header' && NO_PARAMETERS.has(name.toLowerCase())) continue;
      const at = pointerTo(base, 'parameters', i);
      const content = isMembers(parameter['content']) ? Object.values(parameter['content'])[0] : undefined;
      const schema = parameter['schema'] ?? (isMembers(content) ? content['schema'] : undefined) ?? true;
      const key = where === 'header' ? name.toLowerCase() : name;
      found.set(`${where} ${key}`, {
        in: where,
        name,
        required: parameter['required'] === true,
        style: styleOf(parameter, where),
        schema: completeSchema(schema, pointerTo(at, 'schema'), 'request', dialect),
        pointer: at,
      });
    }
  }
  return [...found.values()];
}

/** With the defaults of OpenAPI. */
function styleOf(parameter: Members, where: Parameter['in']): string {
  const style = parameter['style'] ?? (where === 'query' || where === 'cookie' ? 'form' : 'simple');
  const isExploded = parameter['explode'] ?? style === 'form';
  return `${String(style)}${isExploded === true ? ', exploded' : ''}`;
}

function mediaOf(content: Tree | undefined, pointer: string, role: Role, dialect: Dialect): Media[] {
  if (!isMembers(content)) return [];
  return Object.entries(content).map(([type, one]) => {
    const at = pointerTo(pointer, 'content', type);
    const schema = isMembers(one) ? (one['schema'] ?? true) : true;
    return {
      type: (type.split(';')[0] ?? '').trim().toLowerCase(),
      schema: completeSchema(schema, pointerTo(at, 'schema'), role, dialect),
      pointer: at,
    };
  });
}

function bodyOf(operation: Members, pointer: string, dialect: Dialect): Body | null {
  if (operation['requestBody'] === undefined) return null;
  const body = resolved(operation['requestBody'], dialect);
  const at = pointerTo(pointer, 'requestBody');
  return { required: body['required'] === true, media: mediaOf(body['content'], at, 'request', dialect), pointer: at };
}

function responsesOf(operation: Members, pointer: string, dialect: Dialect): Response[] {
  const { responses } = operation;
  if (!isMembers(responses)) return [];
  return Object.entries(responses)
    .filter(([status]) => !status.startsWith('x-'))
    .map(([status, one]) => {
      const response = resolved(one, dialect);
      const at = pointerTo(pointer, 'responses', status);
      return {
        status: status.toUpperCase() === 'DEFAULT' ? 'default' : status.toUpperCase(),
        media: mediaOf(response['content'], at, 'response', dialect),
        headers: headersOf(response['headers'], at, dialect),
        pointer: at,
      };
    });
}

function headersOf(headers: Tree | undefined, pointer: string, dialect: Dialect): Header[] {
  if (!isMembers(headers)) return [];
  return Object.entries(headers)
    .filter(([name]) => name.toLowerCase() !== 'content-type')
    .map(([name, one]) => {
      const header = resolved(one, dialect);
      const at = pointerTo(pointer, 'headers', name);
      return {
        name,
        required: header['required'] === true,
        schema: completeSchema(header['schema'] ?? true, pointerTo(at, 'schema'), 'response', dialect),
        pointer: at,
      };
    });
}

/** Each alternative as the schemes that it takes together, each with what it asks; by what they are, not by name. */
function securityOf(security: Tree | undefined, { document }: Dialect): string[][] {
  if (!Array.isArray(security) || security.length === 0) return [[]];
  const components = isMembers(document['components']) ? document['components'] : {};
  const schemes = isMembers(components['securitySchemes']) ? components['securitySchemes'] : {};
  return security.map((alternative) =>
    isMembers(alternative)
      ? Object.entries(alternative)
          .map(([name, scopes]) => {
            const scheme = schemes[name];
            const { description: _, ...kept } = isMembers(scheme) ? scheme : { name };
            const asked = Array.isArray(scopes) ? scopes.map(String).sort() : [];
            return `${canonical(kept)}${asked.length > 0 ? ` with ${asked.join(', ')}` : ''}`;
          })
          .sort()
      : [],
  );
}
