/** The ids of rules are frozen, and the table of docs/gate.md is made of them. UPDATE=1 writes both. */
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { readConfig } from '../../src/gate/config.ts';
import { rules, ruleText } from '../../src/gate/rules.ts';
import { changesOf } from './changes.ts';
import { cases } from './corpus.ts';

const PINNED = new URL('fixtures/rules.txt', import.meta.url);
const DOCS = new URL('../../docs/gate.md', import.meta.url);
const isUpdate = Boolean(process.env['UPDATE']);

const table = `<!-- rules -->\n| rule | about |\n|---|---|\n${Object.keys(rules)
  .map((id) => `| \`${id}\` | ${ruleText(id)} |`)
  .join('\n')}\n<!-- /rules -->`;

test('no id was changed or taken away', () => {
  const ids = `${Object.keys(rules).sort().join('\n')}\n`;
  if (isUpdate) writeFileSync(PINNED, ids);
  expect(ids).toBe(readFileSync(PINNED, 'utf8'));
});

test('docs/gate.md lists them', () => {
  const text = readFileSync(DOCS, 'utf8').replace(/<!-- rules -->[\s\S]*<!-- \/rules -->/, () => table);
  if (isUpdate) writeFileSync(DOCS, text);
  expect(readFileSync(DOCS, 'utf8')).toBe(text);
});

test('every change of the corpus has a rule that is listed, and says something', async () => {
  for (const { base, head } of cases)
    for (const { rule, says } of await changesOf(base, head)) {
      expect(Object.keys(rules)).toContain(rule);
      expect(says).not.toMatch(/^$|undefined|\{(before|after|keyword)\}/);
    }
});

test.each([
  ['schema/enums', 'schema/enum'],
  ['schema/Enum', 'schema/enum'],
  ['schema/maxLength', 'schema/max-length'],
  ['schema/nullable', 'schema/type'],
  ['schema/oneOf', 'schema/alternative-removed'],
  ['paramter/added', 'parameter/added'],
])('the settings know no %s, and say which rule may be meant', (id, meant) => {
  expect(() => readConfig('gate.yaml', `rules: { ${id}: off }`)).toThrow(`did you mean ${meant}?`);
});

test('every rule may be set', () => {
  const lines = Object.keys(rules).map((id) => `  ${id}: off\n`);
  expect(readConfig('gate.yaml', `rules:\n${lines.join('')}`).rules).toHaveProperty(['schema/min-length'], 'off');
});
