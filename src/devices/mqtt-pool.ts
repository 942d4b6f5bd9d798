import type { MqttClient } from 'mqtt';
import type { Id, MqttLogin, TestDevice, Tls } from '../deployment/deployment.ts';
import { sayTls, tlsOptions } from '../exchange/tls.ts';
import { credentialsOf } from './login.ts';
import type { OnEvent, Pool } from './pool.ts';
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

interface Session {
  client: MqttClient;
  /** We are ending it ourselves. */
  ending: boolean;
}

/** Pauses before the second and the third attempt: a broker may need a moment to forget the session that it ended. */
const PAUSES_MS = [100, 500];

/**
 * A pool whose devices log in over MQTT 3.1.1 and stay connected without ever reconnecting by themselves, so that every
 * end of a session is seen, and is not of the device's own making.
 */
export async function openMqttPool(options: MqttPoolOptions): Promise<Pool> {
  const { default: mqtt } = await import('mqtt');
  const logins = new Map<Id, MqttLogin>();
  for (const { id, mqtt: login } of options.devices) if (login) logins.set(id, login);
  const sessions = new Map<Id, Session>();
  const connecting = new Map<Id, Promise<string | null>>();
  const waiting = new Set<() => void>();

  const event = (device: Id, what: SessionEvent['event'], by: 'suite' | 'peer') => {
    options.onEvent({ at: options.now(), device, event: what, by, witness: 'mqtt' });
    for (const wake of waiting) wake();
  };

  /** One attempt; resolves to null, or to why it failed. */
  const attempt = (device: Id, login: MqttLogin): Promise<string | null> =>
    new Promise((resolve) => {
      const client = mqtt.connect(options.url, {
        ...credentialsOf(login, new Date()),
        protocolVersion: 4,
        clean: true,
        keepalive: 60,
        reconnectPeriod: 0,
        connectTimeout: options.timeoutMs,
        ...tlsOptions(options.tls),
      });
      const session: Session = { client, ending: false };
      let up = false;
      let reason = 'the broker closed the connection';
      client.on('connect', () => {
        up = true;
        sessions.set(device, session);
        event(device, 'up', 'suite');
        resolve(null);
      });
      client.on('error', (error) => {
        const { code } = error as NodeJS.ErrnoException;
        reason = options.redact(sayTls(String(code ?? '')) ?? (error.message || String(code ?? error)));
      });
      client.on('close', () => {
        if (up) {
          up = false;
          sessions.delete(device);
          event(device, 'down', session.ending ? 'suite' : 'peer');
        }
        client.end(true);
        resolve(reason);
      });
    });

  /** A bystander may be on its way back when the run ends. */
  let closed = false;
  const connect = async (device: Id): Promise<string | null> => {
    const login = logins.get(device);
    if (!login) return 'it has no mqtt login';
    let reason: string | null = null;
    for (const pause of [0, ...PAUSES_MS]) {
      if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
      if (closed) return 'the run is over';
      reason = await attempt(device, login);
      if (reason === null) return null;
      event(device, 'refused', 'peer');
    }
    return reason;
  };

  const isOffline = (device: Id) => !sessions.has(device);

  return {
    witness: 'mqtt',
    state: (device) => (!logins.has(device) ? 'unknown' : sessions.has(device) ? 'online' : 'offline'),
    bringOnline: async (devices) => {
      const failures = await Promise.all(
        devices.filter(isOffline).map(async (device) => {
          const pending = connecting.get(device) ?? connect(device).finally(() => connecting.delete(device));
          connecting.set(device, pending);
          const reason = await pending;
          return reason === null ? [] : [{ device, reason }];
        }),
      );
      return failures.flat();
    },
    takeOffline: async (device) => {
      const session = sessions.get(device);
      if (!session) return;
      session.ending = true;
      await new Promise<void>((resolve) => {
        session.client.once('close', () => resolve());
        session.client.end(false);
      });
    },
    whenOffline: (devices, withinMs) => {
      if (devices.every(isOffline)) return Promise.resolve(true);
      return new Promise((resolve) => {
        const finish = (all: boolean) => {
          clearTimeout(timer);
          waiting.delete(look);
          resolve(all);
        };
        const look = () => {
          if (devices.every(isOffline)) finish(true);
        };
        const timer = setTimeout(() => finish(false), withinMs);
        waiting.add(look);
      });
    },
    close: async () => {
      closed = true;
      await Promise.all(
        [...sessions.values()].map((session) => {
          session.ending = true;
          return session.client.endAsync(true);
        }),
      );
    },
  };
}
