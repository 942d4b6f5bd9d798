/**
 * Our own history: the published editions against each other, and the vendor's Swagger fragment (facts that its crate of
 * 2024-06-26 publishes) against the edition of its time. The changes are pinned in fixtures/history.json (UPDATE=1 writes it).
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import type { Change } from '../../src/gate/change.ts';
import { comparePairs, pairUp } from '../../src/gate/compare/apis.ts';
import { readInput } from '../../src/gate/read/input.ts';
import { OPERATION_PATH } from '../../src/operation/path.ts';

const PINNED = new URL('fixtures/history.json', import.meta.url);
const SWAGGER = fileURLToPath(new URL('fixtures/vendor-swagger.json', import.meta.url));
type Line = string;
const pinned = JSON.parse(readFileSync(PINNED, 'utf8')) as Record<string, Line[]>;

async function changes(base: string, head: string): Promise<Change[]> {
  const [before, after] = [await readInput(base), await readInput(head)];
  if (before.kind !== 'api' || after.kind !== 'api') throw new Error('no API');
  const pairs = pairUp(before.api, after.api, `POST ${OPERATION_PATH}`);
  return comparePairs(pairs);
}

const lineOf = ({ class: kind, part, field, keyword, before, after, uses }: Change): Line =>
  [kind, part, field, keyword, before ?? '-', after ?? '-', `${uses.length}`]
    .map((text) => (text.length > 60 ? `${text.slice(0, 60)}...` : text))
    .join(' | ');

describe('our own history', () => {
  test.each([
    ['2022-12-05', '2023-06-29'],
    ['2023-06-29', '2025-03-26'],
    ['2022-12-05', '2025-03-26'],
    ['2023-06-29', SWAGGER],
  ])('%s -> %s', async (base, head) => {
    const key = `${base} -> ${head === SWAGGER ? 'vendor-swagger.json' : head}`;
    const lines = (await changes(base, head)).map(lineOf);
    if (process.env['UPDATE']) pinned[key] = lines;
    if (process.env['UPDATE']) writeFileSync(PINNED, `${JSON.stringify(pinned, null, 1)}\n`);
    expect(lines).toEqual(pinned[key]);
  });

  test('2022 -> 2023: a mandatory header and device_id came', async () => {
    const found = await changes('2022-12-05', '2023-06-29');
    expect(found.filter((one) => one.class === 'breaking').map(({ part, keyword }) => `${part}: ${keyword}`)).toEqual([
      'header X-Auth-Token: parameter',
      'request body: minimum',
      'request body: maximum',
    ]);
    expect(found.some(({ uses }) => uses.some(({ field }) => field === 'success[].device_id'))).toBe(true);
  });

  test('2023 -> 2025: the bounds went, and nothing else that breaks', async () => {
    const found = await changes('2023-06-29', '2025-03-26');
    const keywords = new Set(found.filter((one) => one.class === 'breaking').map(({ keyword }) => keyword));
    expect([...keywords].sort()).toEqual(['maxLength', 'maximum', 'minimum']);
    expect(found.every(({ class: kind, after }) => kind !== 'breaking' || after === null)).toBe(true);
  });

  test('17 nines and 18 nines differ: the vendor contradicts itself about id', async () => {
    const found = await changes('2023-06-29', SWAGGER);
    const id = found.find(({ field, keyword }) => field === 'success[].id' && keyword === 'maximum');
    expect(id).toMatchObject({ class: 'breaking', before: '99999999999999999', after: '999999999999999999' });
    expect(id?.witness?.value).toContain('999999999999999999');
  });

  test('an edition has no change against itself, nor against the OpenAPI document that is written from it', async () => {
    expect(await changes('2025-03-26', '2025-03-26')).toEqual([]);
    const document = fileURLToPath(new URL('../../contracts/openapi.yaml', import.meta.url));
    expect(await changes('2025-03-26', document)).toEqual([]);
    expect(await changes(document, '2025-03-26')).toEqual([]);
  });
});
