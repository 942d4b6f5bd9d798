import type { Report, ReportCheck } from './report.gen.ts';
import { decides, headline, linesOf } from './words.ts';

/** CTRF (ctrf.io), which dashboards and actions for test results read. A SHOULD that does not decide counts as passed. */
export function renderCtrf(report: Report): string {
  const tests = report.checks.map((check) => testOf(check, report));
  const count = (status: string) => tests.filter((one) => one.status === status).length;
  const start = Date.parse(report.startedAt);
  const ctrf = {
    reportFormat: 'CTRF',
    specVersion: '0.0.0',
    timestamp: report.startedAt,
    generatedBy: 'roma-conformance',
    results: {
      tool: { name: report.suite.name, version: report.suite.version },
      summary: {
        tests: tests.length,
        passed: count('passed'),
        failed: count('failed'),
        skipped: count('skipped'),
        pending: count('pending'),
        other: count('other'),
        start,
        stop: start + Math.round(report.durationMs),
      },
      tests,
      environment: {
        appName: report.deployment.name,
        ...(report.deployment.version !== undefined && { appVersion: report.deployment.version }),
        testEnvironment: report.deployment.baseUrl,
        extra: { verdict: headline(report), edition: report.suite.edition, score: report.suite.score },
      },
    },
  };
  return `${JSON.stringify(ctrf, null, 2)}\n`;
}

function testOf(check: ReportCheck, report: Report) {
  const own = report.exchanges.filter((x) => x.check === check.id);
  return {
    name: check.id,
    status: statusOf(check, report),
    rawStatus: check.outcome,
    duration: Math.round(own.reduce((sum, x) => sum + x.durationMs, 0)),
    suite: [check.id.split('/')[0] ?? check.id],
    tags: [check.level, ...check.clauses],
    ...(check.message !== null && { message: linesOf(check.message)[0] ?? '', trace: check.message }),
    extra: { title: check.title, expected: check.expected, actual: check.actual, reproduce: check.reproduce },
  };
}

/** `other`: it could not be judged, and the verdict says so. */
function statusOf(check: ReportCheck, report: Report): 'passed' | 'failed' | 'skipped' | 'other' {
  if (check.outcome === 'passed') return 'passed';
  if (check.outcome === 'failed') return decides(check, report) ? 'failed' : 'passed';
  return check.outcome === 'error' ? 'other' : 'skipped';
}
