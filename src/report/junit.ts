import { type JunitCase, junitXml } from './kit/junit.ts';
import { pairsOf } from './pairs.ts';
import type { Report, ReportCheck } from './report.gen.ts';
import { cut, decides, familiesOf, headline, linesOf, OUTCOMES } from './words.ts';

const TEXT_SHOWN = 16_384;
const LINE_SHOWN = 500;

/**
 * junit.xml: a suite for each family, a case for each check. What decides the verdict is a failure; a SHOULD that does
 * not is a pass that says so in its output; what was not run, or is waived, is skipped with the reason.
 */
export function renderJunit(report: Report): string {
  const seconds = secondsOf(report);
  return junitXml({
    name: `roma-conformance ${report.deployment.name}: ${headline(report)}`,
    seconds: report.durationMs / 1000,
    suites: familiesOf(report.checks).map(({ name, checks }) => ({
      name: `roma-conformance.${name}`,
      properties: propertiesOf(report),
      timestamp: report.startedAt.replace(/\.\d+Z$/, ''),
      cases: checks.map((check) => ({
        classname: `roma-conformance.${name}`,
        name: check.id,
        seconds: seconds.get(check.id) ?? 0,
        ...contentOf(check, report),
      })),
    })),
  });
}

function contentOf(check: ReportCheck, report: Report): Omit<JunitCase, 'classname' | 'name' | 'seconds'> {
  const first = cut(linesOf(check.message)[0] ?? check.title, LINE_SHOWN).shown;
  const detail = cut(detailOf(check), TEXT_SHOWN).shown;
  switch (check.outcome) {
    case 'passed':
      return { kind: 'passed' };
    case 'failed':
      if (decides(check, report)) return { kind: 'failure', message: first, type: check.level, detail };
      return { kind: 'output', detail: `${check.level} failed, which does not decide the verdict.\n${detail}` };
    case 'error':
      return { kind: 'error', message: first, type: 'error', detail };
    case 'waived':
    case 'withheld':
    case 'not-testable':
    case 'not-applicable': {
      const { label } = OUTCOMES[check.outcome];
      return { kind: 'skipped', message: first.startsWith(label) ? first : `${label}: ${first}` };
    }
  }
}

function detailOf(check: ReportCheck): string {
  return [
    `${check.level}: ${check.title}`,
    ...(check.clauses.length > 0 ? [`Clauses: ${check.clauses.join(', ')}`] : []),
    ...(check.message === null ? [] : [`Found:\n${check.message}`]),
    ...pairsOf(check).flatMap(({ expected, actual }) => [
      ...(expected === null ? [] : [`Expected:\n${expected}`]),
      ...(actual === null ? [] : [`Actual:\n${actual}`]),
    ]),
    ...(check.reproduce === null ? [] : [`Reproduce:\n${check.reproduce}`]),
  ].join('\n\n');
}

function propertiesOf({ verdict, suite, run, deployment, summary }: Report): [string, string][] {
  return [
    ['verdict', verdict],
    ['partial', String(run.partial)],
    ['interrupted', String(run.interrupted)],
    ['strict', String(summary.strict)],
    ['deployment', deployment.name],
    ['baseUrl', deployment.baseUrl],
    ['edition', suite.edition],
    ['suite', `${suite.name} ${suite.version}`],
    ...(suite.score === null ? [] : [['score', suite.score] satisfies [string, string]]),
  ];
}

/** How long the requests of each check took, waits between them left out. */
function secondsOf({ exchanges }: Report): Map<string, number> {
  const seconds = new Map<string, number>();
  for (const { check, durationMs } of exchanges) seconds.set(check, (seconds.get(check) ?? 0) + durationMs / 1000);
  return seconds;
}
