import type { Outcome } from '../results/run.ts';

/** An outcome in one letter, `-` where a run does not have the check: a hundred thousand of them go into one page. */
export const LETTERS: Readonly<Record<Outcome, string>> = {
  passed: 'p',
  failed: 'f',
  waived: 'w',
  error: 'e',
  withheld: 'h',
  'not-testable': 't',
  'not-applicable': 'n',
};

const OUTCOMES = new Map(Object.entries(LETTERS).map(([outcome, letter]) => [letter, outcome as Outcome]));

/** null for `-`. */
export const outcomeOf = (letter: string): Outcome | null => OUTCOMES.get(letter) ?? null;

export const isJudged = (letter: string): boolean => letter === 'p' || letter === 'f' || letter === 'w';

/** "rounding" of "rounding/every-position". */
export const familyOf = (check: string): string => check.split('/', 1)[0] ?? check;
