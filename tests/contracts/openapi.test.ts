/** contracts/openapi.yaml, by a real parser, and against the schemas that it is written from. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { dereference, validate } from '@readme/openapi-parser';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { judgeBySchema } from '../../src/edition/json-schema.ts';
import { loadEdition } from '../../src/edition/load.ts';

const file = fileURLToPath(new URL('../../contracts/openapi.yaml', import.meta.url));
const example = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../schemas/editions/2025-03-26/examples/${name}.json`, import.meta.url), 'utf8'));

interface Media {
  content: { 'application/json': { schema: object; examples: { documented: { value: unknown } } } };
}
interface Operation {
  parameters: { name: string; in: string; required: boolean }[];
  requestBody: Media & { required: boolean };
  responses: Record<string, Media>;
}
const operationOf = async () => {
  const { paths } = (await dereference(file)) as unknown as { paths: Record<string, { post: Operation }> };
  return (paths['/v2/{project_id}/link/instances/{instance_id}/devices/force-offline'] as { post: Operation }).post;
};

test('is valid OpenAPI 3.1', async () => {
  expect(await validate(file)).toMatchObject({ valid: true });
});

describe('says what the schemas of the edition say', () => {
  test('about parameters', async () => {
    const { parameters, requestBody } = await operationOf();
    expect(parameters.map(({ name, in: place, required }) => `${place} ${name} ${required}`)).toEqual([
      'path project_id true',
      'path instance_id true',
      'header X-Auth-Token true',
    ]);
    expect(requestBody.required).toBe(true);
  });

  const edition = loadEdition('2025-03-26');
  const bodies: [string, (value: unknown) => unknown[], unknown[]][] = [
    [
      '200',
      edition.judgeSuccess,
      [example('200'), {}, { success: [{}], failed: [] }, { success: null, failed: [] }, []],
    ],
    ['400', edition.judgeError, [example('400'), {}, { error_code: 'x', error_msg: 'm', request_id: 'r' }, 'text']],
    ['404', edition.judgeError, [example('404'), { error_code: 'A.1', error_msg: '', request_id: 'r' }]],
    ['500', edition.judgeError, [example('500'), null]],
  ];
  test.each(bodies)('about the body of %s', async (status, judge, values) => {
    const { responses } = await operationOf();
    const { schema, examples } = (responses[status] as Media).content['application/json'];
    const accepts = new Ajv2020({ strict: false }).compile(schema);
    for (const value of values)
      expect({ value, accepts: accepts(value) }).toEqual({ value, accepts: judge(value).length === 0 });
    expect(accepts(examples.documented.value)).toBe(true);
  });

  test('about the body of the request', async () => {
    const { requestBody } = await operationOf();
    const accepts = new Ajv2020({ strict: false }).compile(requestBody.content['application/json'].schema);
    for (const value of [example('request'), {}, { device_ids: ['x'] }, { device_ids: [1.5] }, { device_ids: 1 }])
      expect({ value, accepts: accepts(value) }).toEqual({
        value,
        accepts: judgeBySchema(`editions/${edition.id}/request.schema.json`, value).length === 0,
      });
  });
});
