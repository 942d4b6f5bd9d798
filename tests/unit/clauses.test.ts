import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { catalogue } from '../../src/checks/catalogue.ts';
import { judgeBySchema } from '../../src/edition/json-schema.ts';
import { editionIds, loadEdition } from '../../src/edition/load.ts';

const json = (path: string): object =>
  JSON.parse(readFileSync(new URL(`../../schemas/${path}`, import.meta.url), 'utf8')) as object;

/** The frozen list: an id never changes its meaning, its level or its place. `+` MUST, `-` SHOULD, `?` MAY. */
const all = `
  +URI-1 +URI-2a +URI-2b -URI-2c +URI-3a +URI-3b -URI-3c +URI-4
  +AUTH-1a +AUTH-1b -AUTH-1c +AUTH-2a +AUTH-2b +AUTH-2c -AUTH-2d -AUTH-2e +AUTH-2f +AUTH-2g +AUTH-3 -AUTH-4
  +BODY-1a +BODY-1b +BODY-1c +BODY-1d +BODY-1e -BODY-1f +BODY-2a +BODY-2b -BODY-2c +BODY-3 +BODY-4a +BODY-4b -BODY-5
  ?BODY-6 +BODY-7a +BODY-7b +BODY-7c -BODY-7d
  +ROUND-1a +ROUND-1b +ROUND-1c +ROUND-2 +ROUND-3a -ROUND-3b -ROUND-4 ?ROUND-5
  +ID-1a +ID-1b +ID-2a +ID-2b
  +ACC-1a +ACC-1b -ACC-1c +ACC-2a -ACC-2b +ACC-3 +ACC-4a -ACC-4b +ACC-5a +ACC-5b +ACC-5c +ACC-5d +ACC-6 +ACC-7
  +OK-1a -OK-1b -OK-1c -OK-1d +OK-2a -OK-2b +OK-3a +OK-3b +OK-3c -OK-3d -OK-3e ?OK-4 +OK-5a -OK-5b
  +ERR-1a -ERR-1b -ERR-1c -ERR-1d -ERR-1e -ERR-1f +ERR-2a -ERR-2b -ERR-3 -ERR-4 -ERR-5
  +EFF-1a -EFF-1b -EFF-1c +EFF-2a +EFF-2b ?EFF-3a ?EFF-3b`
  .trim()
  .split(/\s+/);

/** What an edition lacks. */
const lacking: Readonly<Record<string, (id: string) => boolean>> = {
  '2022-12-05': (id: string) => id.startsWith('AUTH-') || id === 'URI-4' || id === 'OK-3b',
  '2023-06-29': (id: string) => id === 'URI-4',
  '2025-03-26': (id: string) => id === 'OK-3e' || id === 'ERR-1c',
};

const sign = { MUST: '+', SHOULD: '-', MAY: '?' };

describe.each(editionIds)('the clauses of edition %s', (id) => {
  const edition = loadEdition(id);

  test('are those of requirements, with their levels, in their order', () => {
    const expected = all.filter((entry) => !lacking[id]?.(entry.slice(1)));
    expect(edition.clauses.map((clause) => sign[clause.level] + clause.id)).toEqual(expected);
  });

  test('are in the form of their schema', () => {
    expect(judgeBySchema('clauses.schema.json', json(`editions/${id}/clauses.json`))).toEqual([]);
    expect(json(`editions/${id}/clauses.json`)).toMatchObject({ edition: id });
  });

  test('say each something of their own, and name a source', () => {
    const statements = edition.clauses.map(({ statement }) => statement);
    expect(new Set(statements).size).toBe(statements.length);
    // One sentence.
    expect(statements.filter((statement) => /[.!?] [A-Z]/.test(statement))).toEqual([]);
  });

  test('are found by their id', () => {
    expect(edition.clause('URI-1')?.level).toBe('MUST');
    expect(edition.clause('AUTH-1a') === undefined).toBe(id === '2022-12-05');
    expect(edition.clause('toString')).toBeUndefined();
  });

  test('are each judged by a check of at least that level', () => {
    const judged = new Map<string, string[]>();
    for (const check of catalogue) {
      for (const clause of check.clauses) judged.set(clause, [...(judged.get(clause) ?? []), check.level]);
    }
    expect(edition.clauses.filter((clause) => !judged.get(clause.id)?.includes(clause.level)).map((c) => c.id)).toEqual(
      [],
    );
  });
});

test('a clause means the same harm in every edition', () => {
  const harms = new Map<string, Set<string>>();
  for (const { id, harm, consequence } of editionIds.flatMap((edition) => loadEdition(edition).clauses))
    harms.set(id, (harms.get(id) ?? new Set()).add(`${harm} ${consequence}`));
  expect([...harms].filter(([, set]) => set.size > 1)).toEqual([]);
});

test('a clause keeps its level through the editions', () => {
  const levels = new Map<string, Set<string>>();
  for (const { id, level } of editionIds.flatMap((edition) => loadEdition(edition).clauses)) {
    levels.set(id, (levels.get(id) ?? new Set()).add(level));
  }
  expect([...levels].filter(([, set]) => set.size > 1)).toEqual([]);
});

test('the schema of clauses is valid, and refuses what is no clause', () => {
  const ajv = new Ajv2020({ strict: true });
  const schema = json('clauses.schema.json');
  expect(ajv.validateSchema(schema)).toBe(true);
  const good = {
    id: 'URI-1',
    level: 'MUST',
    statement: 'It does so.',
    source: 'URI',
    harm: 'effect',
    consequence: 'It fails.',
  };
  const judge = (clause: object) => judgeBySchema('clauses.schema.json', { edition: '2025-03-26', clauses: [clause] });
  expect(judge(good)).toEqual([]);
  for (const change of [
    { id: 'URI1' },
    { level: 'WILL' },
    { statement: 'no stop' },
    { source: '' },
    { harm: 'much' },
    { consequence: '' },
    { more: 1 },
  ]) {
    expect(judge({ ...good, ...change })).toHaveLength(1);
  }
});
