/** What the guard does not rule out: it is named, with the ids that could be hit, and as little of it as can be is sent. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { catalogue } from '../../src/checks/catalogue.ts';
import { sequences } from '../../src/checks/explore/draw.ts';
import { fractionsFor } from '../../src/checks/fractions.ts';
import { post } from '../../src/checks/request.ts';
import { parseDeployment } from '../../src/deployment/load.ts';
import { loadEdition } from '../../src/edition/load.ts';
import { groundOf } from '../../src/exchange/guard.ts';
import { exposuresOf, misreadings } from '../../src/exchange/misreadings.ts';
import { merged, undeclaredIn } from '../../src/exchange/ranges.ts';
import { listOf } from '../../src/operation/body.ts';
import { plan } from '../../src/run/plan.ts';
import { settingOf } from '../../src/run/setting.ts';
import '../seeded.ts';

const deployment = (absent: string, { baseUrl = 'https://roma.example.com', first = 20001 } = {}) =>
  parseDeployment(
    `name: far
baseUrl: ${baseUrl}
projectId: p
instanceId: i
auth: { token: a-token-of-some-length }
devices: [${Array.from({ length: 8 }, (_, i) => `{ id: ${first + i} }`).join(', ')}]
absent: ${absent}`,
    'far.yaml',
    {},
    '.',
  );
const far = deployment('{ deviceId: 70000000 }');
const ground = groundOf(far, ['20008']);

const exposed = (...bodies: string[]) =>
  Object.fromEntries(
    exposuresOf(
      bodies.map((body) => post(body)),
      ground,
    ).map(({ name, everything, ids }) => [
      name,
      everything ? 'everything' : ids.map((range) => range.join('-')).join(),
    ]),
  );

describe('each misreading names what it could hit', () => {
  test.each([
    ['none-is-all', '{"device_ids":[20001', 'everything'],
    ['none-is-all', listOf('"20001"'), 'everything'],
    ['unknown-is-all', listOf('70000000'), 'everything'],
    ['decimal-comma', listOf('20004.5'), '5-5'],
    ['decimal-comma', listOf('20004.50'), '5-5,50-50'],
    ['digit-runs', listOf('20004.5'), '5-5'],
    ['no-point', listOf('20004.5'), '200045-200045'],
    ['radix-by-index', listOf('20001', '20002', '20003', '20004'), '54-54'],
    ['indices', listOf('20001', '20002', '20003'), '1-2'],
    ['between', listOf('20006', '70000000'), '20008-69999999'],
    ['scientific', listOf('70000000'), '7-7,77-77,707-707'],
    ['six-digits', listOf('70000000'), '7-7,707-707,70000007-70000007'],
    ['joined', listOf('20001', '20002'), '2000120002-2000120002'],
    ['summed', listOf('20001', '20002'), '40003-40003'],
    ['sixteen-bits', listOf('70000000'), '7552-7552,32767-32767,65535-65535'],
    ['off-by-one', listOf('20001'), '20000-20000'],
    ['characters', listOf('"20001"'), '1-2'],
  ])('%s of %s', (name, body, hits) => {
    expect(exposed(body)[name]).toBe(hits);
  });

  test('and nothing for what is declared', () => {
    const { between, indices, joined, summed } = exposed(listOf('20001', '20002'), listOf('20007'));
    expect({ between, indices }).toEqual({ between: undefined, indices: '1-1' });
    expect([joined, summed].every((text) => text !== undefined)).toBe(true);
  });

  test('every one is a row of docs/safety.md', () => {
    const page = readFileSync(new URL('../../docs/safety.md', import.meta.url), 'utf8');
    const rows = [...page.matchAll(/^\| `([a-z0-9-]+)` \|/gm)].map(([, name]) => name);
    expect(rows).toEqual(misreadings.map(({ name }) => name));
  });
});

test('undeclaredIn leaves out devices, absent ids and probes, and keeps what is only watched', () => {
  const ranges = merged([
    [20_000n, 20_010n],
    [-5n, 2n],
    [2_147_483_640n, 2_147_483_700n],
  ]);
  expect(undeclaredIn(ranges, ground)).toEqual([
    [1n, 2n],
    [20_000n, 20_001n],
    [20_008n, 20_010n],
    [2_147_483_640n, 2_147_483_647n],
  ]);
});

describe('fractions', () => {
  const beyond = fractionsFor({ ownMachine: false, ground });
  test('on this machine they are written as asked for', () =>
    expect(fractionsFor({ ownMachine: true, ground })('20001', '5')).toBe('20001.5'));

  test.each([
    ['20001', '5', '20001.50000000001'],
    ['20001', '999', '20001.99900000001'],
    ['20001', '0', '20001.00000000000'],
    ['20001', '000', '20001.0000000000'],
  ])('beyond it %s.%s has as many digits as it takes', (id, digits, text) => {
    expect(beyond(id, digits)).toBe(text);
    expect(Object.keys(exposed(listOf(text)))).toEqual(['off-by-one']);
  });

  test('an id that leaves less room has as many as there are, if that helps, else what was asked for', () => {
    expect(beyond('123456789', '5')).toBe('123456789.5000001');
    expect(beyond('1234567890123456', '5')).toBe('1234567890123456.5');
  });

  test('a digit that is declared absent is declared ground too', () => {
    const absent = groundOf(deployment('{ ranges: [[1, 9]] }', { first: 12345678 }));
    const names = exposuresOf([post(listOf('12345678.5'))], absent).map(({ name }) => name);
    expect(names).not.toContain('decimal-comma');
    expect(names).not.toContain('digit-runs');
  });
});

test('an ordinary deployment is asked nothing that a comma, a scanner of digits or a dropped point turns against others', () => {
  const { exposures, checks } = plan(far, loadEdition(far.edition), catalogue);
  const names = exposures.map(({ name }) => name);
  expect(checks.length).toBeGreaterThan(50);
  expect(names.filter((name) => ['decimal-comma', 'digit-runs', 'no-point'].includes(name))).toEqual([]);
  expect(names).toContain('between');
});

test('of the absent ids the one comes first by which the fewest others could be hit', () => {
  const first = (absent: string, baseUrl?: string) => {
    const of = deployment(absent, baseUrl === undefined ? {} : { baseUrl });
    return settingOf(of, loadEdition(of.edition), 'query').absent[0];
  };
  expect(first('{ deviceId: 70000000, deviceIds: [20009] }')).toBe('20009');
  expect(first('{ deviceId: 70000000, deviceIds: [20009] }', 'http://127.0.0.1:1')).toBe('70000000');
});

test('whatever stands between two digits of a string may be dropped', () => {
  expect(exposed('{"device_ids":["20001/2"]}')['no-point']).toContain('200012');
});

test('of a negative fraction both whole numbers beside it have low bits', () => {
  const ids = exposed('{"device_ids":[-123456786.5]}')['sixteen-bits'] ?? '';
  // 13037 for -123456787, 13038 for -123456786.
  expect(ids).toMatch(/13037/);
  expect(ids).toMatch(/13038|13037-13039/);
});

test('exploring draws nothing where no device may be named', () => {
  const setting = settingOf(far, loadEdition(far.edition), 'query');
  expect(fc.sample(sequences({ ...setting, takeable: [] }), { seed: 1, numRuns: 3 })).toEqual([[], [], []]);
});
