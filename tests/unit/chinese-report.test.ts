/** Whole reports in Chinese: nothing of them is left in English but names, and nothing is punctuated as English is. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { startMock } from '../../src/cli/inputs.ts';
import { loadEdition } from '../../src/edition/load.ts';
import { tongueOf } from '../../src/messages/speech.ts';
import { formats } from '../../src/report/formats.ts';
import type { Report } from '../../src/report/report.gen.ts';
import { renderText } from '../../src/report/text.ts';
import { rejudge } from '../../src/suite/rejudge.ts';
import { verify } from '../../src/suite/verify.ts';
import { leftOver } from './fixtures/latin.ts';

const tongue = await tongueOf('zh-CN');

/** A run with findings, remarks, a waiver and a check that could not be judged. */
async function withFindings(): Promise<Report> {
  const { deployment, close } = await startMock({ fault: ['rounds-up', 'no-credential-needed'], variant: [] });
  const waivers = [{ check: 'rounding/half', reason: '已知问题', owner: '连接组', expires: '2999-12-31' }];
  try {
    return await verify({ ...deployment, waivers }, { strict: true });
  } finally {
    await close();
  }
}

/** What the owner of that one calls things. */
const GIVEN = ['the sample of this repository', 'acme-staging', 'acme', 'vendor', 'region', 'cn-north-4'];

/** A run that came to nothing. */
const unjudged = (): Promise<Report> =>
  rejudge(readFileSync(new URL('../../reports/sample/not-judged/record.jsonl', import.meta.url), 'utf8'), {
    name: 'record.jsonl',
  });

/** What people read of a page: without the evidence, which is as it came, and what stands for programs. */
const readable = (page: string): string =>
  page
    .replace(/<(script|style|pre|code)\b[\s\S]*?<\/\1>/g, ' ')
    .replace(/<[^>]*?\b(?:aria-label|placeholder|title|alt)="([^"]*)"[^>]*>/g, ' $1 ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&(?:amp|lt|gt|quot|#39);/g, ' ');

const reports = { 'a run with findings': await withFindings(), 'a run that was not judged': await unjudged() };

describe.each(Object.entries(reports))('the report of %s', (_, report) => {
  const { clauses } = loadEdition(report.suite.edition);

  test('is Chinese on a terminal', () => {
    expect(leftOver(renderText(report, { colour: false, width: 100, clauses, tongue }), GIVEN)).toEqual([]);
  });

  test('is Chinese as Markdown', () => {
    const text = formats.markdown.render(report, clauses, undefined, tongue);
    expect(leftOver(text.replace(/```[\s\S]*?```/g, ' ').replace(/<[^>]*>/g, ' '), GIVEN)).toEqual([]);
  });

  test('is Chinese as a page', () => {
    expect(leftOver(readable(formats.html.render(report, clauses, undefined, tongue)), GIVEN)).toEqual([]);
  });
});
