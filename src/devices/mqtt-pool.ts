import { brokerAddress } from '../base/broker-address.ts';
import { type Message, withTexts } from '../base/message.ts';
import { pauseOwn } from '../base/own-time.ts';
import type { MqttLogin, TestDevice, Tls } from '../deployment/deployment.ts';
import { tlsOptions } from '../exchange/tls.ts';
import { message } from '../messages/messages.ts';
import type { Id } from '../operation/id.ts';
import { credentialsOf } from './login.ts';
import { type MqttSession, openMqttSession, SESSION_OPTIONS } from './mqtt-session.ts';
import { type NotOnline, type OnEvent, type Pool, watchNothing } from './pool.ts';
import type { Refusal } from './refusal.ts';
import { openSeenOffline } from './seen-offline.ts';
import type { SessionEvent } from './session.ts';

export interface MqttPoolOptions {
  url: string;
  devices: readonly TestDevice[];
  /** For mqtts and wss. */
  tls: Tls;
  /** How long one attempt to connect may take, in ms. */
  timeoutMs: number;
  /** Milliseconds since the start of the run. */
  now: () => number;
  onEvent: OnEvent;
  /** Takes secrets out of a message. */
  redact: (text: string) => string;
}

/** Pauses before the second and the third attempt: a broker may need a moment to forget the session that it ended. */
const PAUSES_MS = [100, 500];
/** A broker that does not answer a PINGREQ for so long is not there any more. */
const PONG_WITHIN_MS = 2000;

/**
 * A pool whose devices log in over MQTT 3.1.1 and stay connected without ever reconnecting by themselves, so that every
 * end of a session is seen, and is not of the device's own making.
 */
export async function openMqttPool(options: MqttPoolOptions): Promise<Pool> {
  const [{ default: mqtt }, { default: packets }] = await Promise.all([import('mqtt'), import('mqtt-packet')]);
  // Else it prepares 65,536 buffers before the first packet, for numbers of which a session uses a few.
  packets.writeToStream.cacheNumbers = false;
  const { now } = options;
  const logins = new Map<Id, MqttLogin>();
  for (const { id, mqtt: login } of options.devices) if (login) logins.set(id, login);
  const sessions = new Map<Id, MqttSession>();
  const opening = new Set<MqttSession>();
  const wereOnline = new Set<Id>();
  const connecting = new Map<Id, Promise<Message | null>>();
  const isOffline = (device: Id) => !sessions.has(device);
  const ping = (device: Id) => sessions.get(device)?.ping(PONG_WITHIN_MS);
  const seenOffline = openSeenOffline({ isOffline, ping, now });

  const event = (device: Id, what: SessionEvent['event'], by: 'suite' | 'peer', at = now()) => {
    options.onEvent({ at, device, event: what, by, witness: 'mqtt' });
    seenOffline.wake();
  };

  /** One attempt; resolves to null, or to why it failed. */
  const attempt = async (device: Id, login: MqttLogin): Promise<Refusal | null> => {
    const session = openMqttSession({
      connect: () =>
        mqtt.connect({
          ...brokerAddress(options.url),
          ...SESSION_OPTIONS,
          ...credentialsOf(login, new Date()),
          connectTimeout: options.timeoutMs,
          ...tlsOptions(options.tls),
        }),
      now,
      onUp: () => {
        wereOnline.add(device);
        sessions.set(device, session);
        event(device, 'up', 'suite');
      },
      onDown: (by, at) => {
        sessions.delete(device);
        // Where the broker fell silent nobody knows whether the device was taken offline: the suite gave the session up.
        event(device, 'down', by === 'peer' ? 'peer' : 'suite', at);
      },
    });
    opening.add(session);
    return session.opened.finally(() => opening.delete(session));
  };

  /** A bystander may be on its way back when the run ends. */
  let closed = false;
  const connect = async (device: Id): Promise<Message | null> => {
    const login = logins.get(device);
    if (!login) return message('refused.no-login', {});
    let refusal: Refusal | null = null;
    for (const pause of [0, ...PAUSES_MS]) {
      if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
      if (closed) return message('refused.over', {});
      refusal = await attempt(device, login);
      if (refusal === null) return null;
      event(device, 'refused', 'peer');
      // One that was online before may be kept out for a moment; else it is the login, and too many lock an account.
      if (refusal.isLogin && !wereOnline.has(device)) break;
    }
    return withTexts(refusal?.reason ?? message('refused.unknown', {}), options.redact);
  };

  return {
    witness: 'mqtt',
    state: (device) => (!logins.has(device) ? 'unknown' : sessions.has(device) ? 'online' : 'offline'),
    bringOnline: async (devices, withinMs) => {
      const failures = await Promise.all(
        devices.filter(isOffline).map((device) => {
          const pending = connecting.get(device) ?? connect(device).finally(() => connecting.delete(device));
          connecting.set(device, pending);
          return notOnline(device, pending, withinMs);
        }),
      );
      return failures.flat();
    },
    takeOffline: async (device) => {
      await sessions.get(device)?.end();
    },
    whenOffline: seenOffline.when,
    lookAgain: async (devices) => {
      await Promise.all(devices.map(ping));
    },
    watch: watchNothing,
    close: async () => {
      closed = true;
      await Promise.all([...sessions.values(), ...opening].map((session) => session.end(true)));
    },
  };
}

/** The device and why it is not online; nothing where it is. */
async function notOnline(
  device: Id,
  pending: Promise<Message | null>,
  withinMs: number | undefined,
): Promise<NotOnline[]> {
  const reason = await (withinMs === undefined
    ? pending
    : Promise.race([pending, after(withinMs, 'too late' as const)]));
  if (reason === null) return [];
  return [
    reason === 'too late'
      ? { device, reason: message('refused.no-answer-within', { ms: withinMs ?? 0 }), isPending: true }
      : { device, reason },
  ];
}

/** Resolves to the value after so many ms of this process's own time; holds no process back. */
const after = <T>(ms: number, value: T) => pauseOwn(ms, { ref: false }).then(() => value);
