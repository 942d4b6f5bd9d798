import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { nearest } from '../../src/base/suggest.ts';
import type { Violation } from '../../src/edition/edition.ts';
import { judgeBySchema, orderly } from '../../src/edition/json-schema.ts';
import { editionIds, loadEdition, REFERENCE_EDITION } from '../../src/edition/load.ts';

const brief = (violations: readonly Violation[]) => violations.map(({ pointer, keyword }) => `${pointer} ${keyword}`);
const [oldest, middle, newest] = editionIds.map(loadEdition) as [
  ReturnType<typeof loadEdition>,
  ReturnType<typeof loadEdition>,
  ReturnType<typeof loadEdition>,
];

const textOf = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

describe.each(editionIds)('the traits of edition %s', (id) => {
  const { traits, clause } = loadEdition(id);
  const schema = (name: string) => textOf(`schemas/editions/${id}/${name}.schema.json`);

  test('are in the form of their schema', () => {
    const edition: unknown = JSON.parse(textOf(`schemas/editions/${id}/edition.json`));
    expect(judgeBySchema('edition.schema.json', edition)).toEqual([]);
    expect(edition).toMatchObject({ edition: id });
  });

  test('say what its schemas and clauses say', () => {
    expect(traits).toEqual({
      deviceId: schema('device-info-simple').includes('"device_id"'),
      defaultIds: clause('URI-4') !== undefined,
      credential: schema('headers').includes('"X-Auth-Token"'),
      bounds: schema('error').includes('"maxLength"'),
    });
  });
});

test('no code names an edition', () => {
  const naming = ['src', 'contracts', 'scripts'].flatMap((folder) =>
    readdirSync(new URL(`../../${folder}`, import.meta.url), { recursive: true })
      .map((path) => `${folder}/${String(path)}`)
      .filter((path) => /\.(ts|mjs)$/.test(path))
      // What clauses say in other languages is data: a statement of its own for each edition.
      .filter((path) => !path.startsWith('src/messages/'))
      .filter((path) => editionIds.some((id) => textOf(path).includes(id))),
  );
  expect(naming).toEqual([]);
});

/** By a schema that live answers are not judged by. */
const judgeOf = (schema: string, { id }: { id: string }, value: unknown) =>
  judgeBySchema(`editions/${id}/${schema}.schema.json`, value);

describe('loadEdition', () => {
  test('knows the editions, the reference last', () => {
    expect(editionIds).toEqual(['2022-12-05', '2023-06-29', '2025-03-26']);
    expect(REFERENCE_EDITION).toBe('2025-03-26');
    expect([oldest.id, middle.id, newest.id]).toEqual(editionIds);
    expect(loadEdition('2025-03-26')).toBe(newest);
  });

  test.each([
    ['2022-12-06', '2022-12-05, 2025-03-26 and 2023-06-29'],
    ['latest', '2025-03-26, 2023-06-29 and 2022-12-05'],
    ['__proto__', '2025-03-26, 2023-06-29 and 2022-12-05'],
  ])('names what it knows instead of %s', (id, known) => {
    expect(() => loadEdition(id)).toThrow(
      expect.objectContaining({ name: 'ConfigError', message: `edition "${id}" is not known; known are ${known}` }),
    );
  });
});

describe('the 200 body', () => {
  const device = { id: 1, device_name: 'a', device_id: 1 };

  test.each<[unknown, string[]]>([
    [{ success: [device], failed: [device], more: 1 }, []],
    [{ success: [], failed: [{ id: 1 }] }, []],
    [{}, [' required', ' required']],
    [{ success: null, failed: {} }, ['/failed type', '/success type']],
    [{ success: [1, null], failed: [[]] }, ['/failed/0 type', '/success/0 type', '/success/1 type']],
    [
      { success: [{}], failed: [{}] },
      ['/failed/0 required', '/success/0 required', '/success/0 required', '/success/0 required'],
    ],
    [
      { success: [{ id: '1', device_name: 1, device_id: 1.5 }], failed: [{ id: 1, device_name: null }] },
      ['/failed/0/device_name type', '/success/0/device_id type', '/success/0/device_name type', '/success/0/id type'],
    ],
    [{ success: [{ ...device, id: 1e17, device_name: 'x'.repeat(99) }], failed: [{ id: -1 }] }, []],
    [[], [' type']],
    [null, [' type']],
    ['text', [' type']],
  ])('of the reference edition: %#', (body, expected) => {
    expect(brief(newest.judgeSuccess(body))).toEqual(expected);
  });

  test('says which member is missing', () => {
    const found = newest.judgeSuccess({ success: [{ id: 1, device_name: 'a' }], failed: [] });
    expect(found).toEqual([
      {
        pointer: '/success/0',
        keyword: 'required',
        key: 'device_id',
        message: "must have required property 'device_id'",
      },
    ]);
  });

  test('has device_id from 2023 on', () => {
    const body = { success: [{ id: 1, device_name: 'a' }], failed: [] };
    expect(brief(oldest.judgeSuccess(body))).toEqual([]);
    expect(brief(middle.judgeSuccess(body))).toEqual(['/success/0 required']);
  });

  test('is bounded in the older editions only', () => {
    const wide = { id: 0, device_name: 'x'.repeat(33), device_id: 200000000000000000 };
    const body = { success: [wide], failed: [] };
    expect(brief(oldest.judgeSuccess(body))).toEqual(['/success/0/device_name maxLength', '/success/0/id minimum']);
    expect(brief(middle.judgeSuccess(body))).toEqual([
      '/success/0/device_id maximum',
      '/success/0/device_name maxLength',
      '/success/0/id minimum',
    ]);
    expect(brief(newest.judgeSuccess(body))).toEqual([]);
  });

  test('with very many wrong entries keeps some of each kind, in order, with the right places', () => {
    const wide = { id: 1, device_name: 'x'.repeat(33), device_id: 1 };
    const success = [...Array.from({ length: 9000 }, () => wide), { device_name: 'a', device_id: 1 }];
    const found = middle.judgeSuccess({ success, failed: Array.from({ length: 5000 }, () => wide) });
    expect(found.length).toBeLessThanOrEqual(200);
    expect(brief(found)).toEqual(
      expect.arrayContaining([
        '/failed/0/device_name maxLength',
        '/success/0/device_name maxLength',
        '/success/9000 required',
      ]),
    );
    expect(orderly(found)).toEqual(found);
  });

  test('with very many entries misses none', () => {
    const many: unknown[] = Array.from({ length: 4001 }, () => device);
    expect(brief(newest.judgeSuccess({ success: many, failed: many }))).toEqual([]);
    expect(brief(newest.judgeSuccess({ success: [...many, null], failed: 3, x: many }))).toEqual([
      '/failed type',
      '/success/4001 type',
    ]);
    expect(brief(newest.judgeSuccess({ failed: [...many, {}] }))).toEqual([' required', '/failed/4001 required']);
  });
});

