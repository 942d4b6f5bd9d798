import { describe, expect, test } from '@jest/globals';
import { catalogue } from '../../src/checks/catalogue.ts';
import { editionIds, loadEdition } from '../../src/edition/load.ts';
import { table } from './pinned.ts';
import { faults, isKilled, scoreOf, variants } from './trial.ts';

const names = (list: readonly { name: string }[]) => list.map(({ name }) => name);

describe('the kill table', () => {
  test('has a row for each fault and each variant, in their order', () => {
    expect(names(table.faults)).toEqual(names(faults));
    expect(names(table.variants)).toEqual(names(variants));
  });

  test('names are unique', () => {
    const all = names([...faults, ...variants]);
    expect(all.filter((name, i) => all.indexOf(name) !== i)).toEqual([]);
  });

  test('every fault is caught, and no variant accused', () => {
    expect(names(table.faults.filter((row) => !isKilled(row)))).toEqual([]);
    expect(names(table.variants.filter(({ verdict }) => verdict !== 'conformant'))).toEqual([]);
    expect(table.score).toBe(scoreOf(table.faults, table.variants));
  });

  test('no request took a device of other people offline', () => {
    expect(names([...table.faults, ...table.variants].filter(({ harmed }) => harmed.length > 0))).toEqual([]);
  });

  test('a fault of a SHOULD fails no MUST', () => {
    expect(names(table.faults.filter(({ level, must }) => level === 'SHOULD' && must.length > 0))).toEqual([]);
  });
});

describe('the catalogue', () => {
  test('judges every clause of every edition', () => {
    const judged = new Set(catalogue.flatMap(({ clauses }) => clauses));
    for (const id of editionIds) {
      const clauses = loadEdition(id).clauses.map((clause) => clause.id);
      expect({ id, unjudged: clauses.filter((clause) => !judged.has(clause)) }).toEqual({ id, unjudged: [] });
    }
  });

  test('has no MUST or SHOULD check that no fault needs', () => {
    const failed = new Set(table.faults.flatMap(({ must, should }) => [...must, ...should]));
    const idle = catalogue.filter(({ id, level }) => level !== 'MAY' && !failed.has(id));
    expect(idle.map(({ id }) => id)).toEqual([]);
  });

  test('has no MAY check that tells no two variants apart', () => {
    for (const { id } of catalogue.filter(({ level }) => level === 'MAY')) {
      const remarks = new Set(
        table.variants.map((row) => row.remarks.filter((remark) => remark.startsWith(`${id}: `)).join('\n')),
      );
      expect({ id, tellsApart: remarks.size > 1 }).toEqual({ id, tellsApart: true });
    }
  });
});
