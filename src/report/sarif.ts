import type { Clause } from '../edition/edition.ts';
import { type SarifResult, sarifLog } from './kit/sarif.ts';
import type { Report, ReportCheck } from './report.gen.ts';
import { decides, linesOf } from './words.ts';

/** report.sarif: what was found, a rule for each clause, so that code scanning can follow a finding from run to run. */
export function renderSarif(report: Report, clauses: readonly Clause[]): string {
  const found = report.checks.filter(({ outcome }) => outcome === 'failed' || outcome === 'waived');
  const used = new Set(found.map(ruleOf));
  const rules = [
    ...clauses.filter(({ id }) => used.has(id)).map(({ id, statement }) => ({ id, text: statement })),
    // Checks without a clause of this edition, such as those of a pact.
    ...found
      .filter((check) => !clauses.some(({ id }) => id === ruleOf(check)))
      .map((check) => ({ id: ruleOf(check), text: check.title })),
  ];
  return sarifLog(
    {
      name: report.suite.name,
      version: report.suite.version,
      rules: [...new Map(rules.map((r) => [r.id, r])).values()],
    },
    found.map((check) => resultOf(check, report)),
  );
}

const ruleOf = ({ id, clauses: [clause] }: ReportCheck): string => clause ?? id;

const resultOf = (check: ReportCheck, report: Report): SarifResult => ({
  ruleId: ruleOf(check),
  level: decides(check, report) || check.outcome === 'waived' ? 'error' : 'warning',
  text: [`${check.title}: it does not.`, ...linesOf(check.message), check.reproduce].filter(Boolean).join('\n'),
  // Nothing in a repository is at fault: the report is what there is to look at.
  file: { uri: 'report.json', line: 1 },
  logical: { name: check.id, fullName: `${report.deployment.name}/${check.id}` },
  fingerprint: { key: 'check/v1', value: `${report.deployment.name}/${check.id}` },
  accepted: check.outcome === 'waived' ? (linesOf(check.message)[0] ?? 'waived') : null,
});
