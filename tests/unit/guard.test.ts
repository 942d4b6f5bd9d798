import { describe, expect, test } from '@jest/globals';
import type { Deployment } from '../../src/deployment/deployment.ts';
import type { Request } from '../../src/exchange/exchange.ts';
import { type Ground, groundOf, guard } from '../../src/exchange/guard.ts';

const range = (from: number, count: number) => Array.from({ length: count }, (_, i) => `${from + i}`);

const ground: Ground = {
  devices: new Set(range(20001, 7)),
  watched: new Set(['20008', '30000']),
  absentIds: new Set(['77777777']),
  absentRanges: [['70000000', '70009999']],
  probes: true,
  compat20: false,
  emptyLists: true,
};

const post = (body: string | null, changes: Partial<Request> = {}): Request => ({
  method: 'POST',
  path: 'operation',
  project: 'own',
  instance: 'own',
  credential: 'valid',
  tokenHeader: 'X-Auth-Token',
  contentType: 'application/json',
  body,
  ...changes,
});
const list = (...elements: string[]) => `{"device_ids":[${elements.join(',')}]}`;

describe('what the suite needs is admitted', () => {
  test.each([
    ['nothing', ''],
    ['whole ids', list('20001', '20002')],
    ['a fraction whose successor is a device', list('20001.9', '20002')],
    ['a fraction of sixteen digits', list('20001.99999999999')],
    ['a fraction beyond a double', list(`20001.${'9'.repeat(20)}`)],
    ['whole in another spelling', list('20001.0', '20001.000', '20001e0', '20001.0E+0')],
    ['past int32', list('2147483648')],
    ['past int32, odd', list('3000000007')],
    ['past uint32', list('6442450951')],
    // With this many zeros between, also a double and a float leave the device's own digits, or none of them.
    ['a device plus 2^49', list(`${20001n + (1n << 49n)}`)],
    ['a device plus 2^85', list(`${20001n + (1n << 85n)}`)],
    ['past a double', list('9007201402224641')],
    ['seventeen digits', list(`${0x016345779abcdef1n}`)],
    ['past int64', list('9223372039002259457')],
    ['zero and negatives', list('0', '-20001', '-20001.5')],
    ['a word', list('20001', '"abc"')],
    ['false', list('20001', 'false')],
    ['null and an empty string', list('20001', 'null', '""')],
    ['cut short', '{"device_ids":[20001'],
    ['cut after the list', '{"device_ids":[20001]'],
    ['unquoted', '{device_ids:[20001]}'],
    ['words', 'force-offline'],
    ['trailing text', `${list('20001')} offline`],
    ['a byte order mark', `\ufeff${list('20001')}`],
    ['twice', '{"device_ids":[20001],"device_ids":[20001]}'],
    ['a numeric string', list('"20001"')],
    ['a padded numeric string', list('" 20001 "')],
    ['another member', '{"device_ids":[20001],"note":"conformance"}'],
    ['an object', list('{"id":20001}', '20002')],
    ['the absent range', list('70000000', '70000008')],
    ['an absent id that a float does not hold', list('70000005')],
    ['harmless letters', '{"device_ids":[20001],"note":"h\u00e9"}'],
    ['2500 ids', list(...Array.from({ length: 2500 }, (_, i) => `${20001 + (i % 7)}`))],
  ])('%s', (_, body = '') => expect(guard(post(body), ground)).toBeNull());
});

