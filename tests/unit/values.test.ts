/** How many values an answer holds, before anybody parses it; and what is kept of those with too many. */
import { describe, expect, test } from '@jest/globals';
import { MOST_VALUES, valuesIn } from '../../src/base/values.ts';
import { whyCut } from '../../src/checks/judging.ts';
import type { Limits } from '../../src/deployment/deployment.ts';
import { openEvidence, openKept } from '../../src/exchange/evidence.ts';
import type { Answer } from '../../src/exchange/exchange.ts';
import { redactor } from '../../src/exchange/redact.ts';
import { inEnglish } from '../../src/messages/messages.ts';
import { answerWith } from './hand-made.ts';

const count = (text: string) => valuesIn(Buffer.from(text));

/** Values as JSON.parse finds them: each list, each object, and whatever else stands in one. */
function found(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1;
  return 1 + Object.values(value).reduce((sum: number, one) => sum + found(one), 0);
}

describe('at least as many as a parser makes', () => {
  test.each([
    '{}',
    '[]',
    '[[],[[]],{}]',
    '[1,"a,b",{"x":[null,true]}]',
    ' \n\t\r{"a":{"b":{"c":1}},"d":[{},{},{}]}',
    '{"success":[{"id":1,"device_name":"[{,\\"[,","device_id":1}],"failed":[]}',
  ])('%s', (text) => {
    const values = found(JSON.parse(text));
    expect(count(text)).toBeGreaterThanOrEqual(values - 1);
    // Empty lists and objects count twice at most.
    expect(count(text)).toBeLessThanOrEqual(2 * values);
  });

  test('commas in strings are none', () => expect(count(`["${',[{'.repeat(1000)}\\\\"]`)).toBe(1));
  test('a byte order mark is passed over', () => expect(count('\ufeff[1,2]')).toBe(2));
  test.each(['', '   ', 'no, no, no [', '"[1,2]"', '12', '<p>[1,2,3]</p>'])('%j holds none', (text) =>
    expect(count(text)).toBe(0),
  );
});

const LIMITS = { maxBodyBytes: 4_194_304 } as Limits;
const received = (body: string, isOverlong = false) => ({
  status: 200,
  headers: {},
  chunks: [Buffer.from(body)],
  bytes: Buffer.byteLength(body),
  isOverlong,
});
const none = redactor([]);
const why = (answer: Answer) => inEnglish(whyCut(answer, LIMITS));
const listOf = (n: number) => `[${Array(n).fill('1').join(',')}]`;

describe('why only the beginning of an answer is kept', () => {
  test('too many values', () => {
    const keep = openEvidence();
    expect(keep(received(listOf(MOST_VALUES)), none, none)).toMatchObject({ truncated: false, sha256: null });
    const answer = keep(received(listOf(MOST_VALUES + 1)), none, none);
    expect(answer).toMatchObject({ truncated: true, cut: 'values', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(answer.body).toHaveLength(64 * 1024);
    expect(why(answer)).toBe('the answer holds more than 100000 values and was not read to its end');
  });

  test('it is too long', () => {
    const answer = openEvidence()(received(listOf(MOST_VALUES), true), none, none);
    expect(answer.cut).toBe('length');
    expect(why(answer)).toBe('the answer is longer than 4194304 bytes and was not read to its end');
  });

  test('those before it were long enough in all: no limit of the deployment file is named', () => {
    const keep = openEvidence();
    const long = `{"error_msg":"${'x'.repeat(3_000_000)}"}`;
    const answers = Array.from({ length: 8 }, () => keep(received(long), none, none));
    expect(answers.map(({ cut }) => cut ?? null)).toEqual([...Array(6).fill(null), 'all', 'all']);
    expect(why(answers[7] as Answer)).toBe(
      'the answers before this one were so many or so long that only its beginning was kept: make the run smaller with --only',
    );
    // A record of an older suite does not say why.
    const { cut: _, ...old } = answers[7] as Answer;
    expect(why(old)).toBe(why(answers[7] as Answer));
    expect(keep(received('{"a":1}'), none, none)).toMatchObject({ truncated: false });
  });

  test('values count for more than their text', () => {
    const keep = openEvidence();
    const cuts = Array.from({ length: 8 }, () => keep(received(listOf(MOST_VALUES)), none, none).cut ?? null);
    expect(cuts).toEqual([...Array(5).fill(null), ...Array(3).fill('all')]);
  });
});

describe('answers of a record', () => {
  const answer = (body: string): Answer => answerWith(200, body);
  test('of this suite stay as they are', () => {
    const keep = openEvidence();
    const kept = openKept();
    for (let i = 0; i < 12; i++) {
      const own = keep(received(listOf(MOST_VALUES - i)), none, none);
      expect(kept(own)).toBe(own);
    }
  });
  test('of somebody else are bounded likewise, one by one and in all', () => {
    expect(openKept()(answer(listOf(MOST_VALUES + 1)))).toMatchObject({ truncated: true, cut: 'values' });
    const kept = openKept();
    const all = Array.from({ length: 30 }, () => kept(answer(listOf(MOST_VALUES))));
    expect(all.filter(({ truncated }) => !truncated).length).toBeLessThan(12);
    expect(all.at(-1)).toMatchObject({ cut: 'all' });
  });
});
