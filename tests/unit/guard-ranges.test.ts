import { describe, expect, test } from '@jest/globals';
import type { Deployment } from '../../src/deployment/deployment.ts';
import type { Request } from '../../src/exchange/exchange.ts';
import { type Ground, groundOf, guard, isDeclared } from '../../src/exchange/guard.ts';

const groundWith = (...absentRanges: [string, string][]): Ground => ({
  devices: new Set(['20001']),
  watched: new Set(['65']),
  absentIds: new Set(),
  absentRanges,
  probes: false,
  compat20: true,
  emptyLists: false,
});
const request = (changes: object = {}): Request => ({
  method: 'POST',
  path: 'operation',
  project: 'own',
  instance: 'own',
  credential: 'valid',
  tokenHeader: 'X-Auth-Token',
  contentType: 'application/json',
  body: '{"device_ids":[20001]}',
  ...changes,
});

describe('what ranges hold, however they are declared', () => {
  const held = (ranges: [string, string][]) => {
    const ground = groundWith(...ranges);
    return Array.from({ length: 99 }, (_, i) => i + 1).filter((id) => isDeclared(`${id}`, ground));
  };
  const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);
  test.each<[string, [string, string][], number[]]>([
    ['none', [], []],
    ['one id', [['7', '7']], [7]],
    ['both ends', [['7', '9']], [7, 8, 9]],
    [
      'out of order',
      [
        ['50', '52'],
        ['7', '9'],
        ['20', '21'],
      ],
      [7, 8, 9, 20, 21, 50, 51, 52],
    ],
    [
      'one inside another',
      [
        ['10', '40'],
        ['20', '21'],
      ],
      numbers(10, 40),
    ],
    [
      'overlapping',
      [
        ['10', '20'],
        ['15', '30'],
      ],
      numbers(10, 30),
    ],
    [
      'meeting at one id',
      [
        ['10', '20'],
        ['20', '30'],
      ],
      numbers(10, 30),
    ],
    [
      'the same end',
      [
        ['10', '20'],
        ['15', '20'],
      ],
      numbers(10, 20),
    ],
    [
      'one that ends before it begins holds nothing',
      [
        ['30', '10'],
        ['5', '6'],
      ],
      [5, 6],
    ],
    [
      'nor does it hide what others hold',
      [
        ['5', '20'],
        ['30', '10'],
        ['35', '40'],
      ],
      [...numbers(5, 20), ...numbers(35, 40)],
    ],
    ['by number and not by letter', [['9', '11']], [9, 10, 11]],
    ['a watched device within is none of it', [['64', '66']], [64, 66]],
  ])('%s', (_, ranges, ids) => {
    expect(held(ranges)).toEqual(ids);
  });

  test('a request may name what a range holds, and nothing beside it', () => {
    const ground = groundWith(['700', '799']);
    const naming = (id: number) => guard(request({ body: `{"device_ids":[${id}]}` }), ground);
    expect(naming(700)).toBeNull();
    expect(naming(799)).toBeNull();
    expect(naming(800)).toMatchObject({ said: { kind: 'guard.undeclared' }, declare: ['800'] });
    expect(naming(699)).toMatchObject({ said: { kind: 'guard.undeclared' }, declare: ['699'] });
  });
});

