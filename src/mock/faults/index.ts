import type { NamedOverride } from '../behaviour.ts';
import { rounding } from './rounding.ts';

export const groups: readonly (readonly NamedOverride[])[] = [rounding];
