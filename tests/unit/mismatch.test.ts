/** What Pact says of a mismatch: told in every language, and in English as Pact has it. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { render } from '../../src/base/message.ts';
import { inEnglish, message, sentencesOf } from '../../src/messages/messages.ts';
import { described, titleOf } from '../../src/pacts/described.ts';
import { pactSays, redacted, sayMismatch } from '../../src/pacts/mismatch.ts';
import { readPact } from '../../src/pacts/pact-file.ts';
import { STATES } from '../../src/pacts/states.ts';

const chinese = await sentencesOf('zh-CN');
const FOLDER = new URL('../../contracts/pacts/', import.meta.url);

describe('what Pact says', () => {
  test.each([
    ['expected 400 but was 200', '应为 400，实为 200'],
    ['Actual map is missing the following keys: error_code, error_msg', '缺少成员 error_code, error_msg'],
    ['Expected [] (size 0) to have minimum size of 1', '[] 有 0 个元素，应至少有 1 个'],
    ["Expected '20004.7' to match '^-?[0-9]+$'", '“20004.7”应符合“^-?[0-9]+$”'],
    ['Expected "a (b)" (String) to be the same type as 1 (Integer)', '"a (b)"（字符串）的类型应与1（整数）相同'],
    [
      'Type mismatch: Expected {} (Object) to be the same type as [] (Array)',
      '类型不符：{}（对象）的类型应与[]（列表）相同',
    ],
    ['Expected 33 (Integer) to be equal to null (Null)', '应等于 null（null），实为 33（整数）'],
    ['Expected an empty List but received [{"id":1}]', '应为空列表，实为 [{"id":1}]'],
    ["Expected a header 'Content-Type' but was missing", '应有响应头“Content-Type”，实际没有'],
    [
      'Expected body Present(82 bytes, application/json) but was empty',
      '应有响应体 Present(82 bytes, application/json)，实际为空',
    ],
    [
      "Mismatch with header 'X-Id': Expected 'abc' to match '\\d+' for value at index 0",
      '响应头“X-Id”不符：第 0 个值：“abc”应符合“\\d+”',
    ],
    ['something that no version said so far', 'Pact 的原话：“something that no version said so far”'],
  ])('%s', (words, told) => {
    expect(inEnglish(pactSays(words))).toBe(words);
    expect(render(pactSays(words), chinese)).toBe(told);
  });

  test('is told with its place, and without secrets', () => {
    const place = message('pacts.place.body', { path: '$.hunter2secret' });
    const mismatch = { place, words: "Expected 'hunter2secret' to match 'x'", expected: 'hunter2secret', actual: '' };
    const told = redacted(mismatch, (text) => text.replaceAll('hunter2secret', '[redacted]'));
    expect(JSON.stringify(told)).not.toContain('hunter2');
    expect(inEnglish(sayMismatch(told))).toBe("body $.[redacted]: Expected '[redacted]' to match 'x'");
    expect(inEnglish(sayMismatch({ place: null, words: null, expected: '', actual: '' }))).toBe('it failed');
  });
});

describe('the pacts of this package', () => {
  const own = readdirSync(FOLDER).flatMap((name) => {
    const text = readFileSync(new URL(name, FOLDER), 'utf8');
    return readPact(name, text).interactions;
  });

  test('are told in every language, each interaction with its states', () => {
    expect(own.length).toBeGreaterThan(40);
    for (const interaction of own) {
      const { consumer, description, states } = interaction;
      expect(inEnglish(titleOf(interaction))).toBe(`${consumer}: ${description} (given ${states.join(' and ')})`);
      const title = render(titleOf(interaction), chinese).replace(consumer, '');
      expect([description, title]).toEqual([description, expect.not.stringMatching(/\b(?:a|an|is|with|answered)\b/)]);
    }
  });

  test('every state has its name in every language', () => {
    for (const name of Object.keys(STATES)) {
      const title = titleOf({ ...own[0], consumer: 'c', description: 'd', states: [name] } as (typeof own)[0]);
      expect(inEnglish(title)).toBe(`c: d (given ${name})`);
      expect(render(title, chinese)).toMatch(/^c：d（前提：\p{Script=Han}/u);
    }
  });

  test('words of other consumers stay as they are', () => {
    const theirs = described({ description: 'an id that Fred sends {description}' });
    expect(render(theirs, chinese)).toBe('an id that Fred sends {description}');
  });
});