describe('the other parts', () => {
  const error = { error_code: 'ROMA.00110006', error_msg: 'm', request_id: 'r' };

  test.each<[unknown, string[]]>([
    [error, []],
    [{ ...error, more: 1 }, []],
    [{}, [' required', ' required', ' required']],
    [
      { error_code: '', error_msg: '', request_id: null },
      ['/error_code minLength', '/error_code pattern', '/error_msg minLength', '/request_id type'],
    ],
    [{ ...error, error_code: 'ROMA.00110006 ' }, ['/error_code pattern']],
    [{ ...error, error_code: 'ROMA.00110006\n' }, ['/error_code pattern']],
    [{ ...error, error_code: 'roma.1' }, ['/error_code pattern']],
    [{ ...error, error_code: 'ROMA.' }, ['/error_code pattern']],
    [[error], [' type']],
  ])('an error body: %#', (body, expected) => {
    expect(brief(newest.judgeError(body))).toEqual(expected);
  });

  test('an error body is bounded in the older editions only', () => {
    const long = { error_code: `A.${'1'.repeat(63)}`, error_msg: 'x'.repeat(201), request_id: 'x'.repeat(65) };
    const bounds = ['/error_code maxLength', '/error_msg maxLength', '/request_id maxLength'];
    expect([oldest, middle, newest].map((e) => brief(e.judgeError(long)))).toEqual([bounds, bounds, []]);
  });

  test('a request is a list of numbers, with bounds in 2023 only', () => {
    const body = { device_ids: [1.5, 0, -1, 1e17], more: 1 };
    const outside = ['/device_ids/1 minimum', '/device_ids/2 minimum'];
    expect([oldest, middle, newest].map((e) => brief(judgeOf('request', e, body)))).toEqual([[], outside, []]);
    expect(brief(judgeOf('request', newest, { device_ids: ['1', null] }))).toEqual([
      '/device_ids/0 type',
      '/device_ids/1 type',
    ]);
    expect(brief(judgeOf('request', newest, {}))).toEqual([' required']);
  });

  test('a token is asked for from 2023 on', () => {
    expect([oldest, middle, newest].map((e) => brief(judgeOf('headers', e, {})))).toEqual([
      [],
      [' required'],
      [' required'],
    ]);
    expect(brief(judgeOf('headers', middle, { 'X-Auth-Token': '' }))).toEqual(['/X-Auth-Token minLength']);
  });

  test('a path has two ids, with bounds in the older editions', () => {
    const path = { project_id: 'x'.repeat(33), instance_id: 'x'.repeat(37) };
    const bounds = ['/instance_id maxLength', '/project_id maxLength'];
    expect([oldest, middle, newest].map((e) => brief(judgeOf('path', e, path)))).toEqual([bounds, bounds, []]);
    expect(brief(judgeOf('path', newest, {}))).toEqual([' required', ' required']);
  });
});

test('violations are ordered by place, entry 9 before entry 10, each once', () => {
  const at = (pointer: string, keyword = 'type') => ({ pointer, keyword, message: 'm' });
  const found = orderly([at('/a/10'), at('/a/9/x'), at('/a/9'), at('/a/9', 'required'), at('/a/10'), at('')]);
  expect(brief(found)).toEqual([' type', '/a/9 required', '/a/9 type', '/a/9/x type', '/a/10 type']);
});

test.each<[string, string[], string | undefined]>([
  ['timeoutms', ['totalMs', 'timeoutMs'], 'timeoutMs'],
  ['tokne', ['iam', 'token'], 'token'],
  ['baseUri', ['baseUrl', 'name'], 'baseUrl'],
  ['x', ['ca', 'id'], undefined],
  ['something-else', ['timeoutMs'], undefined],
  ['', ['ca'], undefined],
  ['y'.repeat(1e6), ['ca'], undefined],
  ['same', [], undefined],
])('nearest(%.20s)', (word, known, expected) => {
  expect(nearest(word, known)).toBe(expected);
});
