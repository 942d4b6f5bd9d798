/** A check that is new in a release is shown by every format, and none takes its failure for one that decides. */
import { expect, test } from '@jest/globals';
import { loadEdition } from '../../src/edition/load.ts';
import { tongueOf } from '../../src/messages/speech.ts';
import { formats } from '../../src/report/formats.ts';
import { renderText } from '../../src/report/text.ts';
import { runOf } from '../../src/results/run.ts';
import { richReport } from './fixtures/report/rich-report.ts';

const { clauses } = loadEdition(richReport.suite.edition);
const deciding = richReport.checks.find(({ level, outcome }) => level === 'MUST' && outcome === 'failed');
const report = {
  ...richReport,
  checks: richReport.checks.map((check) => (check.id === deciding?.id ? { ...check, provisional: '0.2' } : check)),
};
const inOrder = (format: keyof typeof formats, of = report) => formats[format].render(of, clauses);
const NOTE = 'This check is new in release 0.2 and provisional: it does not decide the verdict yet.';

test('pages for people say so', async () => {
  expect(inOrder('html')).toContain(NOTE);
  expect(inOrder('markdown')).toContain('new in release 0.2 and provisional');
  expect(renderText(report, { colour: false, width: 100, clauses })).toMatch(/\(does not decide the verdict\)/);
  const chinese = await tongueOf('zh-CN');
  expect(formats.html.render(report, clauses, undefined, chinese)).toContain('试行');
});

test('JSON has it as data, and what a store keeps of the run too', () => {
  const { checks } = JSON.parse(inOrder('json'));
  expect(checks.find(({ id }: { id: string }) => id === deciding?.id)).toMatchObject({ provisional: '0.2' });
  expect(runOf(report, inOrder('json'), null).provisional).toEqual([deciding?.id]);
  expect(runOf(richReport, inOrder('json', richReport), null)).not.toHaveProperty('provisional');
});

test('formats for machines take its failure for none that decides', () => {
  const failures = (text: string) => (text.match(/<failure/g) ?? []).length;
  expect(failures(inOrder('junit', richReport)) - failures(inOrder('junit'))).toBe(1);
  const errors = (text: string) => (text.match(/"level": "error"/g) ?? []).length;
  expect(errors(inOrder('sarif', richReport)) - errors(inOrder('sarif'))).toBe(1);
});
