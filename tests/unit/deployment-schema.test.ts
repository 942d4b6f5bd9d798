import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { defaultAbsentInstance, defaultLimits } from '../../src/deployment/defaults.ts';
import { judgeBySchema } from '../../src/edition/json-schema.ts';

const schema = JSON.parse(
  readFileSync(new URL('../../schemas/deployment.schema.json', import.meta.url), 'utf8'),
) as Record<string, unknown>;

/** Every subschema with its place. */
function* subschemas(value: unknown, place = ''): Generator<{ place: string; sub: Record<string, unknown> }> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield { place, sub: value as Record<string, unknown> };
  for (const [key, item] of Object.entries(value)) if (key !== 'examples') yield* subschemas(item, `${place}/${key}`);
}

describe('the schema of the deployment file', () => {
  test('is a valid schema that ajv takes in strict mode', () => {
    const ajv = new Ajv2020({ strict: true, strictRequired: false });
    expect(ajv.validateSchema(schema)).toBe(true);
    ajv.compile(schema);
  });

  test('knows every key of every object', () => {
    const open = [...subschemas(schema)].filter(
      ({ sub }) => sub['type'] === 'object' && sub['additionalProperties'] !== false,
    );
    // Headers and labels are named by whoever writes the file.
    expect(open.map(({ place }) => place)).toEqual(['/properties/headers', '/properties/labels']);
  });

  test('documents the defaults that hold', () => {
    const defaults = Object.fromEntries(
      [...subschemas(schema)]
        .filter(({ sub }) => 'default' in sub)
        .map(({ place, sub }) => [place.replace(/^.*properties\//, ''), sub['default']]),
    );
    const { requestsPerSecond: _, ...limits } = defaultLimits;
    expect(defaults).toEqual({
      ...limits,
      checkHeader: true,
      probes: true,
      instanceId: defaultAbsentInstance,
      compat20: false,
      plainHttp: false,
      watchOnly: false,
    });
  });

  test('takes its own example', () => {
    expect((schema['examples'] as unknown[]).flatMap((e) => judgeBySchema('deployment.schema.json', e))).toEqual([]);
  });
});

test('the generated types are what the schemas say', () => {
  const script = new URL('../../scripts/generate-types.mjs', import.meta.url).pathname;
  expect(execFileSync(process.execPath, [script, '--check'], { encoding: 'utf8' })).toBe('');
});
