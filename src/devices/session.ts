import type { Id } from '../operation/id.ts';

/** How the state of a device is known. */
export type Witness = 'mqtt' | 'query' | 'none';

/** A device came online, went offline or was refused, as its witness saw it. `at`: milliseconds since the start of the run. */
export interface SessionEvent {
  at: number;
  device: Id;
  /** `refused`: its attempt to connect failed, or nobody tells its state any more. */
  event: 'up' | 'down' | 'refused';
  /** `suite`: we connected or disconnected it ourselves; `peer`: it happened to us. */
  by: 'suite' | 'peer';
  witness: 'mqtt' | 'query';
}
