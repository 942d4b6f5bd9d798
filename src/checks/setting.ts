import type { Message } from '../base/message.ts';
import type { Limits } from '../deployment/deployment.ts';
import type { Witness } from '../devices/session.ts';
import type { Edition } from '../edition/edition.ts';
import type { Ground } from '../exchange/guard.ts';
import type { Id } from '../operation/id.ts';

/** What a check may know of the deployment under test: nothing secret. */
export interface Setting {
  edition: Edition;
  /** Declared devices that requests may name. */
  takeable: readonly Id[];
  /** Declared devices that the guard lets no request name, with its reason. */
  unnameable: readonly { id: Id; reason: string; said: Message }[];
  /** Declared devices that no request names: `watchOnly` and the bystander. */
  bystanders: readonly Id[];
  ground: Ground;
  /** The deployment is on this machine, so that nobody else's devices can be hit. */
  ownMachine: boolean;
  /** Declared absent ids below 2^31 that requests may name, at most 2,600; single ones first. */
  absent: readonly Id[];
  /** Declared absent ids, and ranges by their first id, that stand in no list of ids, with the reason and what to declare. */
  unusableAbsent: readonly { id: Id; reason: string; said: Message }[];
  claims: { compat20: boolean };
  /** The credential has letters, so that it is another one with them in the other case. */
  credentialHasLetters: boolean;
  limits: Limits;
  /** How devices are watched. */
  witness: Witness;
}
