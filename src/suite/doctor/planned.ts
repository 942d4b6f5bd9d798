import { catalogue } from '../../checks/catalogue.ts';
import type { Deployment } from '../../deployment/deployment.ts';
import { loadEdition } from '../../edition/load.ts';
import { inTongue, listed, tell } from '../../messages/speech.ts';
import { plan } from '../../run/plan.ts';
import { type Diagnosis, doubt, ok } from './diagnosis.ts';

/** What would not be run, for want of a declaration; each reason once. */
export function catalogued(deployment: Deployment): Diagnosis[] {
  const { notRun, unnameable, requests } = plan(deployment, loadEdition(deployment.edition), catalogue);
  const reasons = new Map<string, string[]>();
  for (const { check, outcome, message, said } of notRun) {
    if (outcome === 'not-applicable') continue;
    const reason = inTongue(said ?? message);
    reasons.set(reason, [...(reasons.get(reason) ?? []), check]);
  }
  const rows = [...reasons].map(([reason, checks]) =>
    doubt('checks', tell`${checks.length === 1 ? String(checks[0]) : someOf(checks)} would not be run`, reason),
  );
  return [
    ...unnameable.map(({ id, said }) => doubt(`device ${id}`, tell`no request may name it`, inTongue(said))),
    ...(rows.length > 0
      ? rows
      : [ok('checks', tell`every check that applies would be run, with ${requests} requests`)]),
  ];
}

const someOf = (checks: readonly string[]): string =>
  checks.length > 3
    ? tell`${checks.length} checks (${listed(checks.slice(0, 3))}, ...)`
    : tell`${checks.length} checks (${listed(checks)})`;
