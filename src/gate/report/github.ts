import { annotation } from '../../report/kit/workflow.ts';
import type { GateChange, GateReport } from '../gate.gen.ts';
import { type FailOn, fails, headlineOf, placeOf, saySemver, sayStale, sayWhole, short } from './words.ts';

/** GitHub shows so many of each kind for one step. */
const MOST = 10;

/** Workflow commands: an annotation for the verdict, and one for each change in its line of the head. For the log of an action. */
export function renderGateGithub(report: GateReport, failOn: FailOn): string {
  const open = report.changes.filter((change) => change.class !== 'compatible' && !change.accepted);
  const [errors, warnings] = [open.filter((one) => fails(one, failOn)), open.filter((one) => !fails(one, failOn))];
  const stale = report.stale.map((entry) =>
    annotation({ kind: 'error', title: 'allow file', message: short(sayStale(entry)) }),
  );
  const isLate = report.semver?.isEnough === false;
  const version = report.semver
    ? [
        annotation({
          kind: isLate ? (failOn === 'bump' ? 'error' : 'warning') : 'notice',
          title: 'version',
          message: short(saySemver(report.semver)),
        }),
      ]
    : [];
  const failures = [...stale, ...errors.map((one) => annotationOf(one, 'error'))];
  const others = warnings.map((one) => annotationOf(one, 'warning'));
  const left = Math.max(0, failures.length - MOST) + Math.max(0, others.length - MOST);
  const more = left > 0 ? `; ${left} of them are not shown as annotations` : '';
  const lines = [
    annotation({
      kind: 'notice',
      title: `API: ${headlineOf(report)}`,
      message: `${report.base} -> ${report.head}: ${sayWhole(report)}${more}`,
    }),
    ...version,
    ...failures.slice(0, MOST),
    ...others.slice(0, MOST),
  ];
  return `${lines.join('\n')}\n`;
}

const annotationOf = (change: GateChange, kind: 'error' | 'warning'): string => {
  const { title, reason, witness, at, rule } = change;
  return annotation({
    kind,
    title: rule,
    file: at.file,
    line: at.line,
    message: [title, `${placeOf(change)}: ${reason}`, ...(witness ? [`${witness.what}: ${witness.value}`] : [])]
      .map((one) => short(one))
      .join('\n'),
  });
};
