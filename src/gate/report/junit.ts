import { type JunitCase, junitXml } from '../../report/kit/junit.ts';
import type { GateChange, GateReport } from '../gate.gen.ts';
import { type FailOn, fails, headlineOf, lineOf, placeOf, saySemver, sayStale, short, usesOf } from './words.ts';

const LONGEST = 16_384;

/** junit.xml: a case for each change; what makes the gate fail is a failure, an accepted change is skipped. */
export function renderGateJunit(report: GateReport, failOn: FailOn): string {
  const cases = [
    ...report.changes.map((change) => caseOf(change, failOn)),
    ...report.stale.map(
      (entry): JunitCase => ({
        classname: 'allow file',
        name: entry.fingerprint,
        seconds: 0,
        kind: 'failure',
        message: short(sayStale(entry)),
        type: 'stale',
      }),
    ),
    ...(report.semver ? [versionCase(report.semver, failOn)] : []),
  ];
  return junitXml({
    name: `gate: ${headlineOf(report)}`,
    seconds: 0,
    suites: [{ name: `${report.base} -> ${report.head}`, cases }],
  });
}

function caseOf(change: GateChange, failOn: FailOn): JunitCase {
  const { operation, title, fingerprint, accepted, class: kind, reason, witness, pointer, rule } = change;
  const common = { classname: operation, name: `${short(title)} (${fingerprint})`, seconds: 0 };
  if (accepted) return { ...common, kind: 'skipped', message: `accepted: ${accepted.reason}` };
  const uses = usesOf(change);
  const lines = [
    `${kind}: ${placeOf(change)}: ${reason}`,
    ...(witness ? [`${witness.what}: ${witness.value}`] : []),
    ...(uses.length > 0 ? [`used in: ${uses.join('; ')}`] : []),
    `${lineOf(change)} ${pointer} (${rule})`,
  ];
  const detail = short(lines.join('\n'), LONGEST);
  return fails(change, failOn)
    ? { ...common, kind: 'failure', message: short(title), type: kind, detail }
    : { ...common, kind: 'output', detail };
}

function versionCase(semver: NonNullable<GateReport['semver']>, failOn: FailOn): JunitCase {
  const common = { classname: 'version', name: 'the version is raised as the changes ask', seconds: 0 };
  const said = short(saySemver(semver));
  if (semver.isEnough === null) return { ...common, kind: 'skipped', message: said };
  return failOn === 'bump' && !semver.isEnough
    ? { ...common, kind: 'failure', message: said, type: 'version', detail: said }
    : { ...common, kind: 'output', detail: said };
}
