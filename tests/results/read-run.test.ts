/** Runs that a store reads one after the other: what they share is read once, and nothing else is taken for it. */
import { describe, expect, test } from '@jest/globals';
import { runReader, type StoredRun } from '../../src/results/run.ts';
import { UnreadableRun } from '../../src/results/store.ts';
import { runAt } from './runs.ts';

const { run } = runAt('acme', '2026-11-01T02:00:00.000Z');
const where = { id: run.id, place: 'here' };
const text = JSON.stringify(run);
const [check = ''] = Object.keys(run.checks);
const other: StoredRun = { ...run, checks: { ...run.checks, [check]: 'MUST error' } };

/** What the last of the texts is read as, after the others. */
const lastOf = (...texts: string[]): StoredRun => {
  const read = runReader();
  return texts.map((one) => read(one, where)).at(-1) as StoredRun;
};

describe('a run that is read after others', () => {
  test('is what it says, whether its checks are those of the one before or not', () => {
    const texts = [run, run, other, other, run].map((one) => JSON.stringify(one));
    const read = runReader();
    expect(texts.map((one) => read(one, where))).toEqual([run, run, other, other, run]);
  });

  test('has its members in the order of its text', () => {
    expect(JSON.stringify(lastOf(text, text))).toBe(text);
  });

  test('shares checks that say the same, and nobody can change them', () => {
    const read = runReader();
    const [first, second] = [read(text, where), read(JSON.stringify({ ...run, findings: [] }), where)];
    expect(second.checks).toBe(first.checks);
    expect(() => {
      second.checks[check] = 'MUST passed';
    }).toThrow(TypeError);
  });

  const own = JSON.stringify(run.checks);
  const spelled = JSON.stringify(other.checks).replace('{', '{ ');
  test.each<[string, string, StoredRun]>([
    ['another member in front', text.replace(',"checks":', `,"more":{"a":1,"checks":${own}},"checks":`), run],
    ['the member twice, the last one counts', text.replace('}\n', '}').replace(/}$/, `,"checks":${spelled}}`), other],
    ['its name in a text', text.replace('"version":null', `"version":${JSON.stringify(`,"checks":${own}`)}`), run],
    [
      'its name spelled otherwise',
      text.replace(`"checks":${own}`, `"\\u0063hecks":${JSON.stringify(other.checks)}`),
      other,
    ],
    ['spaces', JSON.stringify(other, null, 1), other],
    [
      'an id with a brace',
      JSON.stringify({ ...run, checks: { 'a}b': 'MUST passed' } }),
      { ...run, checks: { 'a}b': 'MUST passed' } },
    ],
  ])('%s', (_, hostile, expected) => {
    expect(lastOf(text, hostile).checks).toEqual(expected.checks);
  });

  test.each([
    ['no JSON', text.slice(0, -1), 'no JSON'],
    ['no JSON where the checks are', text.replace(own, own.replace(':', '')), 'no JSON'],
    ['an outcome that there is not', text.replace('MUST ', 'MUST not '), '/checks/'],
    ['a number for the checks', text.replace(own, '0'), '/checks '],
    ['another version', text.replace('"schemaVersion":"1.0"', '"schemaVersion":"2.0"'), 'another version'],
  ])('is refused for what it is: %s', (_, bad, message) => {
    for (const before of [[], [text]]) {
      expect(() => lastOf(...before, bad)).toThrow(UnreadableRun);
      expect(() => lastOf(...before, bad)).toThrow(message);
    }
  });
});