describe('what may hit another device is withheld', () => {
  test.each([
    ['an id that nobody declared', list('20009'), '20009', ['20009']],
    ['a fraction before an undeclared device', list('20001', '20007.5'), '20007.5', ['20009']],
    ['an id that a float rounds', list('70000003.5', '99999999'), '99999999', []],
    ['a negative fraction, its sign dropped and rounded up', list('-0.5'), '-0.5', ['1']],
    ['true', list('20001', 'true'), 'true', ['1']],
    ['TRUE as a string', list('"TRUE"'), 'TRUE', ['1']],
    ['a number cut short', '{"device_ids":[2000', '2000', ['2000']],
    ['a key', '{"5":[20001]}', '5', ['5']],
    ['in a string', list('"device 5"'), '5', ['5']],
    ['in a word', list('"dev5"'), 'dev5', ['5']],
    ['hexadecimal', list('"0x4E29"'), '0x4E29', ['20009']],
    ['octal with a prefix', list('"0o17"'), '0o17', ['15']],
    ['binary', list('0b101'), '0b101', ['5']],
    ['leading zeros', list('020001'), '020001', ['8193']],
    ['underscores', list('20_001', '2_0_0_0_9'), '20_001', []],
    ['digits after a fraction', list('20001.5.7'), '20001.5.7', []],
    ['an exponent', list('2.0009e4'), '2.0009e4', ['20009']],
    ['the part before an exponent', list('2.0001e4'), '2.0001e4', ['2']],
    ['a wrap of an undeclared id', list('4294987305'), '4294987305', ['20009']],
    ['a wrap of 64 bits', list('18446744073709571625'), '18446744073709571625', ['20009']],
    ['a double that wraps', list('9007199254760993.5'), '9007199254760993.5', []],
    ['a wrap whose float is another device', list('4294987297'), '4294987297', ['19968']],
    ['a wrap whose double is another device', list('18446744073709571617'), '18446744073709571617', ['20480']],
    ['escaped digits, looked at as they stand', list('"\\u0032\\u0030001"'), 'u0032', ['32', '26']],
    ['prefix of a word', list('"20009abc"'), '20009abc', ['20009']],
    ['thousands', list('"20,001"'), '20', []],
    ['a trailing point', list('20009.'), '20009.', ['20009']],
    ['a leading point', list('.5'), '.5', ['1']],
    ['scientific below one', list('1e-999999999'), '1e-999999999', ['1']],
    ['a sign that is dropped', list('-5'), '-5', ['5']],
    ['a plus', list('+20009'), '+20009', ['20009']],
    ['a comment', `${list('20001')} // 20009`, '20009', ['20009']],
    ['a range', list('"20001-20009"'), '20001-20009', []],
  ])('%s', (_, body, token, declare) => {
    const refusal = guard(post(body), ground);
    expect(refusal?.token).toBe(token);
    expect(refusal?.reason).toMatch(/device -?\d+/);
    const missing = declare.filter((id) => !refusal?.declare.includes(id) && id !== '20009');
    expect(missing).toEqual([]);
  });

  test.each(['"\\u0032\\u0030009"', '"\\\\u0032\\\\u0030009"'])('digits behind escapes: %s', (text) => {
    const nearlyAll = new Set(range(0, 50_000).filter((id) => id !== '20009'));
    expect(guard(post(list(text)), { ...ground, watched: new Set(), devices: nearlyAll })?.declare).toEqual(['20009']);
  });

  test('a whole number halfway between two floats may become either', () => {
    const some = { ...ground, absentRanges: [], absentIds: new Set(['70000004']) };
    expect(guard(post(list('70000004')), some)?.declare).toEqual(['70000000', '70000008']);
    expect(guard(post(list('70000003')), some)?.declare).toEqual(['70000003', '70000000']);
  });

  test('underscores join what stands beside them, also before a fraction', () => {
    const parts = { ...ground, devices: new Set(['20', '1', '2', '5', '2015']) };
    expect(guard(post(list('20_1.5')), parts)?.declare).toEqual(['201', '202']);
  });

  test('an undeclared reading is let pass once all that `declare` names is declared', () => {
    const body = list('50001.7');
    const declare = guard(post(body), ground)?.declare ?? [];
    expect([...declare].sort()).toEqual(['50001', '50002']);
    expect(guard(post(body), { ...ground, devices: new Set([...ground.devices, ...declare]) })).toBeNull();
  });

  test('at most ten ids are named', () => {
    expect(guard(post(list(...range(50001, 50))), ground)?.declare).toHaveLength(10);
  });

  test.each([list('20008'), list('20007.9'), list('4294987304'), list('"30000"'), list('30000')])(
    'a watched device is never hit: %s',
    (body) => {
      const refusal = guard(post(body), ground);
      expect(refusal?.reason).toMatch(/only watched/);
      expect(refusal?.declare).toEqual([]);
    },
  );

  test('a watched device stays so when it is in a range of absent ids', () => {
    expect(guard(post(list('70000000')), { ...ground, watched: new Set(['70000000']) })).not.toBeNull();
  });
});

