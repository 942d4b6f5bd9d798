/** Why a result is told without its evidence. */
export const verdict = {
  'verdict.untold': 'it shows only in what came, which holds a secret and is not written down',
  'verdict.not-so': 'not so: {title}',
} as const;
