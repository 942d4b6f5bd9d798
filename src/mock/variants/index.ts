import type { NamedOverride } from '../behaviour.ts';
import { access } from './access.ts';
import { answers } from './answers.ts';
import { frameworks } from './frameworks.ts';
import { idsAndBatches } from './ids.ts';
import { offline } from './offline.ts';
import { reading } from './reading.ts';
import { timing } from './timing.ts';

export const groups: readonly (readonly NamedOverride[])[] = [
  reading,
  frameworks,
  idsAndBatches,
  access,
  answers,
  timing,
  offline,
];
