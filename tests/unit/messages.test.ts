/** The catalogues of sentences: every language says all, with the same placeholders. */
import { describe, expect, test } from '@jest/globals';
import { placeholdersOf, render } from '../../src/base/message.ts';
import { en } from '../../src/messages/en.ts';
import { inEnglish, LANGUAGES, message, sentencesOf } from '../../src/messages/messages.ts';

describe.each(LANGUAGES.map((language) => [language] as const))('the catalogue of %s', (language) => {
  test('has every kind, and no other', async () => {
    expect(Object.keys(await sentencesOf(language)).sort()).toEqual(Object.keys(en).sort());
  });

  test('has the same placeholders in each sentence', async () => {
    const sentences = await sentencesOf(language);
    const of = (all: Readonly<Record<string, string>>) =>
      Object.fromEntries(Object.entries(all).map(([kind, sentence]) => [kind, placeholdersOf(sentence)]));
    expect(of(sentences)).toEqual(of(en));
  });

  test('leaves no sentence empty', async () => {
    for (const sentence of Object.values(await sentencesOf(language))) expect(sentence.trim()).not.toBe('');
  });
});

describe.each(LANGUAGES.map((language) => [language] as const))('what stands in the way, in %s', (language) => {
  test('is told with what to do about it as one sentence, or as two', async () => {
    const sentences = await sentencesOf(language);
    const helpful = Object.keys(sentences).filter((kind) => Object.hasOwn(sentences, `${kind}.mend`));
    expect(helpful.length).toBeGreaterThan(15);
    for (const kind of helpful) {
      const [whole, why, mend = ''] = [kind, `${kind}.why`, `${kind}.mend`].map((one) => sentences[one]);
      const then = `${mend.charAt(0).toLowerCase()}${mend.slice(1)}`;
      expect(['; ', ': ', '；', '：', '，'].map((between) => `${why}${between}${then}`)).toContain(whole);
    }
  });
});

describe('a message', () => {
  test('holds messages and lists in the language of the reader', async () => {
    const inner = message('rounding.takes-for', { body: '[1.5]', text: '1.5', id: '2' });
    const outer = message('in-exchanges', { message: inner, count: 3 });
    expect(inEnglish(outer)).toBe('[1.5] takes 1.5 for 2 (in 3 exchanges)');
    expect(render(outer, await sentencesOf('zh-CN'))).toContain('1.5');
    expect(render({ kind: 'text', values: { text: ['a', 'b'] } }, en)).toBe('a, b');
  });

  test('what is put in is text: its braces are no placeholders, its members no kinds', () => {
    expect(inEnglish(message('text', { text: '{count} {constructor}' }))).toBe('{count} {constructor}');
    expect(render({ kind: 'constructor', values: {} }, en)).toBe('constructor {}');
    expect(render({ kind: 'text', values: {} }, en)).toBe('{text}');
  });
});
