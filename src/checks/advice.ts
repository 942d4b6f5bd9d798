/**
 * What a report advises to declare. Each takes the setting, so that nobody is told to declare what is declared: no check
 * says such a sentence itself.
 */
import type { Message } from '../base/message.ts';
import { message } from '../messages/messages.ts';
import type { Setting } from './setting.ts';

/** Nobody sees which devices go offline; null where somebody does. */
export const noWitness = ({ witness }: Setting): Message | null =>
  witness === 'none' ? message('shared.no-witness', {}) : null;

/** No MQTT session shows it; null where sessions do. */
export const noSessions = (setting: Setting): Message | null =>
  setting.witness === 'query' ? message('effects.only-query', {}) : noWitness(setting);

/** What the query API was asked too seldom for, or answered too slowly. */
export const missedBy = ({ witness }: Setting, what: 'hindered.out-of-sight' | 'effects.not-seen'): Message =>
  witness === 'mqtt' ? message('hindered.never-online', {}) : message(what, {});

/** No device was seen online. */
export const noneOnline = ({ witness }: Setting): Message =>
  witness === 'mqtt' ? message('hindered.never-online', {}) : message('accounting.none-online', {});

/** Nobody knew the devices of a request to be online. */
export const notKnownOnline = ({ witness }: Setting): Message =>
  witness === 'mqtt' ? message('hindered.unknown-online', {}) : message('hindered.not-known-online', {});

/** No request with an absent id was answered 200: refusing them is lawful, and no want of a declaration. */
export function noneOfAbsent({ absent, unusableAbsent: [unused] }: Setting): Message {
  if (absent.length > 0) return message('accounting.absent-refused', {});
  return unused
    ? message('accounting.absent-unused', { id: unused.id, reason: unused.said })
    : message('accounting.no-absent-answered', {});
}

/** A batch of so many different ids cannot be made; null where enough are declared. */
export function tooFewIds({ takeable, absent }: Setting, length: number, different: number): Message | null {
  const missing = length - takeable.length - absent.length;
  return missing > 0 ? message('accounting.few-different', { length, different, missing }) : null;
}

/** No batch of that kind can be made of the devices. */
export const tooFewDevices = (_: Setting): Message => message('rounding.too-few-devices', {});

/** No successor of a fraction was watched: none is declared, or none was online. */
export function noSuccessor({ takeable, witness }: Setting): Message {
  const declared = new Set(takeable);
  const hasPair = takeable.some((id) => declared.has((BigInt(id) + 1n).toString()));
  return hasPair && witness === 'mqtt'
    ? message('rounding.no-successor-online', {})
    : message('rounding.no-successor-watched', {});
}
