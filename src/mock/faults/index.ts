import type { NamedOverride } from '../behaviour.ts';
import { access } from './access.ts';
import { accounting } from './accounting.ts';
import { combinations } from './combinations.ts';
import { effectFaults } from './effects.ts';
import { errors } from './errors.ts';
import { ids } from './ids.ts';
import { languages } from './languages.ts';
import { rounding } from './rounding.ts';
import { sizes } from './sizes.ts';
import { statuses } from './statuses.ts';
import { stores } from './stores.ts';
import { success } from './success.ts';

export const groups: readonly (readonly NamedOverride[])[] = [
  access,
  statuses,
  rounding,
  ids,
  accounting,
  sizes,
  success,
  errors,
  effectFaults,
  languages,
  stores,
  combinations,
];
