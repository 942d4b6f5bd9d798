import type { Setting } from '../checks/setting.ts';
import { mayHaveTakenOffline } from '../devices/attribution.ts';
import type { Pool } from '../devices/pool.ts';
import type { SessionEvent } from '../devices/session.ts';
import { mayHaveActed, successOf } from '../exchange/answer.ts';
import type { Exchange } from '../exchange/exchange.ts';

/** The shortest wait for effects that nobody expects, in ms. */
const LEAST_SETTLING_MS = 250;

/** Follows how long effects take, and waits for them no longer than that tells. */
export interface Effects {
  /** To be told of every session event. */
  saw: (event: SessionEvent) => void;
  /**
   * Waits until the devices in `success` of these exchanges were seen offline, or their time is up. Once one stayed online
   * for all of effectLatestMs others are not given as long, unless they are waited for patiently. Devices that an attempt
   * without an answer names may go offline too, or may not: they get the settling time.
   */
  settle: (exchanges: readonly Exchange[], patiently?: boolean) => Promise<void>;
  /** How long to wait for an effect that should not come, in ms: three times the slowest seen, at least 250 ms. */
  settlingMs: () => number;
}

export function followEffects(pool: Pool, { ground, limits }: Setting, now: () => number): Effects {
  let slowest = 0;
  /** A device in `success` stayed online for all of effectLatestMs: that is a finding, and others need not wait as long. */
  let failed = false;
  const expected = new Map<string, number>();
  const lastLoss = new Map<string, number>();
  const settlingMs = () => Math.min(limits.effectWithinMs, Math.max(LEAST_SETTLING_MS, 3 * slowest));

  return {
    saw: ({ device, event, by, at }) => {
      if (event !== 'down' || by !== 'peer') return;
      lastLoss.set(device, at);
      const answeredAt = expected.get(device);
      if (answeredAt === undefined) return;
      slowest = Math.max(slowest, at - answeredAt);
      expected.delete(device);
    },
    settle: async (exchanges, patiently = false) => {
      const devices = new Set<string>();
      const unsure = exchanges.filter(mayHaveActed);
      const doubtful = [...ground.devices].filter(
        (device) => pool.state(device) === 'online' && unsure.some((x) => mayHaveTakenOffline(x, device)),
      );
      if (doubtful.length > 0) await pool.whenOffline(doubtful, settlingMs());
      for (const exchange of exchanges) {
        for (const device of successOf(exchange)) {
          if (!ground.devices.has(device) || pool.state(device) !== 'online') continue;
          // It went offline, and another check that shares it has it online again.
          if ((lastLoss.get(device) ?? -1) >= exchange.sentAt) continue;
          devices.add(device);
          expected.set(device, exchange.answeredAt);
        }
      }
      if (devices.size === 0) return;
      const start = now();
      const patience = failed && !patiently ? settlingMs() : limits.effectLatestMs;
      const gone = await pool.whenOffline([...devices], patience);
      if (!gone && now() - start >= limits.effectLatestMs) failed = true;
      for (const device of devices) expected.delete(device);
    },
    settlingMs,
  };
}
