/** Keywords of schemas with values of any kind: a document is refused, or what consumers rely on is held against it. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { ConfigError } from '../../src/base/config-error.ts';
import { OWN_PACTS, readPacts } from '../../src/cli/pact-files.ts';
import type { Operation } from '../../src/gate/api.ts';
import { problemsOf } from '../../src/gate/consumers.ts';
import { validate } from '../../src/gate/read/validate.ts';
import type { Members } from '../../src/gate/tree.ts';
import { drawn } from '../tier.ts';
import { apiFrom } from './changes.ts';

const KEYWORDS =
  `type enum const required properties patternProperties additionalProperties items prefixItems contains minContains maxContains
  allOf anyOf oneOf not if then else dependentRequired dependentSchemas dependencies propertyNames minProperties maxProperties
  minItems maxItems uniqueItems minLength maxLength pattern format minimum maximum exclusiveMinimum exclusiveMaximum multipleOf
  default nullable discriminator readOnly deprecated title example examples contentMediaType contentSchema
  unevaluatedProperties unevaluatedItems $defs definitions $id $schema $anchor $vocabulary id additionalItems`.split(
    /\s+/,
  );
const VALUES = [null, true, 7, 'x', [5], { a: 5 }];

const [pact] = await readPacts([OWN_PACTS]);

const openapi = parse(readFileSync('contracts/openapi.yaml', 'utf8')) as {
  components: { schemas: { DeviceInfoSimple: { properties: Record<string, object> } } };
};

/** Our own description as OpenAPI 3.1, in which the name of a device has that schema. */
function withName(schema: object): object {
  const changed = { ...structuredClone(openapi), openapi: '3.1.0' };
  changed.components.schemas.DeviceInfoSimple.properties['device_name'] = schema;
  return changed;
}

/** The operation of a document that is valid. */
async function operationOf(document: object): Promise<Operation> {
  await validate(document as Members);
  const [operation] = (await apiFrom(document)).operations;
  if (!operation) throw new Error('it has one');
  return operation;
}

describe('a keyword of any value', () => {
  const cases = KEYWORDS.flatMap((keyword, i) =>
    VALUES.map((value, j) => ({ ...((i + j) % 2 === 0 && { type: 'string' }), [keyword]: value }) as object),
  );
  test.each(drawn(cases, 12))('%j', async (schema) => {
    let outcome = 'compared';
    try {
      if (!pact) throw new Error('there is one');
      await problemsOf(pact, await operationOf(withName(schema)));
    } catch (thrown) {
      if (!(thrown instanceof ConfigError)) throw thrown;
      outcome = 'refused';
    }
    expect(['compared', 'refused']).toContain(outcome);
  });

  test.each([
    [{ type: 'string', format: 7 }, '/format: string is wanted'],
    [{ pattern: 5 }, '/pattern: string is wanted'],
    [{ minLength: 'x' }, '/minLength: integer is wanted'],
    [{ maximum: '5' }, '/maximum: number is wanted'],
    [{ uniqueItems: 'yes' }, '/uniqueItems: boolean is wanted'],
    [{ then: 'x' }, '/then: object or boolean is wanted'],
  ])('%j is refused with its place', async (schema, said) => {
    await expect(operationOf(withName(schema))).rejects.toThrow(said);
  });
});
