import { LosslessNumber } from 'lossless-json';
import type { NamedOverride } from '../behaviour.ts';
import { okStep } from '../operation.ts';

const group = 'rounding';

/** Reads numbers with a fraction by way of a double. */
const byDouble =
  (round: (value: number) => number): NamedOverride['override'] =>
  (base) => ({
    readId: (element, index, call) =>
      element instanceof LosslessNumber && element.value.includes('.')
        ? okStep(BigInt(round(Number(element.value))))
        : base.readId(element, index, call),
  });

export const rounding: readonly NamedOverride[] = [
  {
    name: 'rounds-half-up',
    group,
    level: 'MUST',
    description: 'Fractions are rounded to the nearest whole number.',
    override: byDouble(Math.round),
  },
];
