import { type Outcome, type StoredRun, sha256 } from '../../src/results/run.ts';

/** A run as a store keeps it, with MUST checks that ended so; those that failed have a finding each. */
export function storedRun(
  deployment: string,
  startedAt: string,
  outcomes: Readonly<Record<string, Outcome>>,
  change: Partial<StoredRun> = {},
): StoredRun {
  const digest = sha256(`${deployment} ${startedAt} ${JSON.stringify(outcomes)}`);
  const failed = Object.keys(outcomes).filter((id) => outcomes[id] === 'failed');
  return {
    schemaVersion: '1.0',
    id: `${startedAt.replace(/[-:.]/g, '')}-${digest.slice(0, 8)}`,
    deployment,
    version: '3.2.1',
    labels: { vendor: 'acme', region: 'cn-north-4' },
    edition: '2025-03-26',
    suite: { version: '0.1.0', score: null },
    startedAt,
    durationMs: 1000,
    verdict: failed.length > 0 ? 'non-conformant' : 'conformant',
    partial: false,
    interrupted: false,
    strict: false,
    exchanges: 130,
    checks: Object.fromEntries(Object.entries(outcomes).map(([id, outcome]) => [id, `MUST ${outcome}`])),
    findings: failed.map((check) => ({ check, key: sha256(check).slice(0, 16), text: `${check} is not kept` })),
    digests: { report: digest, record: null },
    ...change,
  };
}