describe('what is refused, and for what', () => {
  const ground = groundWith();
  test.each<[string, object, string]>([
    ['another path', { path: 'elsewhere' }, 'guard.other-path'],
    ['another project', { project: 'other' }, 'guard.unknown-address'],
    ['another instance', { instance: 'other' }, 'guard.unknown-address'],
    ['an absent project', { project: 'absent' }, 'guard.unknown-address'],
    ['a header that is no name', { tokenHeader: 'X Auth' }, 'guard.header-name'],
    ['a content type of two lines', { contentType: 'a\r\nb' }, 'guard.content-type'],
    ['a charset that begins like UTF-8', { contentType: 'text/plain; charset=utf-8x' }, 'guard.charset'],
    ['a charset that ends like UTF-8', { contentType: 'text/plain; charset=x-utf-8' }, 'guard.charset'],
    ['a charset without a value', { contentType: 'text/plain; charset' }, 'guard.charset'],
    ['an extended charset', { contentType: 'text/plain; charset*=utf-8' }, 'guard.charset'],
    ['no body', { body: null }, 'guard.names-nobody'],
    ['an empty list', { body: '{"device_ids":[]}' }, 'guard.names-nobody'],
    ['too large a body', { body: ' '.repeat(4 * 2 ** 20 + 1) }, 'guard.too-large'],
    ['a watched device', { body: '{"device_ids":[65]}' }, 'guard.watched'],
  ])('%s', (_, changes, kind) => {
    expect(guard(request(changes), ground)?.said.kind).toBe(kind);
  });

  test.each<[string, object]>([
    ['utf8', { contentType: 'text/plain; charset=utf8' }],
    ['with blanks around the sign', { contentType: 'text/plain; charset = "UTF-8"' }],
    ['ASCII', { contentType: 'text/plain; charset=US-ASCII' }],
    ['no type', { contentType: null }],
    ['an absent instance', { instance: 'absent' }],
    ['default', { project: 'default', instance: 'default' }],
  ])('%s is admitted', (_, changes) => {
    expect(guard(request(changes), ground)).toBeNull();
  });

  test('as many bytes as may be are admitted', () => {
    const body = '{"device_ids":[20001]}';
    expect(guard(request({ body: body + ' '.repeat(4 * 2 ** 20 - body.length) }), ground)).toBeNull();
  });

  test('the method is told where it is another', () => {
    expect(guard(request({ body: '{}' }), ground)?.token).toBe('{}');
    expect(guard(request({ method: 'PUT', body: '{}' }), ground)?.token).toBe('PUT {}');
  });

  test('no more than the beginning of a long text is told, and ten ids to declare', () => {
    const ids = Array.from({ length: 12 }, (_, i) => 300 + i);
    expect(guard(request({ body: `{"device_ids":[${ids}]}` }), ground)?.declare).toHaveLength(10);
    expect(guard(request({ tokenHeader: '_'.repeat(60) }), ground)?.token).toBe('_'.repeat(60));
    expect(guard(request({ tokenHeader: '_'.repeat(61) }), ground)?.token).toBe(`${'_'.repeat(60)}...`);
  });

  test('ids from 2^31 - 1 on are absent where probes say so, and no device is as large', () => {
    const probing = { ...ground, probes: true };
    expect(isDeclared('2147483646', probing)).toBe(false);
    for (const id of ['2147483647', '2147483648', '0', '-5']) expect(isDeclared(id, probing)).toBe(true);
    const large = { ...probing, devices: new Set(['20001', '2147483647']) };
    for (const id of ['2147483648', '0', '-5', '0']) expect(isDeclared(id, large)).toBe(false);
  });
});

describe('the query API', () => {
  const ground = { ...groundWith(['700', '799']), watched: new Set(['65', '1'.repeat(41)]) };
  const query = (device: string | undefined, changes: object = {}) =>
    guard(request({ method: 'GET', path: 'device', device, body: null, ...changes }), ground);

  test('is asked for what is declared, also if only watched', () => {
    for (const id of ['20001', '65', '700']) expect(query(id)).toBeNull();
  });

  test('is asked for no other device, which is told what to declare', () => {
    expect(query('20002')).toMatchObject({
      said: { kind: 'guard.query-undeclared', values: { id: '20002' } },
      token: '20002',
      declare: ['20002'],
    });
    expect(query('0')?.said.kind).toBe('guard.query-undeclared');
  });

  test.each(['', '65/../20009', '../65', '65x', 'x65', '065', '6.5', '-0', '1'.repeat(41)])(
    'is asked for no text that is no whole id: "%s"',
    (id) => expect(query(id)).toMatchObject({ said: { kind: 'guard.query-whole-id' }, declare: [] }),
  );

  test.each([
    [{ method: 'DELETE' }],
    [{ body: '' }],
    [{ project: 'default' }],
    [{ project: 'absent' }],
    [{ instance: 'absent' }],
    [{ instance: 'default' }],
  ])('is only read, and at the own instance: %j', (changes) => {
    expect(query('20001', changes)?.said.kind).toBe('guard.query-only');
  });

  test('an id that is left out is none', () => expect(query(undefined)?.token).toBe(''));
});

test('`default` is another instance unless somebody vouches for it', () => {
  const careful = { ...groundWith(), compat20: false };
  for (const changes of [{ project: 'default' }, { instance: 'default' }])
    expect(guard(request(changes), careful)?.said.kind).toBe('guard.default');
  expect(guard(request({ project: 'p' }), careful)?.token).toBe('p/own');
});

test('one large device, of whatever kind, takes the ground from under the probes', () => {
  const probesWith = (...ids: string[]) =>
    groundOf({
      devices: ids.map((id) => ({ id, watchOnly: false })),
      absent: { ids: [], ranges: [], probes: true },
      claims: {},
      allow: {},
    } as unknown as Deployment);
  expect(probesWith('1', '2147483646').probes).toBe(true);
  expect(probesWith('1', '2147483647').probes).toBe(false);
  expect(probesWith('1')).toMatchObject({ watched: new Set() });
});

test('a long text that may be taken for a device is told by its beginning', () => {
  const long = `20002${'0'.repeat(70)}`;
  const refused = guard(request({ body: `{"device_ids":[${long}]}` }), groundWith());
  expect(refused?.said.values['token']).toBe(`${long.slice(0, 60)}...`);
  const just = long.slice(0, 60);
  expect(guard(request({ body: `{"device_ids":[${just}]}` }), groundWith())?.said.values['token']).toBe(just);
  expect(guard(request({ body: 'x'.repeat(5 * 2 ** 20) }), groundWith())?.token).toBe('x'.repeat(20));
});
