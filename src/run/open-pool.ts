import { isObject, NumberText } from '../base/json.ts';
import { query } from '../checks/request.ts';
import type { Setting } from '../checks/setting.ts';
import type { Deployment, Id } from '../deployment/deployment.ts';
import { openMqttPool } from '../devices/mqtt-pool.ts';
import { blindPool, type Pool } from '../devices/pool.ts';
import { openQueryPool } from '../devices/query-pool.ts';
import type { SessionEvent } from '../devices/session.ts';
import type { Edition } from '../edition/edition.ts';
import { answerJson } from '../exchange/answer.ts';
import { sendPersistently } from '../exchange/attempts.ts';
import { type Client, Withheld } from '../exchange/client.ts';
import type { Sink } from './record.ts';
import { settingOf } from './setting.ts';

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
  if (mqttUrl !== null && devices.some((device) => device.mqtt !== undefined)) {
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
      const json = x.answer?.status === 200 ? answerJson(x.answer) : null;
      const status = json?.ok && isObject(json.exact) ? json.exact['online_status'] : undefined;
      if (!(status instanceof NumberText)) return 'unknown';
      return status.text === '1' ? 'online' : 'offline';
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

/** Gets every device online that can be, and takes the others out of the game. */
export async function settle(deployment: Deployment, edition: Edition, pool: Pool, sink: Sink): Promise<Setting> {
  const setting = settingOf(deployment, edition, pool.witness);
  for (const { id, reason } of setting.unnameable) sink({ type: 'note', text: `device ${id} is not used: ${reason}` });
  if (pool.witness !== 'mqtt') {
    await pool.bringOnline(setting.takeable);
    return setting;
  }
  const failures = await pool.bringOnline([...setting.takeable, ...setting.bystanders]);
  for (const { device, reason } of failures)
    sink({ type: 'note', text: `device ${device} could not be brought online: ${reason}` });
  const failed = new Set(failures.map(({ device }) => device));
  return {
    ...setting,
    takeable: setting.takeable.filter((id) => !failed.has(id)),
    bystanders: setting.bystanders.filter((id) => !failed.has(id)),
  };
}
