import { listed, say } from '../messages/speech.ts';
import { type Cause, causesOf } from './causes.ts';
import { annotation } from './kit/workflow.ts';
import type { Report, ReportCheck } from './report.gen.ts';

import { decides, headline, plural } from './words.ts';

/** More are not shown by GitHub for one step. */
const MOST = 10;
const OTHERS_NAMED = 5;

/** Workflow commands: an annotation for the verdict and for each cause, the weightiest first. For the log of an action. */
export function renderGithub(report: Report): string {
  const { name } = report.deployment;
  const causes = causesOf(report.checks);
  const weighty = [
    ...causes.filter((one) => decides(one.check, report)),
    ...causes.filter((one) => !decides(one.check, report)),
  ];
  const kind = report.verdict === 'conformant' || report.verdict === 'verified' ? 'notice' : 'error';
  const lines = [
    annotation({ kind, title: name, message: headline(report) }),
    ...weighty.slice(0, MOST - 1).map((cause) => annotationOf(cause, report)),
  ];
  return `${lines.join('\n')}\n`;
}

const annotationOf = ({ lead, check, others }: Cause, report: Report) =>
  annotation({
    kind: decides(check, report) ? 'error' : 'warning',
    title: `${report.deployment.name}: ${check.id}`,
    message: [
      lead,
      `${check.level}: ${check.title}`,
      ...(others.length > 0
        ? [say('text.same-named', { checks: plural(others.length, 'other check'), listed: firstIds(others) })]
        : []),
    ].join('\n'),
  });

function firstIds(checks: readonly ReportCheck[]): string {
  const ids = checks.slice(0, OTHERS_NAMED).map(({ id }) => id);
  const left = checks.length - ids.length;
  return left > 0 ? say('text.more', { listed: ids, n: left }) : listed(ids);
}
