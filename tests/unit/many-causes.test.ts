/** Many findings: what the terminal and an action's log show of them, and what belongs together. */
import { describe, expect, test } from '@jest/globals';
import { message } from '../../src/messages/messages.ts';
import { formats } from '../../src/report/formats.ts';
import type { Report, ReportCheck } from '../../src/report/report.gen.ts';
import { renderText } from '../../src/report/text.ts';
import { widthOf } from '../../src/report/wrap.ts';
import { richReport } from './fixtures/report/rich-report.ts';

const text = (words: string) => ({ ...message('text', { text: words }) });
const words = (n: number) => `fault ${'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'[n]}`;

/** Each failed for a cause of its own, the second of each pair for that of the first. */
function reportOf(causes: number): Report {
  const checks = Array.from({ length: causes * 2 }, (_, i): ReportCheck => {
    const said = text(words(Math.floor(i / 2)));
    const finding = (expected: string, actual: string) => ({
      kind: 'text',
      message: said,
      expected: text(expected),
      actual: text(actual),
      exchanges: [],
    });
    return {
      id: `family/check-${i}`,
      title: `what check ${i} wants`,
      level: 'MUST',
      clauses: [],
      outcome: 'failed',
      message: String(said.values['text']),
      expected: 'one\nother',
      actual: 'came\ncame too',
      exchanges: [],
      findings: [finding('one', 'came'), finding('other', 'came too')],
      reproduce: `curl ${'x'.repeat(200)}`,
    };
  });
  return { ...richReport, checks };
}
const shown = (report: Report, width = 100) => renderText(report, { colour: false, width });

describe('the terminal', () => {
  test('tells a few causes whole, and says how many there are', () => {
    const said = shown(reportOf(8));
    expect(said.match(/FAILED MUST/g)).toHaveLength(8);
    expect(said).toContain('16 checks failed, for 8 causes');
    expect(said).not.toContain('Also found');
  });

  test('of many tells the first whole, the next in a line, and where the rest is; the verdict stands at the end', () => {
    const said = shown(reportOf(30));
    expect(said.match(/FAILED MUST/g)).toHaveLength(6);
    expect(said).toContain('Also found\n  ✗ MUST family/check-12: fault g (the same in 1 other check)\n');
    expect(said.match(/^ {2}✗ MUST /gm)).toHaveLength(12);
    expect(said).toContain('  and 12 more in report.html\n');
    expect(said.split('\n').slice(-4).join('\n')).toMatch(/Non-conformant[\s\S]*Next: /);
    expect(said.split('\n').length).toBeLessThan(160);
  });

  test('shows what was wanted beside what came of the same finding', () => {
    const said = shown(reportOf(1));
    expect(said).toContain('  expected  one\n  actual    came\n  of the first; 1 more in report.html\n');
  });

  test('keeps to a narrow window, but for commands and the table', () => {
    const lines = shown(reportOf(30), 60).split('\n');
    expect(lines.filter((line) => widthOf(line) > 60 && !/curl|^ {2}(MUST|SHOULD|MAY| {6}) /.test(line))).toEqual([]);
  });
});

test('the log of an action has an annotation for each cause, with the checks that failed for it', () => {
  const lines = formats.github.render(reportOf(3), []).trimEnd().split('\n');
  expect(lines).toHaveLength(4);
  expect(lines[1]).toContain('::fault a%0AMUST: what check 0 wants%0AThe same in 1 other check: family/check-1');
});
