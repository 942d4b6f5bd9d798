import type { Id, Limits } from '../deployment/deployment.ts';
import type { Witness } from '../devices/session.ts';
import type { Edition } from '../edition/edition.ts';
import type { Ground } from '../exchange/guard.ts';

/** What a check may know of the deployment under test: nothing secret. */
export interface Setting {
  edition: Edition;
  /** Declared devices that requests may name. */
  takeable: readonly Id[];
  /** Declared devices that no request names: `watchOnly` and the bystander. */
  bystanders: readonly Id[];
  ground: Ground;
  /** Declared absent ids below 2^31 that requests may name, at most 4,096, in ascending order of risk of misreading. */
  absent: readonly Id[];
  claims: { compat20: boolean };
  limits: Limits;
  /** How devices are watched. */
  witness: Witness;
}
