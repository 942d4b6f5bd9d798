import { performance } from 'node:perf_hooks';
import { ConfigError } from '../base/config-error.ts';
import { inTurn } from '../base/in-turn.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { EXIT, type ExitCode } from '../verdict/exit-code.ts';
import { keysOf } from './keys.ts';

/**
 * What became of one deployment.
 *
 * @since 0.1.0
 */
export interface Ended<R> {
  /** The one that was given. */
  deployment: Deployment;
  /** What verifying it alone would end with. */
  code: ExitCode;
  /** What its job gave; null where it failed or did not begin. */
  result: R | null;
  /** Why there is no result; null where there is one, or the job did not begin. */
  error: Error | null;
  /** When its job began, ISO 8601; null where it did not. */
  startedAt: string | null;
  /** How long it took. */
  durationMs: number;
}

/**
 * How many deployments are seen to.
 *
 * @since 0.1.0
 */
export interface ManyOptions<R> {
  /** At most so many deployments at the same time. */
  jobs: number;
  /** Nothing more begins once it is aborted. What is under way has to heed it by itself. */
  signal?: AbortSignal;
  /** The job of one deployment, and its exit code. What it throws is that deployment's failure: a ConfigError is code 2, anything else code 4. */
  perform: (deployment: Deployment) => Promise<{ code: ExitCode; result: R }>;
  /** Hears of each job when it begins. */
  onBegin?: (deployment: Deployment) => void;
  /** Hears of each job when it has ended. */
  onEnd?: (ended: Ended<R>) => void;
}

/**
 * Does a job for each of many deployments, several at a time; two that take the same instance or log in as the same MQTT
 * client never at the same time. A job that fails harms no other. Never rejects; gives what became of each, in their order.
 */
export async function runMany<R>(
  deployments: readonly Deployment[],
  { jobs, signal, perform, onBegin, onEnd }: ManyOptions<R>,
): Promise<Ended<R>[]> {
  const ended = new Map<Deployment, Ended<R>>();
  const end = (one: Ended<R>) => {
    ended.set(one.deployment, one);
    onEnd?.(one);
  };
  const left = await inTurn(
    deployments,
    { width: jobs, keysOf, isOver: () => signal?.aborted === true },
    async (deployment) => {
      const startedAt = new Date().toISOString();
      const start = performance.now();
      const times = () => ({ startedAt, durationMs: Math.round(performance.now() - start) });
      onBegin?.(deployment);
      try {
        const { code, result } = await perform(deployment);
        end({ deployment, code, result, error: null, ...times() });
      } catch (thrown) {
        const error = thrown instanceof Error ? thrown : new Error(String(thrown));
        const code = error instanceof ConfigError ? EXIT.usage : EXIT.fault;
        end({ deployment, code, result: null, error, ...times() });
      }
    },
  );
  for (const deployment of left)
    end({ deployment, code: EXIT.interrupted, result: null, error: null, startedAt: null, durationMs: 0 });
  return deployments.flatMap((deployment) => ended.get(deployment) ?? []);
}
