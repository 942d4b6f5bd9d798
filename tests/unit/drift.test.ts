import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { editedEditions } from '../../scripts/drift/editions.ts';

const root = new URL('../../', import.meta.url).pathname;
const copy = mkdtempSync(join(tmpdir(), 'roma-drift-'));
afterAll(() => rmSync(copy, { recursive: true }));

test('a released edition that was edited is named, with the way out', async () => {
  cpSync(join(root, 'schemas'), join(copy, 'schemas'), { recursive: true });
  expect(await editedEditions(copy)).toEqual([]);
  const file = join(copy, 'schemas/editions/2023-06-29/error.schema.json');
  writeFileSync(file, readFileSync(file, 'utf8').replace('{', '{ '));
  expect(await editedEditions(copy)).toEqual([
    expect.stringMatching(
      /^schemas\/editions\/2023-06-29\/error\.schema\.json is not what was released; .*write it as a new edition/,
    ),
  ]);
});

test('an edition that is not released yet is named', async () => {
  cpSync(join(root, 'schemas/editions/2025-03-26'), join(copy, 'schemas/editions/2026-01-01'), { recursive: true });
  expect((await editedEditions(copy)).join()).toContain('schemas/editions/2026-01-01 is not in');
});
