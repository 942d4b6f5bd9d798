import mqtt, { type MqttClient } from 'mqtt';
import { brokerAddress } from '../base/broker-address.ts';
import { passwordOf, TEST_DEVICES, type World } from './world.ts';

/** How long a device waits before it connects again, in ms: longer than a client that asks takes to notice. */
const RECONNECT_MS = 400;

/** Lets every test device log in over MQTT and stay connected by itself, as devices in the field do. */
export async function connectDevices(world: World): Promise<{ close: () => Promise<void> }> {
  const clients: MqttClient[] = [];
  for (const id of TEST_DEVICES) {
    const login = world.devices.get(id)?.login;
    if (!login) continue;
    clients.push(
      await mqtt.connectAsync({
        ...brokerAddress(world.mqttUrl),
        ...passwordOf(login),
        protocolVersion: 4,
        reconnectPeriod: RECONNECT_MS,
      }),
    );
  }
  return { close: async () => void (await Promise.all(clients.map((client) => client.endAsync(true)))) };
}
