import type { Limits } from './deployment.ts';

/** What holds where `limits` says nothing. On loopback, requestsPerSecond is not limited. */
export const defaultLimits = {
  timeoutMs: 10_000,
  totalMs: 300_000,
  requestsPerSecond: 20,
  concurrency: 8,
  effectWithinMs: 5_000,
  effectLatestMs: 30_000,
  maxBodyBytes: 4_194_304,
} as const satisfies Limits;

/** An instance that nobody has. */
export const defaultAbsentInstance = '00000000-dead-4bad-8bad-000000000000';
