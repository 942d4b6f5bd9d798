import type { VerdictName } from './verdict.ts';

/**
 * Exit codes of the command line, each with its meaning.
 *
 * @since 0.1.0
 */
export const EXIT = {
  /** Conformant; or: nothing breaks, no regression, verified. */
  conformant: 0,
  /** Non-conformant; or: something breaks, a regression. */
  nonConformant: 1,
  /** Usage or configuration error; nothing was sent. */
  usage: 2,
  /** Too little could be judged. */
  inconclusive: 3,
  /** A fault of the suite itself. */
  fault: 4,
  /** Interrupted; what was seen until then is reported. */
  interrupted: 130,
} as const;

/**
 * One of {@link EXIT}.
 *
 * @since 0.1.0
 */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/**
 * The exit code that the command line would end with for one run.
 *
 * @since 0.1.0
 */
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
