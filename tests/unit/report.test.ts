/** What every format makes of a full report, pinned, and of a report in which every text of the deployment is an attack. */
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { marked } from 'marked';
import { SaxesParser } from 'saxes';
import { loadEdition } from '../../src/edition/load.ts';
import { type FormatName, formats } from '../../src/report/formats.ts';
import type { Report } from '../../src/report/report.gen.ts';
import { renderText } from '../../src/report/text.ts';
import { hostile } from './fixtures/report/hostile.ts';
import { richReport } from './fixtures/report/rich-report.ts';

const { clauses } = loadEdition('2025-03-26');
const render = (format: FormatName, report: Report) => formats[format].render(report, clauses);
const folder = new URL('./fixtures/report/', import.meta.url);

/** Compares with a file in git; `UPDATE=1 npx jest` writes it anew, to be looked at in the diff. */
function pinned(name: string, text: string): void {
  const file = new URL(name, folder);
  if (process.env['UPDATE']) writeFileSync(file, text);
  expect(text).toBe(readFileSync(file, 'utf8'));
}

describe('a full report', () => {
  for (const format of Object.keys(formats) as FormatName[]) {
    test(`as ${format}`, () => pinned(`rich.${formats[format].file ?? format}`, render(format, richReport)));
  }
  test('as text', () => pinned('rich.txt', renderText(richReport, { colour: false, width: 100, clauses })));
  test('as text with colour', () => {
    const plain = renderText(richReport, { colour: false, width: 100, clauses });
    const coloured = renderText(richReport, { colour: true, width: 100, clauses });
    expect(coloured).not.toBe(plain);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are such characters
    expect(coloured.replace(/\x1b\[\d+m/g, '')).toBe(plain);
  });

  test('is what its schema says', () => {
    const schema = JSON.parse(readFileSync(new URL('../../schemas/report.schema.json', import.meta.url), 'utf8'));
    const validate = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true }).compile(schema);
    validate(JSON.parse(render('json', richReport)));
    expect(validate.errors).toBeNull();
  });

  test('shows the suite, its version and its score in every format that tells of the run as a whole', () => {
    for (const format of ['json', 'html', 'markdown', 'junit', 'ctrf'] as FormatName[]) {
      const text = render(format, richReport);
      expect(text).toContain(richReport.suite.version);
      expect(text).toContain(richReport.suite.score ?? 'no score');
    }
    expect(renderText(richReport, { colour: false, width: 100, clauses })).toContain(
      richReport.suite.score ?? 'no score',
    );
  });
});

describe.each(Object.entries(hostile))('texts of the deployment that are %s', (_name, report) => {
  test('stay data in JUnit: a parser reads it, and finds no element but ours', () => {
    const elements = new Set<string>();
    const parser = new SaxesParser();
    parser.on('opentag', ({ name }) => elements.add(name));
    parser.on('error', (error) => {
      throw error;
    });
    parser.write(render('junit', report)).close();
    const ours = [
      'testsuites',
      'testsuite',
      'properties',
      'property',
      'testcase',
      'failure',
      'error',
      'skipped',
      'system-out',
    ];
    expect([...elements].filter((name) => !ours.includes(name))).toEqual([]);
  });

  test('stay data in HTML: no tag and no attribute comes from them', () => {
    const text = render('html', report);
    expect(text.match(/<script/g)).toHaveLength(1);
    expect(text).not.toMatch(
      /<(?!\/?(?:html|head|meta|title|style|body|a|header|div|p|h[1-6]|span|strong|b|i|ul|ol|li|nav|details|summary|main|section|table|caption|thead|tbody|tr|t[hd]|dl|d[td]|code|pre|form|select|option|label|input|article|small|em|br|button|footer|script|abbr|time|figure|hr|!DOCTYPE)\b|!DOCTYPE)/i,
    );
  });

  test('stay data on the terminal: no control character, no bidirectional mark', () => {
    const text = renderText(report, { colour: false, width: 100 });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
    expect(text).not.toMatch(/[\0-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]/);
  });

  test('stay data in Markdown: no markup that acts, no mention, no link', async () => {
    const text = render('markdown', report);
    const page = await marked.parse(text, { gfm: true });
    expect(page).not.toMatch(/<(script|img|a|iframe|h1|!--)\b/i);
    const outsideCode = page.replace(/<code[\s\S]*?<\/code>/g, '');
    expect(outsideCode).not.toMatch(/(^|\s)@\w/);
  });

  test('give no command to a CI server at the start of a line', () => {
    for (const text of [
      renderText(report, { colour: false, width: 100 }),
      render('markdown', report),
      render('junit', report),
    ])
      expect(text).not.toMatch(/^\s*(::\w|##vso\[|##\[|##teamcity\[)/m);
  });

  test('stay as they are in JSON', () => {
    expect(JSON.parse(render('json', report))).toEqual(JSON.parse(JSON.stringify(report)));
  });
});
