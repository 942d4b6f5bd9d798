import { isLoopback, parseAddress } from '../deployment/address.ts';
import type { Deployment } from '../deployment/deployment.ts';

/**
 * What a run of this deployment needs for itself alone: its instance, and each MQTT client that it logs in as. Two runs that
 * share one accuse the deployment of what the other one did: they take the same devices offline, or push each other's
 * sessions off the broker.
 */
export function keysOf({
  baseUrl,
  projectId,
  instanceId,
  devices,
  mqttUrl,
}: Pick<Deployment, 'baseUrl' | 'projectId' | 'instanceId' | 'devices' | 'mqttUrl'>): string[] {
  const instance = ['instance', baseUrl, projectId, instanceId];
  const broker = mqttUrl === null ? '' : brokerOf(mqttUrl);
  const clients = devices.flatMap(({ mqtt }) =>
    mqtt === undefined || mqttUrl === null
      ? []
      : // By the formula the client id changes with the hour; what it is made of does not.
        [['client', broker, 'clientId' in mqtt ? mqtt.clientId : `${mqtt.deviceId}_0_0`]],
  );
  return [instance, ...clients].map((key) => JSON.stringify(key));
}

/** One broker listens at several ports, with and without TLS, and its sessions are the same. On loopback each port is another. */
function brokerOf(url: string): string {
  const address = parseAddress(url);
  if (address === null) return url;
  return isLoopback(address.hostname) ? `loopback:${address.port}` : address.hostname.toLowerCase();
}
