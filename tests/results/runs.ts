import { renderJson } from '../../src/report/json.ts';
import type { Report } from '../../src/report/report.gen.ts';
import { runOf, type StoredRun } from '../../src/results/run.ts';
import { richReport } from '../unit/fixtures/report/rich-report.ts';

/** A report that differs from the full one as asked. */
export function reportOf(name: string, startedAt: string, change: (report: Report) => void = () => {}): Report {
  const report = structuredClone(richReport);
  report.deployment.name = name;
  report.startedAt = startedAt;
  report.run = { ...report.run, partial: false, interrupted: false };
  change(report);
  return report;
}

/** What a store is given of a run. */
export function stored(report: Report): { run: StoredRun; text: string } {
  const text = renderJson(report);
  return { run: runOf(report, text, 'a'.repeat(64)), text };
}

export const runAt = (name: string, startedAt: string, change?: (report: Report) => void) =>
  stored(reportOf(name, startedAt, change));
