import { printableJson } from './printable-json.ts';
import type { OutcomeCounts, Report, ReportCheck, ReportExchange } from './report.gen.ts';

/** report.json: keys in the order of the schema, header names sorted, two spaces, a line feed at the end. */
export function renderJson(report: Report): string {
  return printableJson(inOrder(report));
}

/** Written out, so that the compiler finds a key that is missing here and a reader the order. */
function inOrder(report: Report): Report {
  const { suite, run, deployment, summary } = report;
  return {
    schemaVersion: report.schemaVersion,
    suite: {
      name: suite.name,
      version: suite.version,
      edition: suite.edition,
      score: suite.score,
      ...(suite.page && { page: { title: suite.page.title, address: suite.page.address } }),
      ...(suite.schemas !== undefined && { schemas: suite.schemas }),
    },
    run: {
      seed: run.seed,
      partial: run.partial,
      interrupted: run.interrupted,
      ...(run.contracts && { contracts: run.contracts }),
      ...(run.by !== undefined && { by: run.by }),
      ...(run.selectedFrom !== undefined && { selectedFrom: run.selectedFrom }),
    },
    deployment: {
      name: deployment.name,
      baseUrl: deployment.baseUrl,
      edition: deployment.edition,
      projectId: deployment.projectId,
      instanceId: deployment.instanceId,
      devices: deployment.devices.map(({ id, watchOnly }) => ({ id, watchOnly })),
      witness: deployment.witness,
      claims: { compat20: deployment.claims.compat20 },
      ...(deployment.version !== undefined && { version: deployment.version }),
      ...(deployment.labels && { labels: sorted(deployment.labels) }),
    },
    startedAt: report.startedAt,
    durationMs: report.durationMs,
    verdict: report.verdict,
    summary: {
      total: summary.total,
      outcomes: countsInOrder(summary.outcomes),
      levels: {
        MUST: countsInOrder(summary.levels.MUST),
        SHOULD: countsInOrder(summary.levels.SHOULD),
        MAY: countsInOrder(summary.levels.MAY),
      },
      exchanges: summary.exchanges,
      reasons: summary.reasons,
      ...(summary.said && { said: summary.said }),
      strict: summary.strict,
    },
    checks: report.checks.map(checkInOrder),
    remarks: report.remarks.map(({ check, text, said }) => ({ check, text, ...(said && { said }) })),
    exchanges: report.exchanges.map(exchangeInOrder),
    events: report.events.map(({ atMs, device, event, by, witness }) => ({ atMs, device, event, by, witness })),
  };
}

const countsInOrder = (counts: OutcomeCounts): OutcomeCounts => ({
  passed: counts.passed,
  failed: counts.failed,
  waived: counts.waived,
  'not-applicable': counts['not-applicable'],
  'not-testable': counts['not-testable'],
  withheld: counts.withheld,
  error: counts.error,
});

const checkInOrder = (check: ReportCheck): ReportCheck => ({
  id: check.id,
  title: check.title,
  ...(check.titleSaid && { titleSaid: check.titleSaid }),
  level: check.level,
  ...(check.provisional !== undefined && { provisional: check.provisional }),
  clauses: check.clauses,
  outcome: check.outcome,
  message: check.message,
  expected: check.expected,
  actual: check.actual,
  exchanges: check.exchanges,
  ...(check.findings && { findings: check.findings }),
  ...(check.reason && { reason: check.reason }),
  ...(check.waiver && { waiver: check.waiver }),
  reproduce: check.reproduce,
});

const exchangeInOrder = ({ request, answer, failure, ...x }: ReportExchange): ReportExchange => ({
  id: x.id,
  check: x.check,
  request: { method: request.method, url: request.url, headers: sorted(request.headers), body: request.body },
  answer: answer && {
    status: answer.status,
    headers: sorted(answer.headers),
    body: answer.body,
    bytes: answer.bytes,
    truncated: answer.truncated,
    sha256: answer.sha256,
  },
  failure: failure && {
    code: failure.code,
    message: failure.message,
    ...(failure.said && { said: failure.said }),
  },
  sentAtMs: x.sentAtMs,
  durationMs: x.durationMs,
  throttled: x.throttled,
  repeatOf: x.repeatOf,
  ...(x.retryOf !== undefined && { retryOf: x.retryOf }),
  ...(x.effects !== undefined && {
    effects: x.effects.map(({ device, offlineAfterMs, watchedMs, upMs, lostTo }) => ({
      device,
      offlineAfterMs,
      watchedMs,
      ...(upMs !== undefined && { upMs }),
      ...(lostTo !== undefined && { lostTo }),
    })),
  }),
});

const sorted = (headers: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers)
      .filter((entry): entry is [string, string] => entry[1] !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
