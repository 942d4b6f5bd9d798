import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Ground, guard } from '../../src/exchange/guard.ts';
import { drawnBodies } from '../attack/bodies.ts';
import '../seeded.ts';
import { runsOf } from '../tier.ts';

// An oracle that shares nothing with the guard: it misreads bodies in the simple ways in which servers do, with the
// language's own conversions, and collects the ids that would be hit.

const devices = new Set([
  '20001',
  '20002',
  '20003',
  '20004',
  '20005',
  '20006',
  '20007',
  '4095',
  '16777216',
  '16777217',
]);
const ground: Ground = {
  devices,
  watched: new Set(['20008', '70000042']),
  absentIds: new Set(['77777777']),
  absentRanges: [['70000000', '70009999']],
  probes: true,
  compat20: false,
  emptyLists: true,
};

/** What the owner did not give up: exact ids here, because the oracle's readings are exact. */
function isForbidden(hit: bigint): boolean {
  if (hit <= 0n || hit >= 2147483647n) return false;
  if (hit === 20008n || hit === 70000042n) return true;
  return !devices.has(String(hit)) && hit !== 77777777n && !(hit >= 70000000n && hit <= 70009999n);
}

const whole = (n: number): bigint[] => (Number.isFinite(n) ? [BigInt(n)] : []);

const clamped = (n: number): bigint =>
  n >= 2 ** 63 ? 2n ** 63n - 1n : n <= -(2 ** 63) ? -(2n ** 63n) : BigInt(Math.trunc(n));

/** All that servers may make of one double. */
function misreadDouble(d: number): bigint[] {
  const float = Math.fround(d);
  return [d, float, Number(new Float32Array([d])[0])].flatMap((n) => [
    ...[Math.floor, Math.ceil, Math.round, Math.trunc].flatMap((f) => whole(f(n))),
    ...(Number.isFinite(n) ? [BigInt(n | 0), BigInt(n >>> 0), BigInt(~~n)] : []),
    ...(Number.isFinite(n) ? [BigInt(new Int32Array([n])[0] ?? 0), BigInt(new Uint32Array([n])[0] ?? 0)] : []),
    ...whole(Number(Math.floor(n).toFixed(0))),
    // A cast in Java: what is too large ends at the largest int, and then at the largest long.
    ...whole(Math.trunc(Math.max(-2147483648, Math.min(2147483647, n)))),
    ...(Number.isNaN(n) ? [] : [clamped(n)]),
  ]);
}

const misreadBig = (n: bigint): bigint[] => [
  n,
  BigInt.asIntN(32, n),
  BigInt.asUintN(32, n),
  BigInt.asIntN(64, n),
  BigInt.asUintN(64, n),
  ...misreadDouble(Number(n)),
];

function attempt<T>(read: () => T): T[] {
  try {
    return [read()];
  } catch {
    return [];
  }
}

/** All that servers may make of a piece of text that they take for a number. */
function misreadText(text: string): bigint[] {
  const trimmed = text.trim();
  const bare = trimmed.replace(/_/g, '');
  return [
    ...[text, trimmed, bare].flatMap((t) =>
      [
        Number(t),
        Number.parseInt(t, 10),
        Number.parseInt(t, /^[+-]?0x/i.test(t) ? 16 : 10),
        Number.parseFloat(t),
      ].flatMap(misreadDouble),
    ),
    ...(/\d/.test(text) ? [trimmed, bare].flatMap((t) => attempt(() => BigInt(t)).flatMap(misreadBig)) : []),
    ...(/^[+-]?0[0-7]+$/.test(bare) ? misreadDouble(Number.parseInt(bare, 8)) : []),
    ...(/^\d+\.\d*[1-9]\d*$/.test(trimmed)
      ? [0n, 1n].flatMap((up) => misreadBig(BigInt(trimmed.replace(/\..*/, '')) + up))
      : []),
    ...(/^true$/i.test(trimmed) ? [1n] : []),
  ];
}

function misreadValue(value: unknown): bigint[] {
  if (typeof value === 'number') return misreadDouble(value);
  if (typeof value === 'string') return misreadText(value);
  if (typeof value === 'boolean') return [BigInt(Number(value))];
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, member]) => [
    ...(Array.isArray(value) ? [] : misreadText(key)),
    ...misreadValue(member),
  ]);
}

function misread(body: string): bigint[] {
  return [
    ...attempt(() => JSON.parse(body) as unknown).flatMap(misreadValue),
    // Scanners that know no JSON.
    ...(body.match(/-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g) ?? []).flatMap(misreadText),
    ...(body.match(/\d+/g) ?? []).filter((run, _, all) => all.length === 1 && run.length > 0).flatMap(misreadText),
    ...body.split(/[[\]{},:"\s]+/).flatMap(misreadText),
  ];
}

const { constantFrom, integer, oneof, tuple } = fc;
const digits = (max: number) => fc.stringMatching(new RegExp(`^[0-9]{1,${max}}$`));

const body = drawnBodies(
  [...devices, '77777777', '70000000', '70000041', '70009999'],
  integer({ min: 19_995, max: 20_012 }).map(String),
);

const admits = (text: string) =>
  guard(
    {
      method: 'POST',
      path: 'operation',
      project: 'own',
      instance: 'own',
      credential: 'valid',
      tokenHeader: 'X-Auth-Token',
      contentType: 'application/json',
      body: text,
    },
    ground,
  ) === null;

test('no admitted body can be misread into an undeclared device', () => {
  let admitted = 0;
  const RUNS = runsOf(6000);
  fc.assert(
    fc.property(body, (sent) => {
      if (!admits(sent)) return;
      admitted++;
      expect(misread(sent).filter(isForbidden)).toEqual([]);
    }),
    { numRuns: RUNS },
  );
  // Or it would prove nothing.
  expect(admitted).toBeGreaterThan(RUNS / 50);
});

test('whole declared ids and their fractions are admitted wherever the successor is declared too', () => {
  const safe = constantFrom('20001', '20002', '20003', '20004', '20005', '20006');
  const fraction = tuple(safe, digits(20)).map((p) => p.join('.'));
  fc.assert(
    fc.property(fc.array(oneof(safe, fraction), { maxLength: 6 }), (all) => {
      expect(admits(`{"device_ids":[${all.join(',')}]}`)).toBe(true);
    }),
    { numRuns: runsOf(3000) },
  );
});
