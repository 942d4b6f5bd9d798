/** Reports and the command line in Chinese: what is chosen, what is said, and what stays. */
import { describe, expect, test } from '@jest/globals';
import { languageOf } from '../../src/cli/language.ts';
import { editionIds, loadEdition } from '../../src/edition/load.ts';
import { tongueOf } from '../../src/messages/speech.ts';
import { formats } from '../../src/report/formats.ts';
import { renderText } from '../../src/report/text.ts';
import { widthOf, wrapped } from '../../src/report/wrap.ts';
import { richReport } from './fixtures/report/rich-report.ts';

const tongue = await tongueOf('zh-CN');
const { clauses } = loadEdition('2025-03-26');

describe('the language', () => {
  test.each([
    [['--lang', 'zh-CN'], { LANG: 'en_US.UTF-8' }, 'zh-CN'],
    [['--lang=en'], { ROMA_LANG: 'zh-CN' }, 'en'],
    [[], { ROMA_LANG: 'zh-CN', LANG: 'C' }, 'zh-CN'],
    [[], { LC_ALL: 'zh_CN.UTF-8', LANG: 'C' }, 'zh-CN'],
    [[], { LANG: 'zh_TW.UTF-8' }, 'en'],
    [[], { LANG: 'de_DE.UTF-8' }, 'en'],
    [[], {}, 'en'],
  ])('of %j and %j is %s', (argv, env, language) => expect(languageOf(argv, env)).toBe(language));

  test('that there is not is refused with the list', () => {
    expect(() => languageOf(['--lang', 'de'], {})).toThrow('en, zh-CN');
    expect(() => languageOf([], { ROMA_LANG: 'xx' })).toThrow('en, zh-CN');
  });
});

test('every clause has its consequence and its sources in Chinese', () => {
  for (const { consequence, source } of editionIds.flatMap((id) => loadEdition(id).clauses)) {
    expect([consequence, Object.hasOwn(tongue.names.consequences, consequence)]).toEqual([consequence, true]);
    for (const part of source.split('; '))
      expect([part, Object.hasOwn(tongue.names.sources, part)]).toEqual([part, true]);
  }
});

test('the page says its language, and its own words are Chinese', () => {
  const page = formats.html.render(richReport, clauses, undefined, tongue);
  expect(page).toContain('<html lang="zh-CN">');
  for (const english of ['What was found', 'How to read this', 'All checks', 'Expected', 'Asked by'])
    expect([english, page.includes(`>${english}`)]).toEqual([english, false]);
  expect(formats.html.render(richReport, clauses)).toContain('<html lang="en">');
});

test('programs read English in every language', () => {
  for (const name of ['json', 'junit', 'sarif', 'ctrf', 'har'] as const)
    expect(formats[name].render(richReport, clauses, undefined, tongue)).toBe(
      formats[name].render(richReport, clauses),
    );
});

test('a line of Chinese fits a terminal, two columns to a character', () => {
  expect(widthOf('符合ok')).toBe(6);
  const lines = wrapped('被测系统至少违反了一项强制要求：依据该文档编写的软件会因此受到影响。', '  ', 24);
  for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(24);
  for (const line of lines) expect(line.trim()).not.toMatch(/^[，。：；]/);
  expect(renderText(richReport, { colour: false, width: 80, clauses, tongue })).toContain('不符合');
});
