/** Findings of the family rounding. */
export const rounding = {
  'rounding.takes-for': '{body} takes {text} for {id}',
  'rounding.takes-for.expected': '{floor} and not {id}',
} as const;
