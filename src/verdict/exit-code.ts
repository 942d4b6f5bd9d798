import type { VerdictName } from './verdict.ts';

/** Exit codes, each with its meaning. */
export const EXIT = {
  conformant: 0,
  nonConformant: 1,
  usage: 2,
  inconclusive: 3,
  fault: 4,
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The code of one run. */
export function exitCodeOf({ verdict, interrupted }: { verdict: VerdictName; interrupted: boolean }): ExitCode {
  if (interrupted) return EXIT.interrupted;
  if (verdict === 'non-conformant' || verdict === 'broken') return EXIT.nonConformant;
  return verdict === 'inconclusive' ? EXIT.inconclusive : EXIT.conformant;
}

/** Of several codes the one that most needs somebody to act. */
const PRECEDENCE: readonly ExitCode[] = [130, 4, 2, 1, 3, 0];

/** The code of several runs; 4 for none at all. */
export const worstOf = (codes: readonly ExitCode[]): ExitCode =>
  PRECEDENCE.find((code) => codes.includes(code)) ?? EXIT.fault;
