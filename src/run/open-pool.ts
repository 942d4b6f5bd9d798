import type { Message } from '../base/message.ts';
import { query } from '../checks/request.ts';
import type { Setting } from '../checks/setting.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { openMqttPool } from '../devices/mqtt-pool.ts';
import { blindPool, type NotOnline, type Pool } from '../devices/pool.ts';
import { openQueryPool } from '../devices/query-pool.ts';
import type { SessionEvent, Witness } from '../devices/session.ts';
import type { Edition } from '../edition/edition.ts';
import { onlineStatus } from '../exchange/answer.ts';
import { sendPersistently } from '../exchange/attempts.ts';
import { type Client, Withheld } from '../exchange/client.ts';
import { inEnglish, joined, message } from '../messages/messages.ts';
import type { Id } from '../operation/id.ts';
import { note, type Sink } from './record.ts';
import { settingOf, witnessOf } from './setting.ts';

/** Opens the pool of test devices: their MQTT sessions where they have logins, else the query API, else nothing. */
export async function openPool(
  deployment: Deployment,
  client: Client,
  {
    now,
    onEvent,
    redact,
  }: { now: () => number; onEvent: (event: SessionEvent) => void; redact: (text: string) => string },
): Promise<Pool> {
  const { devices, mqttUrl, limits, tls } = deployment;
  if (mqttUrl !== null && witnessOf(deployment) === 'mqtt') {
    return openMqttPool({ url: mqttUrl, devices, tls, timeoutMs: limits.timeoutMs, now, onEvent, redact });
  }
  let count = 0;
  const ask = async (device: Id) => {
    try {
      const x = await sendPersistently(client, query(device), {
        id: `witness#${++count}`,
        check: 'witness',
        repeatOf: null,
      });
      return onlineStatus(x.answer);
    } catch (error) {
      if (error instanceof Withheld) return 'unknown';
      throw error;
    }
  };
  const [first] = devices;
  if (first && (await ask(first.id)) !== 'unknown')
    return openQueryPool({ ask, patienceMs: limits.effectWithinMs, now, onEvent });
  return blindPool();
}

/** Until then the first device has to be online: who waits for a report wants to know early that there will be none. */
const FIRST_WITHIN_MS = 4000;

/** What there is to test with. */
export interface Settled {
  setting: Setting;
  /** Why no device that requests may name is online; null where one is, or nobody can see that. */
  nobodyOnline: Message | null;
}

/** Gets every device online that can be, and takes the others out of the game. */
export async function settle(deployment: Deployment, edition: Edition, pool: Pool, sink: Sink): Promise<Settled> {
  const setting = settingOf(deployment, edition, pool.witness);
  for (const { id, said } of setting.unnameable) sink(note(message('run.device-unused', { id, reason: said })));
  for (const { id, said } of setting.unusableAbsent) sink(note(message('run.absent-id-unused', { id, reason: said })));
  const wanted = [...setting.takeable, ...setting.bystanders];
  const early = await pool.bringOnline(wanted, FIRST_WITHIN_MS);
  const isLost = (failures: readonly NotOnline[]) =>
    setting.takeable.length > 0 && setting.takeable.every((id) => failures.some(({ device }) => device === id));
  // Where some are online the slow ones get all the time they need.
  const slow = isLost(early) ? [] : early.filter(({ isPending }) => isPending).map(({ device }) => device);
  const failures = [...early.filter(({ device }) => !slow.includes(device)), ...(await pool.bringOnline(slow))];
  const nobodyOnline = isLost(failures) ? sayNobodyOnline(deployment, pool.witness, wanted.length, failures) : null;
  if (nobodyOnline === null) {
    for (const { device, reason } of failures) sink(note(message('run.not-online', { device, reason })));
  }
  const failed = new Set(failures.map(({ device }) => device));
  return {
    setting: {
      ...setting,
      takeable: setting.takeable.filter((id) => !failed.has(id)),
      bystanders: setting.bystanders.filter((id) => !failed.has(id)),
    },
    nobodyOnline,
  };
}

/** The cause, once for all devices: the reason that most of them have. */
function sayNobodyOnline(
  { mqttUrl }: Deployment,
  witness: Witness,
  wanted: number,
  failures: readonly NotOnline[],
): Message {
  const online = message('run.online', { count: wanted - failures.length, wanted });
  if (witness === 'query') return message('run.query-offline', { online });
  const by = new Map<string, { reason: Message; count: number }>();
  for (const { reason } of failures) {
    const text = inEnglish(reason);
    by.set(text, { reason, count: (by.get(text)?.count ?? 0) + 1 });
  }
  const [most, ...others] = [...by.values()].sort((a, b) => b.count - a.count);
  const first = most?.reason ?? message('refused.unknown', {});
  const more = others.map(({ reason, count }) => message('run.others', { reason, count }));
  const { protocol, host } = new URL(mqttUrl ?? '');
  return message('run.broker', {
    address: `${protocol}//${host}`,
    reason: more.length > 0 ? message('run.broker-others', { first, others: joined('shared.then', more) }) : first,
    online,
  });
}
