import { phrase } from '../../messages/speech.ts';
import type { ExitCode } from '../../verdict/exit-code.ts';

/** Takes what a command does once its flags are read; what it gives is the exit code. */
export type Run = (action: () => Promise<ExitCode>) => Promise<void>;

/** For flags that may be given several times. */
export const collect = (value: string, before: string[] = []) => [...before, value];
/** Flags that may be given several times, or not at all. */
export const NONE = { only: [], skip: [], fault: [], variant: [], pacts: [] };

/** Of what gives a verdict on conformance. */
export const EXIT_CODES = phrase`
Exit codes:
  0    conformant
  1    non-conformant
  2    usage or configuration error, nothing was sent
  3    inconclusive
  4    a fault of this suite
  130  interrupted; the report says what was seen`;
