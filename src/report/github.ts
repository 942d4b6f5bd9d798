import { annotation } from './kit/workflow.ts';
import type { Report, ReportCheck } from './report.gen.ts';

import { decides, headline, linesOf } from './words.ts';

/** More are not shown by GitHub for one step. */
const MOST = 10;

/** Workflow commands: an annotation for the verdict and for each finding, the weightiest first. For the log of an action. */
export function renderGithub(report: Report): string {
  const { name } = report.deployment;
  const found = report.checks.filter(({ outcome }) => outcome === 'failed');
  const weighty = [...found.filter((one) => decides(one, report)), ...found.filter((one) => !decides(one, report))];
  const kind = report.verdict === 'conformant' || report.verdict === 'verified' ? 'notice' : 'error';
  const lines = [
    annotation({ kind, title: name, message: headline(report) }),
    ...weighty.slice(0, MOST - 1).map((check) => annotationOf(check, report)),
  ];
  return `${lines.join('\n')}\n`;
}

const annotationOf = (check: ReportCheck, report: Report) =>
  annotation({
    kind: decides(check, report) ? 'error' : 'warning',
    title: `${report.deployment.name}: ${check.id}`,
    message: [linesOf(check.message)[0] ?? check.title, `${check.level}: ${check.title}`].join('\n'),
  });
