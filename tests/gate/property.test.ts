/** Random pairs of schemas against a brute-force oracle: no change that is proven to break may come out compatible. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import type { Role } from '../../src/gate/api.ts';
import { worstOf } from '../../src/gate/change.ts';
import { stringsIn } from '../../src/gate/graph/strings.ts';
import type { Members, Tree } from '../../src/gate/tree.ts';
import { runsOf } from '../tier.ts';
import { compareTrees } from './changes.ts';
import '../seeded.ts';

const RUNS = Number(process.env['FUZZ_RUNS'] ?? runsOf(200));

let strings: Awaited<ReturnType<typeof stringsIn>>;
beforeAll(async () => {
  strings = await stringsIn([{ pattern: '^a' }]);
});
const compare = (base: Tree, head: Tree, role: Role) => compareTrees(base, head, role, strings);
const classOf = (base: Tree, head: Tree, role: Role) => worstOf(compare(base, head, role));

/** Schemas of the keywords that descriptions of APIs use. */
const small = fc.integer({ min: -2, max: 6 });
const count = fc.integer({ min: 0, max: 3 });
const some = (members: Record<string, fc.Arbitrary<Tree>>) =>
  fc.record(members, { requiredKeys: [] }) as fc.Arbitrary<Members>;
const leaf: fc.Arbitrary<Tree> = fc.oneof(
  some({ minimum: small, maximum: small, exclusiveMinimum: small, multipleOf: fc.constantFrom(1, 2, 3) }).chain(
    (bounds) => fc.constantFrom('integer', 'number').map((type): Tree => ({ type, ...bounds })),
  ),
  some({ minLength: count, maxLength: count, pattern: fc.constantFrom('^a', 'b$', '^[ab]{2,3}$') }).map(
    (bounds): Tree => ({ type: 'string', ...bounds }),
  ),
  fc.subarray(['a', 'ab', 1, 2, null, true] as Tree[], { minLength: 1 }).map((values): Tree => ({ enum: values })),
  fc.constantFrom<Tree>(
    { type: 'boolean' },
    { type: 'null' },
    {},
    { type: ['string', 'null'] },
    { type: ['integer', 'string'] },
  ),
);
const { schema } = fc.letrec<{ schema: Tree }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 2, depthSize: 'small' },
    leaf,
    fc
      .tuple(tie('schema'), some({ minItems: count, maxItems: count, uniqueItems: fc.boolean() }))
      .map(([items, bounds]): Tree => ({ type: 'array', items, ...bounds })),
    fc
      .tuple(
        fc.dictionary(fc.constantFrom('a', 'b'), tie('schema')),
        fc.subarray(['a', 'b']),
        fc.constantFrom<Tree | undefined>(undefined, false, true),
      )
      .map(
        ([properties, required, others]): Tree => ({
          type: 'object',
          properties,
          ...(required.length > 0 && { required }),
          ...(others !== undefined && { additionalProperties: others }),
        }),
      ),
    fc.tuple(tie('schema'), tie('schema')).map(([a, b]): Tree => ({ anyOf: [a, b] })),
  ),
}));

/** Every value of a small world. */
const atoms: Tree[] = [
  null,
  true,
  false,
  -3,
  -2,
  -1,
  0,
  0.5,
  1,
  2,
  3,
  4,
  5,
  6,
  7,
  '',
  'a',
  'b',
  'ab',
  'aab',
  'abab',
  'ba',
];
const inner: Tree[] = [null, true, 0, 1, 2, 0.5, 'a', 'ab', '', [], {}];
const world: Tree[] = [
  ...atoms,
  [],
  ...atoms.map((one): Tree => [one]),
  ...inner.flatMap((one) => inner.map((two): Tree => [one, two])),
  [1, 2, 3],
  ['a', 'b', 'ab', 'a'],
  {},
  ...atoms.flatMap((one): Tree[] => [{ a: one }, { b: one }, { c: one }]),
  ...inner.flatMap((one) => inner.map((two): Tree => ({ a: one, b: two }))),
  ...inner.map((one): Tree => ({ a: [one], b: one })),
  ...inner.map((one): Tree => ({ a: { a: one }, b: [one] })),
];
const ajv = new Ajv2020({ strict: false });
const validator = (one: Tree) => ajv.compile(one as object);

