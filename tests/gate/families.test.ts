/** Schemas of one kind, each against each other: what the gate says of every pair, in both directions. UPDATE=1 writes it. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Role } from '../../src/gate/api.ts';
import { type Change, worstOf } from '../../src/gate/change.ts';
import { stringsIn } from '../../src/gate/graph/strings.ts';
import type { Tree } from '../../src/gate/tree.ts';
import { drawn } from '../tier.ts';
import { compareTrees } from './changes.ts';
import { list, object, text, whole } from './pairs/parts.ts';
import { openPinned } from './pinned.ts';

type Mode = Parameters<typeof compareTrees>[4];

/** Of each kind a few that stand beside each other. */
const families: Record<string, { schemas: readonly (object | boolean)[]; mode?: Mode; isLopsided?: true }> = {
  'what is open, what is closed': {
    schemas: [{}, true, false, { not: {} }, text, { type: [] }, { enum: [] }, { type: 'null' }],
  },
  types: {
    schemas: [
      whole,
      { type: 'number' },
      { type: ['integer', 'string'] },
      { type: ['string', 'null'] },
      { type: ['integer', 'null'] },
      { type: ['number', 'boolean', 'null'] },
      { type: ['array', 'object'] },
    ],
  },
  'types that are left out': {
    schemas: [
      { minLength: 1 },
      { ...text, minLength: 1 },
      { pattern: '^a' },
      { ...text, pattern: '^a' },
      { minimum: 1 },
      { ...whole, minimum: 1 },
      { type: 'number', minimum: 1 },
      { type: 'number', exclusiveMaximum: 1 },
      { exclusiveMaximum: 1 },
      { required: ['a'] },
      object({}, ['a']),
      { properties: { a: text } },
      { items: text },
      list(text),
      { minItems: 1 },
      { type: 'array', minItems: 1 },
      { maxItems: 1 },
    ],
  },
  values: {
    schemas: [
      { const: 'a' },
      { enum: ['a'] },
      { enum: ['a', 'b'] },
      { enum: ['b', 'c'] },
      { enum: ['1', '2', '3', '4', '5', '6', '7', '8'] },
      { enum: ['a', 1] },
      { enum: [1, 2] },
      { ...text, enum: ['a', 'b', 1] },
      { enum: [null, 'a'] },
      { ...text, minLength: 1 },
      text,
    ],
  },
  'values that can be counted': {
    schemas: [
      { type: 'boolean' },
      { enum: [true, false] },
      { enum: [true] },
      { type: ['boolean', 'null'] },
      { enum: [true, false, null] },
      { ...whole, minimum: 1, maximum: 3 },
      { enum: [1, 2, 3] },
      { ...whole, minimum: 1 },
      { enum: [2, 3, 4] },
      { ...whole, maximum: 3 },
      { ...whole, exclusiveMinimum: 0, exclusiveMaximum: 4 },
      { ...whole, minimum: 0.5, maximum: 3.5 },
      { ...whole, minimum: 0, maximum: 5000 },
    ],
  },
  numbers: {
    schemas: [
      { type: 'number' },
      { type: 'number', minimum: 1 },
      { type: 'number', exclusiveMinimum: 1 },
      { type: 'number', minimum: 1, exclusiveMinimum: 1 },
      { type: 'number', minimum: 2, maximum: 9 },
      { type: 'number', maximum: 9.5 },
      { type: 'number', exclusiveMaximum: 9 },
      { type: 'number', multipleOf: 2 },
      { type: 'number', multipleOf: 0.5 },
    ],
  },
  'whole numbers': {
    schemas: [
      whole,
      { ...whole, minimum: 0 },
      { ...whole, exclusiveMinimum: -1 },
      { ...whole, exclusiveMinimum: 0.5 },
      { ...whole, minimum: 1.5, maximum: 8.5 },
      { ...whole, exclusiveMaximum: 10 },
      { ...whole, multipleOf: 2 },
      { ...whole, multipleOf: 1 },
      { ...whole, multipleOf: 0.5 },
      { ...whole, multipleOf: 4, minimum: 1 },
      { ...whole, multipleOf: 4, minimum: 3, exclusiveMaximum: 9 },
      { ...whole, allOf: [{ multipleOf: 4 }, { multipleOf: 6 }] },
      { ...whole, format: 'int32' },
      { ...whole, format: 'int64' },
      { ...whole, minimum: -2147483648, maximum: 2147483647 },
    ],
  },
  texts: {
    schemas: [
      text,
      { ...text, minLength: 0 },
      { ...text, minLength: 2 },
      { ...text, maxLength: 5 },
      { ...text, minLength: 1, maxLength: 3 },
      { ...text, pattern: '^a' },
      { ...text, pattern: '^b' },
      { ...text, allOf: [{ pattern: '^a' }, { pattern: 'b$' }] },
      { ...text, format: 'date' },
      { ...text, allOf: [{ format: 'date' }, { format: 'uuid' }] },
      { ...text, format: 'uuid' },
      { ...text, minItems: 1, maxItems: 3, uniqueItems: true, minProperties: 1 },
      { ...text, format: 'int32' },
    ],
  },
  lists: {
    schemas: [
      list(text),
      list(text, { minItems: 1 }),
      list(text, { maxItems: 1 }),
      list(text, { maxItems: 2, uniqueItems: true }),
      list(text, { maxItems: 1, uniqueItems: true }),
      list(whole),
      { type: 'array', items: true },
      { type: 'array', items: false },
      list({}),
    ],
  },
  'lists by place': {
    schemas: [
      { type: 'array', prefixItems: [text] },
      { type: 'array', prefixItems: [text, whole] },
      { type: 'array', prefixItems: [text, whole], items: false },
      { type: 'array', prefixItems: [text, whole], maxItems: 2 },
      { type: 'array', prefixItems: [text], items: false },
      { type: 'array', prefixItems: [text], items: whole },
      { type: 'array', prefixItems: [text, whole], items: false, minItems: 1 },
      { type: 'array', prefixItems: [whole, text], items: false },
      list(text, { maxItems: 2 }),
    ],
  },
  members: {
    schemas: [
      object({}),
      object({ a: text }),
      object({ a: text }, ['a']),
      object({ a: whole, b: text }, ['b']),
      object({ a: false }),
      object({ a: {} }, ['a']),
      object({ a: true, b: whole }),
      object({ 'a.b': text, 'x[0]': whole, '': text }),
      object({ 'a.b': whole, 'x[0]': whole, '(c)': text }, ['a.b']),
      object({}, ['a', 'b']),
    ],
  },
  'members that nothing describes': {
    schemas: [
      object({ a: text }),
      object({ a: text }, [], { additionalProperties: false }),
      object({ a: text, b: text }, [], { additionalProperties: false }),
      object({ a: text }, [], { additionalProperties: text }),
      object({ a: text }, [], { additionalProperties: whole }),
      object({ a: text }, [], { additionalProperties: {} }),
      object({ a: text }, [], { unevaluatedProperties: false }),
      object({ a: text, b: whole }, [], { additionalProperties: text }),
    ],
  },
  'members by patterns': {
    schemas: [
      object({}),
      object({}, [], { patternProperties: { '^a': text } }),
      object({}, [], { patternProperties: { '^a': whole } }),
      object({}, [], { patternProperties: { '^b': text } }),
      object({}, [], { patternProperties: { '^a': text, '^b': text } }),
      object({}, [], { patternProperties: { '^a': text }, additionalProperties: false }),
      object({ a1: text }, [], { patternProperties: { '^b': text }, additionalProperties: false }),
      object({ a1: text }, [], { additionalProperties: false }),
    ],
  },
  'how many members': {
    schemas: [
      object({}),
      object({}, [], { minProperties: 1 }),
      object({}, ['a']),
      object({}, ['a', 'b'], { minProperties: 1 }),
      object({}, [], { maxProperties: 2 }),
      object({ a: text, b: text }, [], { additionalProperties: false }),
      object({ a: text, b: text }, [], { additionalProperties: false, maxProperties: 2 }),
      object({ a: text, b: text, c: text }, [], { additionalProperties: false, maxProperties: 2 }),
    ],
  },
  'what is ruled out': {
    schemas: [
      text,
      { ...text, not: { const: 'a' } },
      { ...text, not: { enum: ['a', 'b'] } },
      { ...text, not: { enum: ['b', 'c'] } },
      { ...text, not: { enum: ['a', 'b'] } },
      { ...text, not: { enum: ['a'], title: 'a note' } },
      { ...text, not: { enum: ['a', 'b'], maxLength: 3 } },
      { ...text, not: { enum: ['b', 'c'] } },
      { ...text, not: { pattern: '^a' } },
      { ...text, not: { ...whole, const: 1 } },
      { ...text, not: { type: 'null' } },
    ],
  },
  'what is contained': {
    schemas: [
      list({}),
      list({}, { contains: text }),
      list({}, { contains: { ...text, description: 'a note' } }),
      list({}, { contains: { ...text, titled: 1 } }),
      list({}, { contains: { minLength: 1, ...text } }),
      list({}, { contains: { ...text, minLength: 1 } }),
      list({}, { contains: whole }),
      list({}, { contains: { type: ['string', 'null'] } }),
      list({}, { contains: { type: ['string', 'integer'] } }),
      list({}, { contains: { const: { title: 1 } } }),
      list({}, { contains: { const: { title: 2 } } }),
      list({}, { contains: text, minContains: 2 }),
      list({}, { contains: text, minContains: 2, maxContains: 3 }),
      list({}, { contains: text, maxContains: 4 }),
      list({}, { contains: object({ title: text }) }),
      list({}, { contains: object({ titles: text }) }),
      list({}, { contains: { enum: ['a', { title: 1 }] } }),
    ],
  },
  'names of members': {
    schemas: [
      object({}),
      object({}, [], { propertyNames: { maxLength: 5 } }),
      object({}, [], { propertyNames: { maxLength: 9, title: 'a note' } }),
      object({}, [], { propertyNames: { minLength: 2, maxLength: 9 } }),
      object({}, [], { propertyNames: { maxLength: 9, pattern: '^a' } }),
      object({}, [], { propertyNames: { minLength: 2, maxLength: 5 } }),
      object({}, [], { propertyNames: { allOf: [{ maxLength: 5 }] } }),
      object({}, [], { propertyNames: true }),
    ],
  },
  'members that need others': {
    schemas: [
      object({}),
      object({}, [], { dependentRequired: { a: ['b'] } }),
      object({}, ['b'], { dependentRequired: { a: ['b'] } }),
      object({}, ['b']),
      object({}, [], { dependentRequired: { a: ['b', 'c'] } }),
      object({}, [], { if: { required: ['a'] }, then: { required: ['b'] } }),
      object({}, [], { if: { required: ['a'] }, then: { required: ['c'] } }),
    ],
  },
  alternatives: {
    schemas: [
      { anyOf: [text, whole] },
      { oneOf: [whole, text] },
      { anyOf: [text, whole, { type: 'null' }] },
      { anyOf: [{ ...text, maxLength: 5 }, whole] },
      { oneOf: [{ const: 'a' }, { const: 'b' }] },
      { oneOf: [{ enum: ['a', 'b', 'c'] }, { type: 'null' }] },
      text,
      { type: ['string', 'integer'] },
    ],
  },
  'alternatives of texts': {
    schemas: [
      {
        oneOf: [
          { ...text, maxLength: 3 },
          { ...text, minLength: 10 },
        ],
      },
      {
        oneOf: [
          { ...text, minLength: 10 },
          { ...text, maxLength: 3 },
        ],
      },
      {
        oneOf: [
          { ...text, minLength: 10 },
          { ...text, maxLength: 4 },
        ],
      },
      {
        oneOf: [
          { ...text, minLength: 9 },
          { ...text, maxLength: 3 },
          { ...text, const: 'abcdef' },
        ],
      },
      {
        oneOf: [
          { ...text, maxLength: 3 },
          { ...text, minLength: 10, not: { pattern: 'x' } },
        ],
      },
      {
        oneOf: [
          { ...text, maxLength: 3 },
          { ...text, minLength: 10, not: { pattern: 'y' } },
        ],
      },
      { anyOf: [{ ...text, maxLength: 3 }, list(text), list(whole)] },
      { anyOf: [list(whole), list({ type: 'boolean' }), { ...text, maxLength: 3 }] },
    ],
  },
  'alternatives of objects': {
    schemas: [
      { oneOf: [object({ a: text }, ['a']), object({ b: text }, ['b'])] },
      { oneOf: [object({ b: text }, ['b']), object({ a: text }, ['a'])] },
      { anyOf: [object({ a: text }, ['a']), object({ b: text }, ['b'])] },
      { oneOf: [object({ a: text, c: whole }, ['a']), object({ b: text }, ['b'])] },
      { oneOf: [object({ a: text }, ['a']), object({ b: text }, ['b']), object({ c: text }, ['c'])] },
      object({ a: text }, ['a']),
      { oneOf: [object({ a: whole }, ['a']), object({ b: text }, ['b'])] },
    ],
  },
  'alternatives with a tag': {
    schemas: (() => {
      const tagged = (kind: string, more: object, required: string[] = []) =>
        object({ kind: { const: kind }, ...more }, ['kind', ...required]);
      return [
        { oneOf: [tagged('x', { a: text }), tagged('y', { b: text })] },
        { oneOf: [tagged('y', { b: text }), tagged('x', { a: text })] },
        { oneOf: [tagged('x', { a: whole }), tagged('y', { b: text })] },
        { oneOf: [tagged('x', { a: text }), tagged('z', { b: text })] },
        { oneOf: [tagged('x', { a: text }), tagged('y', { b: text }), tagged('z', { c: text })] },
        { oneOf: [tagged('x', { a: text }, ['a']), tagged('y', { b: text })] },
        { oneOf: [object({ kind: { enum: ['x', 'z'] }, a: text }, ['kind']), tagged('y', { b: text })] },
        { oneOf: [tagged('y', { b: text }), object({ kind: { enum: ['z', 'x'] }, a: whole }, ['kind'])] },
      ];
    })(),
  },
  notes: {
    schemas: [
      text,
      { ...text, default: 'a' },
      { ...text, default: 'b' },
      { ...text, deprecated: true },
      { ...text, readOnly: true },
      { ...text, writeOnly: true },
      { ...text, description: 'other words', example: 'x' },
    ],
  },
  'members that only one side sends': {
    isLopsided: true,
    schemas: [
      object({ a: text }, ['a']),
      object({ a: { ...text, readOnly: true } }, ['a']),
      object({ a: { ...text, writeOnly: true } }, ['a']),
      object({ a: { ...whole, readOnly: true } }, ['a']),
      object({ a: { ...text, deprecated: true } }, ['a']),
    ],
  },
  'a text that is read': {
    mode: 'text',
    schemas: [
      text,
      whole,
      { type: 'boolean' },
      { type: ['string', 'integer'] },
      { enum: ['1', '2'] },
      { enum: [1, 2] },
      { enum: [null, 'a'] },
      { type: ['string', 'null'], maxLength: 2 },
      { type: ['integer', 'null'] },
      { enum: ['a'] },
      { ...text, maxLength: 3 },
      { ...text, pattern: '^\\d+$' },
      list(text),
      { ...text, format: 'binary' },
      {},
    ],
  },
  'a field of a form': {
    mode: 'form',
    isLopsided: true,
    schemas: [
      object({ a: text }),
      object({ a: whole }),
      object({ a: list(text) }),
      object({ a: object({ b: text }) }),
      object({ a: object({ b: whole }) }),
      object({ a: { ...text, format: 'binary' } }),
      object({ a: {} }),
    ],
  },
};

