import { withoutCiCommands } from './ci-commands.ts';
import { xmlAttribute, xmlText } from './escape-xml.ts';
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
  const suites = familiesOf(report.checks).map(({ name, checks }) => {
    const properties = propertiesOf(report).map(
      ([key, value]) => `      <property name="${xmlAttribute(key)}" value="${xmlAttribute(value)}"/>\n`,
    );
    return `  <testsuite name="${xmlAttribute(`roma-conformance.${name}`)}" ${countsOf(checks, report)} time="${sum(checks, seconds)}" timestamp="${xmlAttribute(report.startedAt.replace(/\.\d+Z$/, ''))}">
    <properties>
${properties.join('')}    </properties>
${checks.map((check) => testcase(check, name, report, seconds)).join('')}  </testsuite>
`;
  });
  const xml = `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="${xmlAttribute(`roma-conformance ${report.deployment.name}: ${headline(report)}`)}" ${countsOf(report.checks, report)} time="${(report.durationMs / 1000).toFixed(3)}">
${suites.join('')}</testsuites>
`;
  return withoutCiCommands(xml, { colon: '&#58;', hash: '&#35;' });
}

type Kind = 'passed' | 'failure' | 'error' | 'skipped';

function kindOf(check: ReportCheck, report: Report): Kind {
  switch (check.outcome) {
    case 'passed':
      return 'passed';
    case 'failed':
      return decides(check, report) ? 'failure' : 'passed';
    case 'error':
      return 'error';
    case 'waived':
    case 'withheld':
    case 'not-testable':
    case 'not-applicable':
      return 'skipped';
  }
}

function testcase(check: ReportCheck, family: string, report: Report, seconds: ReadonlyMap<string, number>): string {
  const time = (seconds.get(check.id) ?? 0).toFixed(3);
  const open = `    <testcase classname="${xmlAttribute(`roma-conformance.${family}`)}" name="${xmlAttribute(check.id)}" time="${time}"`;
  const content = contentOf(check, report);
  return content === '' ? `${open}/>\n` : `${open}>\n      ${content}\n    </testcase>\n`;
}

function contentOf(check: ReportCheck, report: Report): string {
  const kind = kindOf(check, report);
  const first = cut(linesOf(check.message)[0] ?? check.title, LINE_SHOWN).shown;
  const detail = xmlText(cut(detailOf(check), TEXT_SHOWN).shown);
  if (kind === 'failure' || kind === 'error')
    return `<${kind} message="${xmlAttribute(first)}" type="${kind === 'error' ? 'error' : check.level}">${detail}</${kind}>`;
  if (kind === 'skipped') {
    const label = OUTCOMES[check.outcome].label;
    return `<skipped message="${xmlAttribute(first.startsWith(label) ? first : `${label}: ${first}`)}"/>`;
  }
  if (check.outcome === 'failed')
    return `<system-out>${check.level} failed, which does not decide the verdict.\n${detail}</system-out>`;
  return '';
}

function detailOf(check: ReportCheck): string {
  return [
    `${check.level}: ${check.title}`,
    ...(check.clauses.length > 0 ? [`Clauses: ${check.clauses.join(', ')}`] : []),
    ...(check.message === null ? [] : [`Found:\n${check.message}`]),
    ...(check.expected === null ? [] : [`Expected:\n${check.expected}`]),
    ...(check.actual === null ? [] : [`Actual:\n${check.actual}`]),
    ...(check.reproduce === null ? [] : [`Reproduce:\n${check.reproduce}`]),
  ].join('\n\n');
}

function countsOf(checks: readonly ReportCheck[], report: Report): string {
  const count = (kind: Kind) => checks.filter((check) => kindOf(check, report) === kind).length;
  return `tests="${checks.length}" failures="${count('failure')}" errors="${count('error')}" skipped="${count('skipped')}"`;
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

const sum = (checks: readonly ReportCheck[], seconds: ReadonlyMap<string, number>) =>
  checks.reduce((total, { id }) => total + (seconds.get(id) ?? 0), 0).toFixed(3);
