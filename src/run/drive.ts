import type { Message } from '../base/message.ts';
import type { Pool } from '../devices/pool.ts';
import { Withheld } from '../exchange/client.ts';
import type { Exchange, Request } from '../exchange/exchange.ts';
import { message } from '../messages/messages.ts';
import type { Id } from '../operation/id.ts';
import { type Assignment, type NotRun, notRunBecause, onlineOf } from './assign.ts';
import { type Sender, sendOnline } from './sending.ts';

/** Looks after requests that are sent one at a time. */
export interface Lookout {
  /** Gets online whoever is to be watched. */
  before: () => Promise<void>;
  /** Why nothing more may be sent, or null. */
  after: (exchange: Exchange) => Promise<Message | null>;
}

/**
 * Drives a scenario: gets its devices online, sends what it yields, and waits until each device that an answer puts into
 * `success` was seen offline, so that no late effect falls into the next lease. Resolves to why it could not be run to
 * its end, or to null. With a lookout requests are sent one at a time, and it may end the scenario after each.
 */
export async function drive(
  { check, lease }: Assignment,
  sender: Sender,
  lookout: Lookout | null = null,
): Promise<NotRun | null> {
  const { pool, setting } = sender;
  for (const device of lease.offline) await pool.takeOffline(device);
  const steps = check.act(lease, setting);
  let number = 0;
  let settled: Promise<unknown> = Promise.resolve();
  try {
    for (let step = steps.next(); !step.done; ) {
      const exchanges: Exchange[] = [];
      for (const requests of lookout ? step.value.map((request) => [request]) : [step.value]) {
        await settled;
        const over = sender.over();
        if (over !== null) return notRunBecause(check.id, 'error', over);
        await lookout?.before();
        if (requests.some((request) => request.path === 'operation')) {
          const [first] = await bringOnline(pool, onlineOf(lease));
          if (first && pool.witness === 'mqtt') {
            return notRunBecause(check.id, 'error', message('run.not-online', first));
          }
        }
        const sent = await Promise.all(
          requests.map((request: Request) =>
            sendOnline(sender, request, { id: `${check.id}#${++number}`, check: check.id, repeatOf: null }),
          ),
        );
        exchanges.push(...sent);
        settled = sender.effects.settle(sent);
        const [alone] = sent;
        if (!lookout || !alone) continue;
        await settled;
        const reason = await lookout.after(alone);
        if (reason !== null) return notRunBecause(check.id, 'error', reason);
      }
      step = steps.next(exchanges);
    }
    await settled;
    return null;
  } catch (error) {
    if (error instanceof Withheld) return notRunBecause(check.id, 'withheld', error.refusal.said);
    throw error;
  }
}

/** A broker that restarts is away for a moment. */
const PATIENCE_MS = 1000;

/** Gets the devices online; once more after a while where a device that could connect before cannot now. */
export async function bringOnline(pool: Pool, devices: readonly Id[]): ReturnType<Pool['bringOnline']> {
  const missing = await pool.bringOnline(devices);
  if (missing.length === 0 || pool.witness !== 'mqtt') return missing;
  await new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
  return pool.bringOnline(devices);
}
