import { createHmac } from 'node:crypto';
import type { MqttLogin } from '../deployment/deployment.ts';

/** What a device says to the broker. */
export interface Credentials {
  clientId: string;
  username: string;
  password: string;
}

/**
 * The credentials of a login, as the console shows them or by the vendor's formula: client id
 * `<deviceId>_0_0_<UTC YYYYMMDDHH>`, password HMAC-SHA256 (hex) of the secret with that timestamp as key. Source: ROMA
 * developer guide, "MQTT device connection authentication".
 */
export function credentialsOf(login: MqttLogin, at: Date): Credentials {
  if ('clientId' in login) return login;
  const timestamp = at.toISOString().replace(/[-T:]/g, '').slice(0, 10);
  return {
    clientId: `${login.deviceId}_0_0_${timestamp}`,
    username: login.deviceId,
    password: createHmac('sha256', timestamp).update(login.secret).digest('hex'),
  };
}
