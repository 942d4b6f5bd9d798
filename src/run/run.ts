import type { Check } from '../checks/check.ts';
import type { Deployment, Id } from '../deployment/deployment.ts';
import { secretsOf } from '../deployment/secrets.ts';
import type { SessionEvent } from '../devices/session.ts';
import type { Edition } from '../edition/edition.ts';
import { openClient } from '../exchange/client.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { groundOf } from '../exchange/guard.ts';
import { redactor } from '../exchange/redact.ts';
import { type Assignment, assign } from './assign.ts';
import { confirm } from './confirm.ts';
import { type Driver, drive } from './drive.ts';
import { followEffects } from './effects.ts';
import type { ExploreOptions } from './explore.ts';
import { openPool, settle } from './open-pool.ts';
import { type Entry, type RunRecord, recordOf, type Sink } from './record.ts';
import { schedule } from './schedule.ts';
import { bystandersOf } from './setting.ts';

export interface RunOptions {
  deployment: Deployment;
  edition: Edition;
  /** Those that send; invariants are judged from what they saw. */
  checks: readonly Check[];
  /** Milliseconds since the start of the run, monotonic. */
  now: () => number;
  /** Ends the run early; what was seen so far is kept. */
  signal: AbortSignal;
  /** How many checks run side by side, `limits.concurrency` by default. With 1 every run sends in the same order. */
  checksAtOnce?: number;
  /** Generated requests to send after the checks; none by default. */
  explore?: ExploreOptions;
  /** Receives every entry as it happens. */
  sink?: Sink;
  onProgress?: (progress: Progress) => void;
}

export interface Progress {
  done: number;
  total: number;
  of: 'checks' | 'explored requests';
  /** The check that just ended, or the phase that began. */
  label: string;
}

/** So many exchanges without an answer, one after the other, and the deployment counts as gone. */
const GONE_AFTER = 10;
/** A device that nobody may name is connected again so often; after that it is left. */
const MOST_REVIVALS = 5;

/** Runs the checks against a deployment and gives the record of what was seen. Sends nothing that the guard refuses. */
export async function run(options: RunOptions): Promise<RunRecord> {
  const { deployment, edition, checks, now, signal, onProgress } = options;
  const entries: Entry[] = [];
  const sink: Sink = (entry) => {
    entries.push(entry);
    options.sink?.(entry);
  };
  const secrets = secretsOf(deployment);
  const exchanges: Exchange[] = [];
  const sessions: SessionEvent[] = [];
  let silent = 0;
  const deadline = deployment.limits.totalMs;
  const client = await openClient({
    deployment,
    ground: groundOf(deployment, bystandersOf(deployment)),
    secrets,
    now,
    signal,
    deadline,
    onRenewed: () =>
      sink({
        type: 'note',
        text: 'the token was refused with 401 although it should have held; another one was fetched',
      }),
    onExchange: (exchange) => {
      silent = exchange.failure ? silent + 1 : 0;
      exchanges.push(exchange);
      sink({ type: 'exchange', ...exchange });
    },
  });
  const revivals = new Map<Id, number>();
  let driver: Driver | null = null;
  const onEvent = (event: SessionEvent) => {
    sessions.push(event);
    sink({ type: 'session', ...event });
    driver?.effects.saw(event);
    const revived = revivals.get(event.device) ?? 0;
    if (
      driver?.setting.bystanders.includes(event.device) &&
      event.event === 'down' &&
      event.by === 'peer' &&
      revived < MOST_REVIVALS
    ) {
      revivals.set(event.device, revived + 1);
      void driver.pool.bringOnline([event.device]);
    }
  };

  const pool = await openPool(deployment, client, { now, onEvent, redact: redactor(secrets).text });
  try {
    const setting = await settle(deployment, edition, pool, sink);
    sink({
      type: 'setting',
      witness: setting.witness,
      takeable: setting.takeable,
      bystanders: setting.bystanders,
    });
    driver = { client, pool, setting, effects: followEffects(pool, setting, now) };
    const { assigned, notRun } = assign(checks, setting);
    for (const reason of notRun) sink({ type: 'not-run', ...reason });

    let stopped: string | null = null;
    const isOver = () => signal.aborted || now() >= deadline || stopped !== null;
    const whyOver = () =>
      stopped ??
      (signal.aborted ? 'the run was interrupted' : `the run reached its time limit (limits.totalMs, ${deadline} ms)`);
    let done = notRun.length;
    const total = done + assigned.length;
    const perform = async (assignment: Assignment) => {
      const { check, lease } = assignment;
      if (silent >= GONE_AFTER)
        stopped ??= `the deployment does not answer any more: the last ${GONE_AFTER} requests had no answer`;
      if (isOver() || !driver) {
        sink({ type: 'not-run', check: check.id, outcome: 'error', message: whyOver() });
      } else {
        sink({ type: 'lease', check: check.id, ...lease });
        const reason = await drive(assignment, driver);
        sink(reason ? { type: 'not-run', ...reason } : { type: 'done', check: check.id });
      }
      onProgress?.({ done: ++done, total, of: 'checks', label: check.id });
    };

    const [first, ...rest] = assigned;
    if (first) {
      await perform(first);
      stopped = hindrance(exchanges.filter((x) => x.check === first.check.id));
    }
    await schedule(rest, options.checksAtOnce ?? deployment.limits.concurrency, perform);
    if (!isOver()) {
      onProgress?.({ done, total, of: 'checks', label: 'waiting for late effects' });
      await confirm({ ...driver, exchanges, sessions, sink, now, isOver });
    }
    if (options.explore && !isOver()) {
      const { explore } = await import('./explore.ts');
      const wanted = options.explore.requests;
      await explore(
        {
          ...driver,
          exchanges,
          sessions,
          sink,
          now,
          isOver: () => (isOver() ? whyOver() : null),
          onProgress: (sent) =>
            onProgress?.({ done: sent, total: wanted, of: 'explored requests', label: 'exploring' }),
        },
        options.explore,
      );
    }
    sink({ type: 'end', at: now(), interrupted: signal.aborted });
    return recordOf(
      entries,
      setting,
      checks.map(({ id }) => id),
    );
  } finally {
    await pool.close();
    await client.close();
  }
}

/** Whether going on makes sense after the first check: not where nobody answers, or the credential is refused. */
function hindrance(first: readonly Exchange[]): string | null {
  const last = first.at(-1);
  if (!last) return null;
  if (last.failure) return `the deployment cannot be reached: ${last.failure.message}`;
  const status = last.answer?.status ?? 0;
  if (status === 401 || status === 403)
    return `the deployment does not accept the credential (status ${status}); more attempts might lock the account`;
  if (status === 429 || status === 502 || status === 503 || status === 504)
    return `the gateway answers ${status}, also after two retries`;
  return null;
}
