import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { inEnglish } from '../../src/messages/messages.ts';
import { chainer, chainOf } from '../../src/run/chain.ts';
import '../seeded.ts';

const recordOf = (entries: readonly object[]) => {
  const chained = chainer();
  return entries.map((entry) => `${chained(JSON.stringify(entry))}\n`).join('');
};
const entries = [{ type: 'start' }, { type: 'note', text: 'a' }, { type: 'note', text: 'a' }, { type: 'end', at: 1 }];
const lines = recordOf(entries).split('\n').slice(0, -1);
const text = (of: readonly string[]) => of.map((line) => `${line}\n`).join('');

test('the lines stay JSON with what was in them', () => {
  expect(lines.map((line) => JSON.parse(line))).toMatchObject(entries.map((entry, i) => ({ ...entry, seq: i + 1 })));
  expect(JSON.parse(lines[0] ?? '')).toHaveProperty('prev', null);
});

test('as written it is whole, also where it was cut off in the middle of a line', () => {
  expect(chainOf(text(lines))).toEqual({ kind: 'whole', lines: 4 });
  expect(chainOf(text(lines).slice(0, -5))).toEqual({ kind: 'whole', lines: 3 });
});

test('a record of an earlier version has no chain', () => {
  expect(chainOf(text(entries.map((entry) => JSON.stringify(entry))))).toEqual({ kind: 'none' });
  expect(chainOf('')).toEqual({ kind: 'none' });
});

describe('what shows', () => {
  const [a = '', b = '', c = '', d = ''] = lines;
  test.each<[string, string[], number, string]>([
    [
      'a line that was changed',
      [a, b.replace('"a"', '"b"'), c, d],
      3,
      'the line before it is not the one that was written',
    ],
    ['a line that was taken away', [a, c, d], 2, 'it has the number 3: 1 before it were taken away'],
    ['the first line taken away', [b, c, d], 1, 'it has the number 2: 1 before it were taken away'],
    ['a line that was added', [a, b, JSON.stringify({ type: 'note' }), c, d], 3, 'it has no number'],
    ['a line that was doubled', [a, b, b, c, d], 3, 'it has the number 2, which stood before'],
    ['two lines that changed places', [a, c, b, d], 2, 'it has the number 3'],
    [
      'a number without its hash',
      [a, b, c.replace(/"prev":"."/, '"prev":"0').replace(/"prev":"./, '"prev":"0'), d],
      3,
      'not the one that was written',
    ],
    ['numbers that were taken off one line', [a, b.replace(/,"seq".*$/, '}'), c, d], 2, 'it has no number'],
  ])('%s', (_, of, line, problem) => {
    const found = chainOf(text(of));
    expect(found).toMatchObject({ kind: 'broken', line });
    expect(found.kind === 'broken' && inEnglish(found.problem)).toContain(problem);
  });

  test('any change of any line but the last, and any line left out but those of the end', () => {
    const changed = fc.record({ at: fc.nat(2), place: fc.nat(1000), to: fc.constantFrom('x', '0', '"', ' ') });
    fc.assert(
      fc.property(changed, ({ at, place, to }) => {
        const line = lines[at] ?? '';
        const i = place % line.length;
        const other = line.slice(0, i) + to + line.slice(i + 1);
        fc.pre(other !== line);
        return chainOf(text(lines.with(at, other))).kind === 'broken';
      }),
    );
  });
});
