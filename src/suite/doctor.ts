import { performance } from 'node:perf_hooks';
import type { Deployment } from '../deployment/deployment.ts';
import { secretsOf } from '../deployment/secrets.ts';
import { openClient } from '../exchange/client.ts';
import { groundOf } from '../exchange/guard.ts';
import { bystandersOf } from '../run/setting.ts';
import { devices } from './doctor/broker.ts';
import type { Diagnosis } from './doctor/diagnosis.ts';
import { names } from './doctor/names.ts';
import { catalogued } from './doctor/planned.ts';
import { wayIn } from './doctor/way-in.ts';
import { refuseUnknownOptions } from './options.ts';

export type { Diagnosis } from './doctor/diagnosis.ts';

/**
 * How to look.
 *
 * @since 0.1.0
 */
export interface ExamineOptions {
  /** Ends it early; what was looked at so far is given. */
  signal?: AbortSignal;
  /** Hears of each thing once it was looked at. What it throws ends it. */
  onFound?: (found: Diagnosis) => void;
  /** For tests of the clock: milliseconds since 1970. */
  today?: () => number;
}

/**
 * Looks at all that a run needs of a deployment, and says what to mend. Takes nothing offline: it asks IAM, the query API
 * and the broker, and never sends the operation. A login ends another session of the same device, if there is one.
 *
 * @throws `ConfigError` for an option that there is not.
 * @since 0.1.0
 */
export async function examine(deployment: Deployment, options: ExamineOptions = {}): Promise<Diagnosis[]> {
  refuseUnknownOptions('examine', options, ['signal', 'today', 'onFound'] satisfies (keyof ExamineOptions)[]);
  const { signal = new AbortController().signal, today = Date.now, onFound = () => {} } = options;
  const start = performance.now();
  const now = () => performance.now() - start;
  const found: Diagnosis[] = [];
  const add = (rows: readonly Diagnosis[]) => {
    found.push(...rows);
    for (const row of rows) onFound(row);
  };
  add(await names(deployment));
  const client = await openClient({
    deployment,
    ground: groundOf(deployment, bystandersOf(deployment)),
    secrets: secretsOf(deployment),
    now,
    signal,
    deadline: deployment.limits.totalMs,
  });
  try {
    if (!found.some(({ topic, state }) => topic === 'name' && state === 'bad'))
      add(await wayIn(deployment, client, today));
    add(await devices(deployment, now));
  } finally {
    await client.close();
  }
  add(catalogued(deployment));
  return found;
}
