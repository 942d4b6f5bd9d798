/** What a store keeps of findings: their text, and their kinds, so that they can be told in another language later. */
import { describe, expect, test } from '@jest/globals';
import { inEnglish, message } from '../../src/messages/messages.ts';
import { speaking, tongueOf } from '../../src/messages/speech.ts';
import type { ReportCheck } from '../../src/report/report.gen.ts';
import { findingsOf, findingText } from '../../src/results/findings.ts';

const chinese = await tongueOf('zh-CN');

const failed = (found: Parameters<typeof inEnglish>[0]): ReportCheck => ({
  id: 'rounding/half',
  title: 'a half is rounded down',
  level: 'MUST',
  clauses: [],
  outcome: 'failed',
  message: inEnglish(found),
  expected: null,
  actual: null,
  exchanges: [],
  findings: [{ kind: found.kind, message: { ...found }, expected: { ...found }, actual: { ...found }, exchanges: [] }],
  reproduce: null,
});

describe('a finding in a store', () => {
  const said = message('rounding.takes-for', { body: '[20003.5]', text: '20003.5', id: '20004' });

  test('has its kind, and is told in the language that is spoken', () => {
    const [one] = findingsOf(failed(said));
    if (!one) throw new Error('no finding');
    expect(one).toMatchObject({ text: '[20003.5] takes 20003.5 for 20004', said });
    expect(findingText(one)).toBe(one.text);
    expect(speaking(chinese, () => findingText(one))).toBe('[20003.5]：20003.5 被当作 20004');
    // A store that was written and read again.
    const again = JSON.parse(JSON.stringify(one)) as typeof one;
    expect(speaking(chinese, () => findingText(again))).toBe('[20003.5]：20003.5 被当作 20004');
  });

  test('of an older store has its text alone', () => {
    expect(speaking(chinese, () => findingText({ text: 'a token is taken' }))).toBe('a token is taken');
  });

  test('keeps no kind where it is words alone, or too long to be kept', () => {
    for (const one of [
      message('text', { text: 'in words' }),
      message('rounding.takes-for', { body: 'x'.repeat(2000), text: '1', id: '2' }),
    ])
      expect(findingsOf(failed(one))[0]).not.toHaveProperty('said');
  });
});
