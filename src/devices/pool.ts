import type { Message } from '../base/message.ts';
import type { Id } from '../operation/id.ts';
import type { SessionEvent, Witness } from './session.ts';

/** A device that is not online, and why. */
export interface NotOnline {
  device: Id;
  reason: Message;
  /** It is still being connected. */
  isPending?: true;
}

/** The test devices and what is known of their sessions. */
export interface Pool {
  witness: Witness;
  /** Whether the device is known to be online or offline now. */
  state: (device: Id) => 'online' | 'offline' | 'unknown';
  /**
   * Gets the devices online, as far as that can be done, in at most so many ms (as long as it takes by default); resolves to
   * those that are not, with the reason.
   */
  bringOnline: (devices: readonly Id[], withinMs?: number) => Promise<NotOnline[]>;
  /** Ends the device's session from our side. */
  takeOffline: (device: Id) => Promise<void>;
  /** Resolves to true once each of the devices was seen offline, or is not known to be online; to false when the time (ms) is up. */
  whenOffline: (devices: readonly Id[], withinMs: number) => Promise<boolean>;
  /** Makes sure of devices that count as online; an event tells where one is not. */
  lookAgain: (devices: readonly Id[]) => Promise<void>;
  /**
   * Watches the devices closely meanwhile, and looks once more after it. Resolves to those that may have been offline and
   * back without having been seen.
   */
  watch: (devices: readonly Id[], meanwhile: () => Promise<void>) => Promise<Id[]>;
  close: () => Promise<void>;
}

/** Where the end of each session is heard of nothing is missed. */
export const watchNothing: Pool['watch'] = async (_, meanwhile) => {
  await meanwhile();
  return [];
};

export type OnEvent = (event: SessionEvent) => void;

/** Without a witness nothing is known of any device. */
export const blindPool = (): Pool => ({
  witness: 'none',
  state: () => 'unknown',
  bringOnline: async () => [],
  takeOffline: async () => {},
  whenOffline: async () => true,
  lookAgain: async () => {},
  watch: watchNothing,
  close: async () => {},
});
