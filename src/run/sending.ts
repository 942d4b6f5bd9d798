import type { Setting } from '../checks/setting.ts';
import { names } from '../devices/attribution.ts';
import type { Pool } from '../devices/pool.ts';
import { sendPersistently } from '../exchange/attempts.ts';
import type { Client, ExchangeIds } from '../exchange/client.ts';
import type { Exchange, Request } from '../exchange/exchange.ts';
import type { Effects } from './effects.ts';

/** What sending takes beside the way to the deployment. */
export interface Sender {
  client: Pick<Client, 'send' | 'again'>;
  pool: Pool;
  setting: Setting;
  effects: Effects;
}

/**
 * Sends a request until the operation itself answers, as far as trying again makes sense. An attempt without an answer may
 * have acted: before the next one the devices it names get time to go offline, and are brought online again. Where that
 * fails there is no other attempt. Resolves to the last one; rejects with Withheld.
 */
export function sendOnline(
  { client, pool, setting, effects }: Sender,
  request: Request,
  ids: Omit<ExchangeIds, 'retryOf' | 'throttled'>,
): Promise<Exchange> {
  return sendPersistently(client, request, ids, async (last) => {
    await effects.settle([last]);
    const named = setting.takeable.filter((id) => names(last, id));
    const missing = named.length === 0 ? [] : await pool.bringOnline(named);
    return missing.length === 0 || pool.witness !== 'mqtt';
  });
}