/** A value that is lost between two schemas; of members that only one side describes nothing is said, by convention. */
function lost(from: Tree, to: Tree): Tree | undefined {
  const [isIn, isOut] = [validator(from), validator(to)];
  return world.find((value) => isIn(value) && !isOut(value));
}

/** Pairs in which every object describes the same members on both sides, so that the convention plays no part. */
const describesAlike = (a: Tree, b: Tree): boolean => {
  const names = (value: Tree): string =>
    JSON.stringify(value, (key, one) =>
      key === 'properties' ? { names: Object.keys(one as object).sort(), of: Object.values(one as object) } : one,
    )
      .match(/"names":\[[^\]]*\]/g)
      ?.sort()
      .join() ?? '';
  return names(a) === names(b);
};

/** A schema and what a few edits make of it. */
const edited = fc.tuple(schema, schema, fc.nat(), fc.boolean()).map(([base, other, at, isWhole]): [Tree, Tree] => {
  if (isWhole) return [base, other];
  const places: ((value: Tree) => void)[] = [];
  const copy = JSON.parse(JSON.stringify({ root: base })) as Members;
  const visit = (holder: Members | Tree[], key: string | number) => {
    const value = (holder as Members)[key as string];
    places.push((next) => {
      (holder as Members)[key as string] = next;
    });
    if (typeof value !== 'object' || value === null) return;
    const node = value as Members;
    if (node['items'] !== undefined) visit(node, 'items');
    const properties = node['properties'] as Members | undefined;
    for (const name of Object.keys(properties ?? {})) visit(properties as Members, name);
    for (const i of Object.keys((node['anyOf'] as Tree[] | undefined) ?? [])) visit(node['anyOf'] as Tree[], Number(i));
  };
  visit(copy, 'root');
  places[at % places.length]?.(other);
  return [base, copy['root'] as Tree];
});

describe('random pairs', () => {
  test('a schema against itself has no change', () => {
    fc.assert(
      fc.property(schema, (one) => {
        expect(compare(one, JSON.parse(JSON.stringify(one)) as Tree, 'request')).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });

  test.each(['request', 'response'] as const)('nothing that is lost in a %s comes out compatible', (role) => {
    let proven = 0;
    fc.assert(
      fc.property(edited, ([base, head]) => {
        fc.pre(describesAlike(base, head));
        const value = role === 'request' ? lost(base, head) : lost(head, base);
        if (value === undefined) return;
        proven++;
        expect({ base, head, value, found: classOf(base, head, role) }).not.toMatchObject({ found: 'compatible' });
      }),
      { numRuns: RUNS },
    );
    expect(proven).toBeGreaterThan(RUNS / 10);
  });

  test('an example that is given is one', () => {
    fc.assert(
      fc.property(edited, ([base, head]) => {
        for (const { class: kind, witness } of compare(base, head, 'request')) {
          if (kind !== 'breaking' || !witness || witness.what.includes(', at ')) continue;
          // One that is cut to what shows the point is not whole.
          if (witness.value.includes('...')) continue;
          const value = JSON.parse(witness.value) as Tree;
          expect({ witness, isFine: validator(base)(value) }).toMatchObject({ isFine: true });
        }
      }),
      { numRuns: RUNS },
    );
  });

  test('what narrows in one direction widens in the other', () => {
    fc.assert(
      fc.property(edited, ([base, head]) => {
        const [sent, received] = [compare(base, head, 'request'), compare(head, base, 'response')];
        // Members that one side alone describes are judged by convention, and otherwise in each direction.
        fc.pre(![...sent, ...received].some(({ rule }) => /^schema\/member-/.test(rule)));
        expect(worstOf(sent)).toBe(worstOf(received));
      }),
      { numRuns: Math.ceil(RUNS / 2) },
    );
  });
});
