/** What every check makes of each world, and in which words. UPDATE=1 writes both files, in the long tier. */
import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, expect, test } from '@jest/globals';
import type { Result } from '../../../src/verdict/outcome.ts';
import { drawn, inLongTier } from '../../tier.ts';
import { rehearsed } from './rehearsed.ts';
import { lawful, worlds } from './worlds.ts';

const OUTCOMES = new URL('../fixtures/worlds.txt', import.meta.url);
const WORDS = new URL('../fixtures/world-words.txt', import.meta.url);
const isUpdate = Boolean(process.env['UPDATE']) && inLongTier();

const outcomeOf = ({ check, outcome, findings }: Result) =>
  [check.id, outcome, ...(findings.length > 1 ? [`${findings.length} times`] : [])].join(' ');

const cited = (exchanges: readonly string[]) => (exchanges.length === 1 ? '' : ` (${exchanges.length} exchanges)`);

/** What is found, one sentence for each kind of it; the first of each check. */
const wordsOf = (result: Result): string[] => {
  const kinds = new Map<string, string>();
  for (const found of result.findings) {
    if (found.kind === 'remark') kinds.set(`remark ${found.said.kind}`, `remark: ${found.text}`);
    else if (found.kind === 'obstacle')
      kinds.set(found.said.kind, `${found.outcome}: ${found.message}${cited(found.exchanges)}`);
    else {
      const key = `${found.said.message.kind} ${found.said.expected.kind} ${found.said.actual.kind}`;
      if (!kinds.has(key))
        kinds.set(key, `${found.message} | ${found.expected} | ${found.actual}${cited(found.exchanges)}`);
    }
  }
  return [...kinds.values()].map((words) => `${result.check.id} ${words}`.replaceAll('\n', '\\n'));
};

const faultless = rehearsed();
const usual = new Map(faultless.results.map((result) => [result.check.id, outcomeOf(result)]));

const parts = (text: string) =>
  new Map(
    text
      .split(/^# /m)
      .slice(1)
      .map((part) => {
        const [name = '', ...lines] = part.trimEnd().split('\n');
        return [name, lines];
      }),
  );
const pinned = isUpdate ? new Map<string, string[]>() : parts(readFileSync(OUTCOMES, 'utf8'));
const words = new Set(isUpdate ? [] : readFileSync(WORDS, 'utf8').trimEnd().split('\n'));
const said = new Set<string>();
afterAll(() => {
  if (!isUpdate) return;
  writeFileSync(OUTCOMES, [...pinned].map(([name, lines]) => `# ${[name, ...lines].join('\n')}\n`).join('\n'));
  writeFileSync(WORDS, `${[...said].sort().join('\n')}\n`);
});

test('nothing is found where all is as it should be', () => {
  expect(faultless.results.filter(({ outcome }) => outcome === 'failed' || outcome === 'error')).toEqual([]);
});

test('what is said to be lawful has a world', () => {
  expect(lawful.filter((name) => !(name in worlds))).toEqual([]);
});

test.each(drawn(Object.entries(worlds), 6))('%s', (name, world) => {
  const { results, record } = rehearsed(world);
  const lines = [
    `${record.exchanges.length} exchanges`,
    ...results
      .map(outcomeOf)
      .filter((line, i) => name.startsWith('as it') || line !== usual.get(results[i]?.check.id ?? '')),
  ];
  if (isUpdate) pinned.set(name, lines);
  expect(lines).toEqual(pinned.get(name));
  const own = results.flatMap(wordsOf);
  for (const one of own) said.add(one);
  if (lawful.includes(name))
    expect(results.filter(({ check, outcome }) => check.level === 'MUST' && outcome === 'failed')).toEqual([]);
  if (!isUpdate) expect(own.filter((one) => !words.has(one))).toEqual([]);
});
