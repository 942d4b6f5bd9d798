import type { StateValues } from './states.ts';

/** What the suite tells the process that runs Pact's verifier. */
export type ToVerifier =
  | { type: 'verify'; provider: string; baseUrl: string; file: string; timeoutMs: number }
  | { type: 'state'; values: StateValues }
  | { type: 'no-state'; message: string };

/** What that process tells the suite. */
export type FromVerifier =
  | { type: 'ready' }
  | { type: 'broken'; message: string }
  | { type: 'state-wanted'; name: string }
  | { type: 'result'; result: string };
