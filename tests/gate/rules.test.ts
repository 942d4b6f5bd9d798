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

test('settings that are wrong are told in plain words, with file and line', () => {
  const text = `rules:
  response/success-removed: hm
  schema/min-length: { breaking: 5 }
  schema/max-length: 5
  nonsense: error
ignor: x
paths: x
tags:
  only: [1]
internal: maybe
deprecation: { days: -1 }
`;
  const wrong = () => readConfig('gate.yaml', text);
  const severity =
    'is no class; write breaking, warning, compatible or off, or below it one of these for breaking, warning and compatible each';
  const lines = [
    `gate.yaml:2 /rules/response~1success-removed: ${severity}`,
    `gate.yaml:3 /rules/schema~1min-length: ${severity}`,
    `gate.yaml:4 /rules/schema~1max-length: ${severity}`,
    'gate.yaml:5 /rules/nonsense: there is no such rule; docs/gate.md lists them',
    'gate.yaml:6 /ignor: is no known key; known are rules, paths, tags, internal, deprecation',
    'gate.yaml:7 /paths: is text; write keys with their values below it',
    'gate.yaml:9 /tags/only/0: is a number; put it in quotes',
    'gate.yaml:10 /internal: must be one of compare, skip; write one of these',
    'gate.yaml:11 /deprecation/days: is too small; write 0 or more',
  ];
  for (const line of lines) expect(wrong).toThrow(line);
  expect(wrong).toThrow(
    expect.objectContaining({ message: expect.not.stringMatching(/must be object|anyOf|must NOT/) }),
  );
});
