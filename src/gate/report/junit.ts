import { withoutCiCommands } from '../../report/ci-commands.ts';
import { xmlAttribute, xmlText } from '../../report/escape-xml.ts';
import type { GateChange, GateReport } from '../gate.gen.ts';
import { beforeAfter, TITLES } from './words.ts';

/** junit.xml: a case for each change; what makes the gate fail is a failure, an accepted change is skipped. */
export function renderGateJunit(report: GateReport, failOn: 'breaking' | 'warning'): string {
  const isFailure = ({ class: kind, accepted }: GateChange) =>
    !accepted && (kind === 'breaking' || (failOn === 'warning' && kind === 'warning'));
  const cases = [
    ...report.changes.map((change) => {
      const name = xmlAttribute(`${change.part}: ${change.keyword} ${beforeAfter(change)} (${change.fingerprint})`);
      const detail = xmlText(
        [change.reason, change.witness && `${change.witness.what}: ${change.witness.value}`, change.pointer]
          .filter(Boolean)
          .join('\n'),
      );
      const head = `    <testcase classname="${xmlAttribute(change.operation)}" name="${name}" time="0">`;
      if (isFailure(change))
        return `${head}<failure message="${xmlAttribute(change.reason)}" type="${change.class}">${detail}</failure></testcase>\n`;
      if (change.accepted)
        return `${head}<skipped message="${xmlAttribute(`accepted: ${change.accepted.reason}`)}"/></testcase>\n`;
      return `${head}<system-out>${detail}</system-out></testcase>\n`;
    }),
    ...report.stale.map(({ fingerprint, change, why }) => {
      const message = xmlAttribute(`the allow file has an entry that must go (${why}): ${change}`);
      return `    <testcase classname="allow file" name="${xmlAttribute(fingerprint)}" time="0"><failure message="${message}" type="stale"></failure></testcase>\n`;
    }),
  ];
  const failures = report.changes.filter(isFailure).length + report.stale.length;
  const skipped = report.changes.filter(({ accepted }) => accepted).length;
  const counts = `tests="${cases.length}" failures="${failures}" errors="0" skipped="${skipped}"`;
  const xml = `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="${xmlAttribute(`gate: ${TITLES[report.verdict]}`)}" ${counts} time="0">
  <testsuite name="${xmlAttribute(`${report.base} -> ${report.head}`)}" ${counts} time="0">
${cases.join('')}  </testsuite>
</testsuites>
`;
  return withoutCiCommands(xml, { colon: '&#58;', hash: '&#35;' });
}
