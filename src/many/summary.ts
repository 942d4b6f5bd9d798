import type { Report } from '../report/report.gen.ts';
import { worstOf } from '../verdict/exit-code.ts';
import type { Ended } from './run-many.ts';
import type { Summary, SummaryCounts, SummaryDeployment } from './summary.gen.ts';

export type { Summary } from './summary.gen.ts';

/** What of a report a summary tells. Small: thousands of them are kept at once. */
export interface Brief extends Pick<SummaryDeployment, 'verdict' | 'partial' | 'interrupted' | 'checks' | 'failed'> {}

export function briefOf({ verdict, run, summary, checks }: Report): Brief {
  return {
    verdict: verdict === 'verified' || verdict === 'broken' ? null : verdict,
    partial: run.partial,
    interrupted: run.interrupted,
    checks: { ...summary.outcomes },
    failed: checks.filter(({ outcome }) => outcome === 'failed').map(({ id }) => id),
  };
}

/** A summary of what became of many deployments. Errors are told as they are: they must hold no secret. Pure. */
export function summaryOf(
  ended: readonly Ended<Brief>[],
  { version, ...call }: { version: string; startedAt: string; durationMs: number; jobs: number },
): Summary {
  const deployments = ended.map(({ deployment, code, result, error, startedAt, durationMs }): SummaryDeployment => {
    const {
      verdict = null,
      partial = false,
      interrupted = startedAt === null,
      checks = null,
      failed = [],
    } = result ?? {};
    return {
      name: deployment.name,
      file: deployment.source,
      exitCode: code,
      verdict,
      partial,
      interrupted,
      startedAt,
      durationMs,
      checks,
      failed,
      report: result === null ? null : `${deployment.name}/report.json`,
      error: error?.message ?? null,
    };
  });
  const counts: SummaryCounts = { conformant: 0, 'non-conformant': 0, inconclusive: 0, failed: 0, 'not-begun': 0 };
  for (const { verdict, startedAt } of deployments) counts[verdict ?? (startedAt === null ? 'not-begun' : 'failed')]++;
  return {
    schemaVersion: '1.0',
    suite: { version },
    ...call,
    exitCode: worstOf(ended.map(({ code }) => code)),
    counts,
    deployments,
  };
}
