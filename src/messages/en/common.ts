/** Sentences that every family uses. */
export const common = {
  /** What is said in words already. */
  text: '{text}',
  'in-exchanges': '{message} (in {count} exchanges)',
} as const;
