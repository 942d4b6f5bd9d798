import type { Report, ReportCheck } from './report.gen.ts';
import { visible } from './visible.ts';
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
    command(kind, name, headline(report)),
    ...weighty.slice(0, MOST - 1).map((check) => annotation(check, report)),
  ];
  return `${lines.join('\n')}\n`;
}

const annotation = (check: ReportCheck, report: Report) =>
  command(
    decides(check, report) ? 'error' : 'warning',
    `${report.deployment.name}: ${check.id}`,
    [linesOf(check.message)[0] ?? check.title, `${check.level}: ${check.title}`].join('\n'),
  );

/** Escaped as workflow commands want it, so that text of a deployment commands nothing. */
const command = (kind: 'error' | 'warning' | 'notice', title: string, message: string) =>
  `::${kind} title=${property(title)}::${data(message)}`;

const data = (text: string) => visible(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (text: string) => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
