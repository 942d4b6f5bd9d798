import { common } from './en/common.ts';
import { rounding } from './en/rounding.ts';

/** Every sentence in English, by its kind. A kind never changes its meaning, and is never used for something else. */
export const en = { ...common, ...rounding } as const;
