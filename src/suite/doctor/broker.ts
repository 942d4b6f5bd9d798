import { parseAddress } from '../../deployment/address.ts';
import type { Deployment } from '../../deployment/deployment.ts';
import { secretsOf } from '../../deployment/secrets.ts';
import { openMqttPool } from '../../devices/mqtt-pool.ts';
import { redactor } from '../../exchange/redact.ts';
import { inTongue, tell } from '../../messages/speech.ts';
import { bad, type Diagnosis, doubt, ok } from './diagnosis.ts';

/** Broker and logins. */
export async function devices(deployment: Deployment, now: () => number): Promise<Diagnosis[]> {
  const { mqttUrl, limits, tls } = deployment;
  const withLogin = deployment.devices.filter(({ mqtt }) => mqtt !== undefined);
  if (mqttUrl === null || withLogin.length === 0)
    return [
      doubt(
        'broker',
        tell`no device logs in over MQTT, so effects are seen by the query API, or not at all`,
        tell`declare mqtt.url, and mqtt for each device`,
      ),
    ];
  const pool = await openMqttPool({
    url: mqttUrl,
    devices: withLogin,
    tls,
    timeoutMs: limits.timeoutMs,
    now,
    onEvent: () => {},
    redact: redactor(secretsOf(deployment)).text,
  });
  try {
    const failures = await pool.bringOnline(withLogin.map(({ id }) => id));
    const host = parseAddress(mqttUrl)?.host ?? tell`the broker`;
    const reasons = new Set(failures.map(({ reason }) => inTongue(reason)));
    const [reason] = reasons;
    // All for one reason: that is the broker, not the devices.
    if (failures.length === withLogin.length && reasons.size === 1 && reason !== undefined)
      return [
        bad(
          'broker',
          tell`${host}: ${reason}; 0 of ${withLogin.length} devices online`,
          tell`check mqtt.url, and the logins of the devices`,
        ),
      ];
    const online = ok(
      'broker',
      tell`${host}: ${withLogin.length - failures.length} of ${withLogin.length} devices online`,
    );
    return [
      online,
      ...failures.map((one) => bad(`device ${one.device}`, inTongue(one.reason), tell`check its mqtt login`)),
    ];
  } finally {
    await pool.close();
  }
}