describe('what cannot be read is withheld', () => {
  test.each([
    ['digits of another script', list('"\u0662\u0660\u0660\u0660\u0661"')],
    ['fullwidth digits', list('"\uff12"')],
    ['a fraction sign', list('\u00bd')],
    ['a circled number', list('"\u2460"')],
    ['a roman numeral', list('"\u2168"')],
    ['a compatibility character with a digit', list('"\u33e0"')],
    ['escaped digits of another script', list('"\\u0662"')],
    ['NaN', list('NaN')],
    ['Infinity', list('-Infinity')],
    ['half a surrogate pair', list('"\ud800"')],
    ['half a surrogate pair, escaped', list('"\\uD800"')],
    ['a control character', list('20\u00001')],
    ['an invisible character', list('20001\u200b')],
    ['a byte order mark inside', `{"device_ids":\ufeff[20001]}`],
    ['an escape that JSON has not', list('"\\x32"')],
    ['percent-encoding', 'device_ids=%32%30'],
    ['a character reference', '<id>&#50;</id>'],
    ['a number of a billion digits', list('1e999999999')],
    ['a number of a thousand digits', list('9'.repeat(1000))],
    ['a hexadecimal float', list('"0x1.8p3"')],
    ['a hash', list('"#10"')],
    ['escapes in escapes', list(`"${'\\'.repeat(64)}u0032"`)],
    ['more than 4 MB', ' '.repeat(4 * 1024 * 1024 + 1)],
  ])('%s', (_, body) => expect(guard(post(body), ground)).toMatchObject({ declare: [] }));

  test('a charset other than UTF-8', () => {
    expect(guard(post(list('20001'), { contentType: 'application/json; charset=utf-16' }), ground)).not.toBeNull();
    expect(guard(post(list('20001'), { contentType: 'application/json;charset=UTF-8' }), ground)).toBeNull();
  });

  test.each([
    "application/json; charset*=utf-16''x",
    "application/json; charset*=UTF-8''utf-16",
    'application/json; charset*0=utf-; charset*1=16',
    'application/json; charset*0*=utf-16',
    'application/json; charset=utf-8; charset =utf-16',
    'application/json; charset',
  ])('a charset said in another way: %s', (contentType) =>
    expect(guard(post(list('20001'), { contentType }), ground)).toMatchObject({
      reason: 'the body is only ever UTF-8',
    }),
  );

  test('line breaks in headers', () => {
    expect(guard(post(null, { contentType: 'a\r\nX-Evil: 1' }), ground)).not.toBeNull();
    expect(guard(post(null, { tokenHeader: 'a\r\nX-Evil' }), ground)).not.toBeNull();
  });
});

