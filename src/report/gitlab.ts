import { createHash } from 'node:crypto';
import type { Report, ReportCheck } from './report.gen.ts';
import { decides, linesOf } from './words.ts';

const SEVERITY = { MUST: 'critical', SHOULD: 'minor', MAY: 'info' } as const;

/** gl-code-quality-report.json: a merge request of GitLab shows what is new in it. */
export function renderGitlab(report: Report): string {
  const found = report.checks.filter((check) => check.outcome === 'failed');
  return `${JSON.stringify(
    found.map((check) => entryOf(check, report)),
    null,
    2,
  )}\n`;
}

function entryOf(check: ReportCheck, report: Report) {
  const name = `${report.deployment.name}/${check.id}`;
  return {
    description: `${report.deployment.name}: ${linesOf(check.message)[0] ?? check.title}`,
    check_name: check.id,
    fingerprint: createHash('sha256').update(name).digest('hex'),
    severity: decides(check, report) ? SEVERITY.MUST : SEVERITY[check.level],
    location: { path: 'report.json', lines: { begin: 1 } },
  };
}
