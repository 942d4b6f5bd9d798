import type { IClientOptions, MqttClient } from 'mqtt';
import { closedEarly, type Refusal, refusalOf } from './refusal.ts';

/** A session at the broker, or the attempt to get one. */
export interface MqttSession {
  /** Resolves to null once it is open, else to why it is not. */
  opened: Promise<Refusal | null>;
  /** Asks the broker whether it is still there; ends the session where there is no answer within so many ms. */
  ping: (withinMs: number) => Promise<void>;
  /** Ends it from our side: with a DISCONNECT, where the broker takes it within a second, or at once. */
  end: (atOnce?: boolean) => Promise<void>;
}

export interface MqttSessionOptions {
  connect: () => MqttClient;
  now: () => number;
  onUp: () => void;
  /**
   * It is over. `suite`: we ended it. `silent`: nothing was heard of the broker since `at`, although it was asked; the
   * session may have ended at any time after that.
   */
  onDown: (by: 'suite' | 'peer' | 'silent', at: number) => void;
}

/** What every session is opened with: it never connects again by itself, so that its end is seen. */
export const SESSION_OPTIONS: IClientOptions = { protocolVersion: 4, clean: true, keepalive: 60, reconnectPeriod: 0 };

const DISCONNECT_WITHIN_MS = 1000;

/** Opens a session. */
export function openMqttSession({ connect, now, onUp, onDown }: MqttSessionOptions): MqttSession {
  const client = connect();
  let state: 'opening' | 'up' | 'over' = 'opening';
  let ending = false;
  let silent = false;
  let heardAt = now();
  let refusal = closedEarly;
  const closed = new Promise<void>((resolve) => client.once('close', () => resolve()));

  const opened = new Promise<Refusal | null>((resolve) => {
    client.on('packetreceive', () => {
      heardAt = now();
    });
    client.on('connect', () => {
      state = 'up';
      onUp();
      // Its end is never told for a time before it was up.
      heardAt = now();
      resolve(null);
    });
    client.on('error', (error) => {
      if (error.message === 'Keepalive timeout') silent = true;
      refusal = refusalOf(error);
    });
    client.on('close', () => {
      if (state === 'up') {
        const by = ending ? 'suite' : silent ? 'silent' : 'peer';
        onDown(by, by === 'silent' ? heardAt : now());
      }
      state = 'over';
      client.end(true);
      resolve(refusal);
    });
  });

  return {
    opened,
    ping: async (withinMs) => {
      if (state !== 'up') return;
      const from = now();
      const answered = new Promise<void>((resolve) => {
        const hear = () => {
          if (heardAt < from) return;
          client.off('packetreceive', hear);
          resolve();
        };
        client.on('packetreceive', hear);
      });
      client.sendPing();
      const timer = setTimeout(() => {
        silent = true;
        client.stream.destroy();
      }, withinMs);
      await Promise.race([answered, closed]);
      clearTimeout(timer);
    },
    end: async (atOnce = false) => {
      if (state === 'over') return;
      ending = true;
      client.end(atOnce || state === 'opening');
      const timer = setTimeout(() => client.stream.destroy(), DISCONNECT_WITHIN_MS);
      await closed;
      clearTimeout(timer);
    },
  };
}