describe('probes', () => {
  const probes = [
    list('0'),
    list('-20001'),
    list('-20001.5'),
    list('2147483648'),
    list('null'),
    list('""'),
    list('" "'),
    list('false'),
  ];

  test.each(probes)('%s passes by them', (body) => {
    expect(guard(post(body), ground)).toBeNull();
    expect(guard(post(body), { ...ground, probes: false })).not.toBeNull();
  });

  test('a large declared device, named or watched, rules them out', () => {
    for (const more of [{ devices: new Set(['2147483648']) }, { watched: new Set(['5000000000']) }]) {
      expect(guard(post(list('3000000007')), { ...ground, ...more })).not.toBeNull();
    }
  });

  test('2^31 - 1 is among them, where casts of what is too large end; 2^31 - 2 is not', () => {
    expect(guard(post(list('2147483647')), ground)).toBeNull();
    expect(guard(post(list('2147483646')), ground)).not.toBeNull();
    const withoutProbes = { ...ground, probes: false, absentIds: new Set(['2147483648', '-2147483648']) };
    expect(guard(post(list('2147483648')), withoutProbes)?.declare).toEqual(['2147483647']);
  });

  test('what wraps is looked at with 64 bits too where they are ruled out', () => {
    const declared = { ...ground, probes: false, absentIds: new Set(['18446744078709551621', '705032709']) };
    expect(guard(post(list('18446744078709551621')), declared)?.declare).toContain('5000000005');
  });
});

describe('the address', () => {
  const query = (device: string, changes: Partial<Request> = {}) =>
    post(null, { method: 'GET', path: 'device', device, contentType: null, ...changes });

  test.each(['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const)(
    '%s on the operation is guarded alike',
    (method) => {
      expect(guard(post(list('20001'), { method }), ground)).toBeNull();
      expect(guard(post(list('20009'), { method }), ground)).not.toBeNull();
    },
  );

  test('one device may be asked for when it is declared, watched or absent', () => {
    for (const id of ['20001', '20008', '77777777', '70000005']) expect(guard(query(id), ground)).toBeNull();
    for (const id of ['20009', '', '020001', '../20001', '1e3']) expect(guard(query(id), ground)).not.toBeNull();
  });

  test('and only by GET without a body', () => {
    for (const changes of [{ method: 'DELETE' }, { body: '{}' }, { instance: 'absent' }] as const) {
      expect(guard(query('20001', changes), ground)).not.toBeNull();
    }
  });

  test('`default` needs the claim', () => {
    for (const changes of [{ project: 'default' }, { instance: 'default' }] as const) {
      expect(guard(post(list('20001'), changes), ground)?.token).toBe('default');
      expect(guard(post(list('20001'), changes), { ...ground, compat20: true })).toBeNull();
    }
  });

  test('an instance that is absent makes no undeclared id harmless', () => {
    expect(guard(post(list('20001'), { instance: 'absent' }), ground)).toBeNull();
    expect(guard(post(list('20009'), { instance: 'absent' }), ground)).not.toBeNull();
  });
});

test('groundOf keeps bystanders apart and probes only where no device is large', () => {
  const device = (id: string, watchOnly = false) => ({ id, watchOnly });
  const deployment = (...devices: { id: string; watchOnly: boolean }[]) =>
    ({
      devices,
      absent: { ids: ['7'], ranges: [['8', '9']], probes: true, instanceId: 'x' },
      claims: { compat20: true },
      allow: { emptyLists: false },
    }) as unknown as Deployment;
  expect(groundOf(deployment(device('1'), device('2'), device('3', true)), ['2'])).toEqual({
    devices: new Set(['1']),
    watched: new Set(['2', '3']),
    absentIds: new Set(['7']),
    absentRanges: [['8', '9']],
    probes: true,
    compat20: true,
    emptyLists: false,
  });
  expect(groundOf(deployment(device('2147483648', true))).probes).toBe(false);
});

test('a large batch takes as much longer as it is longer', () => {
  const secondsOf = (length: number) => {
    const body = list(...Array.from({ length }, (_, i) => `${70000000 + ((i * 8) % 9992)}`));
    const one = () => {
      const before = process.cpuUsage();
      expect(guard(post(body), ground)).toBeNull();
      return process.cpuUsage(before).user;
    };
    return Math.min(...Array.from({ length: 5 }, one));
  };
  const short = secondsOf(500);
  // Ten times as long; what grows with the square takes a hundred times as much.
  expect(secondsOf(5000) / short).toBeLessThan(50);
});
