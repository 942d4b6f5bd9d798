import { accounting } from './accounting.ts';
import { auth } from './auth.ts';
import { body } from './body.ts';
import type { Check } from './check.ts';
import { effects } from './effects.ts';
import { errors } from './errors.ts';
import { ids } from './ids.ts';
import { names } from './names.ts';
import { rounding } from './rounding.ts';
import { spellings } from './spellings.ts';
import { success } from './success.ts';
import { uri } from './uri.ts';

/** Every check, in the order of requirements and reports. */
export const catalogue: readonly Check[] = [
  ...uri,
  ...auth,
  ...body,
  ...spellings,
  ...rounding,
  ...ids,
  ...accounting,
  ...success,
  ...names,
  ...errors,
  ...effects,
];

/** The family of a check: the part of its id before the slash. */
export const familyOf = (id: string): string => id.split('/')[0] ?? id;
