import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { catalogue } from '../../src/checks/catalogue.ts';
import { exploring } from '../../src/checks/explore/explore.ts';
import { editionIds, loadEdition } from '../../src/edition/load.ts';
import { en } from '../../src/messages/en.ts';
import { titles } from '../../src/messages/zh/titles.ts';
import { zh } from '../../src/messages/zh.ts';
import { faults } from '../../src/mock/catalogue.ts';

const all = [...catalogue, ...exploring];
const frozen = readFileSync(new URL('./fixtures/check-ids.txt', import.meta.url), 'utf8')
  .trim()
  .split('\n');

describe('the catalogue', () => {
  test('has every id that was ever published: waivers and scripts name them', () => {
    const ids = all.map(({ id }) => id);
    expect(frozen.filter((id) => !ids.includes(id))).toEqual([]);
  });

  test('has its new ids in the list of published ones', () => {
    expect(all.map(({ id }) => id).filter((id) => !frozen.includes(id))).toEqual([]);
  });

  test('has ids that are unique, and of the form family/name', () => {
    const ids = all.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z]+\/[a-z0-9]+(-[a-z0-9]+)*$/);
  });

  test('names clauses that exist, and of none a level below its own', () => {
    const clauses = new Map(editionIds.flatMap((id) => loadEdition(id).clauses.map((clause) => [clause.id, clause])));
    const rank = { MAY: 0, SHOULD: 1, MUST: 2 };
    for (const { id, level, clauses: named } of all) {
      expect({ id, unknown: named.filter((clause) => !clauses.has(clause)) }).toEqual({ id, unknown: [] });
      const levels = named.map((clause) => rank[clauses.get(clause)?.level ?? 'MUST']);
      expect({ id, isTooStrict: Math.max(...levels) < rank[level] }).toEqual({ id, isTooStrict: false });
    }
  });

  test('has checks that are provisional for one minor release, and no longer', () => {
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
    const current = version.split('.').slice(0, 2).join('.');
    const others = all.filter(({ provisional }) => provisional !== undefined && provisional !== current);
    expect(others.map(({ id }) => id)).toEqual([]);
  });

  test('was written to its end: nothing is left of the skeletons of check:new', () => {
    const sentences = [...Object.entries(en), ...Object.entries(zh), ...Object.entries(titles)];
    const told = [
      ...sentences.map(([key, text]) => `${key}: ${text}`),
      ...all.map(({ id, title }) => `${id}: ${title}`),
      ...faults.map(({ name, description }) => `${name}: ${description}`),
    ];
    expect(told.filter((one) => one.includes('TODO'))).toEqual([]);
  });

  test('has titles that say what a conforming deployment does: no capital, no full stop', () => {
    for (const { title } of all) expect(title).toMatch(/^(?![A-Z][a-z]).*[^.]$/);
  });
});