const pinned = openPinned('families.jsonl');
afterAll(pinned.save);

let strings: Awaited<ReturnType<typeof stringsIn>>;
beforeAll(async () => {
  strings = await stringsIn(Object.values(families).flatMap(({ schemas }) => schemas as Tree[]));
});

/** Each with its neighbours, and with the first of its kind. */
const pairsOf = (schemas: readonly Tree[]) =>
  schemas.flatMap((base, i) =>
    schemas.flatMap((head, j) =>
      i !== j && (i === 0 || j === 0 || Math.abs(i - j) === 1) ? [{ i, j, base, head }] : [],
    ),
  );

const lineOf = ({ class: kind, rule, field, says, witness }: Change) =>
  `${kind} ${rule} ${field}: ${says}${witness ? ` (${witness.what} ${witness.value})` : ''}`;

test.each(drawn(Object.entries(families), 4))('%s', (name, { schemas, mode, isLopsided }) => {
  const compared = (base: Tree, head: Tree, role: Role) => compareTrees(base, head, role, strings, mode);
  const all = pairsOf(schemas as Tree[]).map(({ i, j, base, head }) => ({
    way: `${i} > ${j}`,
    back: `${j} > ${i}`,
    sent: compared(base, head, 'request'),
    received: compared(base, head, 'response'),
  }));
  pinned.compare(
    name,
    all.flatMap(({ way, sent, received }) => {
      const [taken, given] = [sent, received].map((changes) => changes.map(lineOf));
      return [
        ...(taken ?? []).map((line) => `${way} sent ${line}`),
        ...(given ?? []).map((line) => `${way} got ${line}`),
      ];
    }),
  );
  if (isLopsided) return;
  // What breaks those who send breaks those who receive the other way round, and so does what does not.
  const breaking = (role: 'sent' | 'received', wayOf: 'way' | 'back') =>
    all
      .filter((one) => worstOf(one[role]) === 'breaking')
      .map((one) => one[wayOf])
      .sort();
  expect(breaking('sent', 'way')).toEqual(breaking('received', 'back'));
});
