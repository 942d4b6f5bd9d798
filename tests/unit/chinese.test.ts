/** What stands outside the catalogue of messages: titles of checks and statements of clauses. */
import { describe, expect, test } from '@jest/globals';
import { catalogue } from '../../src/checks/catalogue.ts';
import { exploring } from '../../src/checks/explore/explore.ts';
import { editionIds, loadEdition } from '../../src/edition/load.ts';
import { tongueOf } from '../../src/messages/speech.ts';
import { clauseIn } from '../../src/messages/zh/clauses.ts';
import { titles } from '../../src/messages/zh/titles.ts';

/** Words of another language, but names of members, methods, headers and codes. */
const isChinese = (text: string) => /\p{Script=Han}/u.test(text);

test('every check has a title, and no other', () => {
  const ids = [...catalogue, ...exploring].map(({ id }) => id);
  expect(Object.keys(titles).sort()).toEqual([...ids].sort());
  for (const [id, title] of Object.entries(titles)) expect([id, isChinese(title)]).toEqual([id, true]);
});

test('no two checks have the same title', () => {
  expect(new Set(Object.values(titles)).size).toBe(Object.keys(titles).length);
});

describe.each(editionIds.map((id) => [id]))('edition %s', (id) => {
  test('every clause has a statement', () => {
    for (const clause of loadEdition(id).clauses)
      expect([clause.id, isChinese(clauseIn(clause.id, id) ?? '')]).toEqual([clause.id, true]);
  });
});

test('where editions state a clause otherwise, so does the Chinese', () => {
  const english = new Map<string, Map<string, Set<string>>>();
  for (const id of editionIds) {
    for (const { id: clause, statement } of loadEdition(id).clauses) {
      const by = english.get(clause) ?? new Map<string, Set<string>>();
      by.set(statement, (by.get(statement) ?? new Set()).add(clauseIn(clause, id) ?? ''));
      english.set(clause, by);
    }
  }
  for (const [clause, by] of english) {
    const chinese = [...by.values()].map((said) => [...said]);
    expect([clause, new Set(chinese.flat()).size]).toEqual([clause, by.size]);
    for (const said of chinese) expect([clause, said.length]).toEqual([clause, 1]);
  }
});

test('of an unknown clause nothing is stated', () => {
  expect(clauseIn('constructor', '2022-12-05')).toBeUndefined();
  expect(clauseIn('URI-9', '2022-12-05')).toBeUndefined();
});

/** One word for one thing, as docs/glossary.md has it. Each of these stands for another, but where it is part of a longer one. */
const OTHER_WORDS = /令牌|凭据|应答|答复|掉线|断线|部署(?!文件|到|的一方|。)|检查失败|检测该|批量(?!请求|强制)/u;

test('one thing has one word', async () => {
  const { names, sentences } = await tongueOf('zh-CN');
  const { phrases, consequences, sources } = names;
  const statements = editionIds.flatMap((id) => loadEdition(id).clauses.map((clause) => clauseIn(clause.id, id) ?? ''));
  const all = [sentences, titles, phrases, consequences, sources].flatMap((of) => Object.values(of));
  expect(all.length).toBeGreaterThan(1000);
  expect([...all, ...statements].filter((said) => OTHER_WORDS.test(said))).toEqual([]);
});
