import { createHmac, timingSafeEqual } from 'node:crypto';
import { type AddressInfo, createServer } from 'node:net';
import { Aedes, type Client } from 'aedes';
import { pauseOwn } from '../base/own-time.ts';

/** A device of the deployment. */
export interface Device {
  id: bigint;
  name: string;
  /** How it logs in; null for devices of other people, which no test owns. */
  login: { clientId: string; username: string; password: string } | { deviceId: string; secret: string } | null;
}

/** The devices, the broker that they log in to, and what happened to them. */
export interface World {
  devices: ReadonlyMap<bigint, Device>;
  isOnline: (id: bigint) => boolean;
  /** Ends the session of a device; of other people's devices it keeps a note. */
  disconnect: (id: bigint) => void;
  /** Ids of other people's devices that were taken offline. */
  harmed: Set<string>;
  /** Clients that may not connect for now. */
  banned: Set<string>;
  mqttUrl: string;
  close: () => Promise<void>;
}

export const TEST_DEVICES: readonly bigint[] = [1, 2, 3, 4, 5, 6, 7, 8].map((n) => 20000n + BigInt(n));

/** Ids that a misreading of test ids might hit: other people's devices, which are online. */
const OTHERS: readonly bigint[] = [
  1n,
  2n,
  7n,
  200n,
  2000n,
  2001n,
  19999n,
  20000n,
  20009n,
  20010n,
  20011n,
  70000n,
  700000n,
  69999999n,
  2147483647n,
];

function deviceOf(id: bigint): Device {
  const login =
    id % 2n === 1n
      ? { clientId: `client-${id}`, username: `user-${id}`, password: `password-of-${id}` }
      : { deviceId: `D${id}gDa`, secret: `secret-of-device-${id}` };
  return { id, name: `device-${id}`, login };
}

/** All that the deployment has, by their ids. */
export function allDevices(): Map<bigint, Device> {
  const devices = new Map<bigint, Device>();
  for (const id of TEST_DEVICES) devices.set(id, deviceOf(id));
  for (const id of OTHERS) devices.set(id, { id, name: `device-${id}`, login: null });
  return devices;
}

/** Starts the broker on a port of loopback (0: a free one). `knownAfterMs`: so long after CONNACK a session is known of. */
export async function startWorld(port: number, { knownAfterMs = 0 } = {}): Promise<World> {
  const devices = allDevices();
  const byClient = new Map<string, bigint>();
  const sessions = new Map<bigint, Client>();
  const harmed = new Set<string>();
  const banned = new Set<string>();

  const broker = await Aedes.createBroker();
  broker.authenticate = (client, username, password, done) => {
    const id = whoLogsIn(devices, client.id, username ?? '', password?.toString() ?? '');
    if (id === null || banned.has(id.toString())) {
      done(Object.assign(new Error('not authorised'), { returnCode: 5 as const }), false);
      return;
    }
    byClient.set(client.id, id);
    done(null, true);
  };
  broker.on('clientReady', (client) => {
    const id = byClient.get(client.id);
    if (id === undefined) return;
    if (knownAfterMs === 0) sessions.set(id, client);
    else
      void pauseOwn(knownAfterMs, { ref: false }).then(() => {
        if (!client.closed) sessions.set(id, client);
      });
  });
  broker.on('clientDisconnect', (client) => {
    const id = byClient.get(client.id);
    if (id !== undefined && sessions.get(id) === client) sessions.delete(id);
  });
  const server = createServer(broker.handle);
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', resolve);
    });
  } catch (error) {
    // Its timers would keep the process alive.
    broker.close();
    throw error;
  }

  return {
    devices,
    // Other people's devices are simply online.
    isOnline: (id) => sessions.has(id) || (devices.get(id)?.login === null && !harmed.has(id.toString())),
    disconnect: (id) => {
      const device = devices.get(id);
      if (!device) return;
      if (device.login === null) harmed.add(id.toString());
      const session = sessions.get(id);
      sessions.delete(id);
      session?.close();
    },
    harmed,
    banned,
    mqttUrl: `mqtt://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      await new Promise<void>((resolve) => broker.close(() => resolve()));
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** The device that may log in so; null where the credentials are wrong. */
function whoLogsIn(
  devices: ReadonlyMap<bigint, Device>,
  clientId: string,
  username: string,
  password: string,
): bigint | null {
  for (const { id, login } of devices.values()) {
    if (!login) continue;
    if ('clientId' in login) {
      if (login.clientId === clientId && login.username === username && same(login.password, password)) return id;
    } else if (login.deviceId === username) {
      const [, owner, signature, timestamp = ''] = /^(.+)_0_([01])_(\d{10})$/.exec(clientId) ?? [];
      if (owner !== username) return null;
      if (signature === '1' && timestamp !== hourOf(new Date())) return null;
      return same(signed(login.secret, timestamp), password) ? id : null;
    }
  }
  return null;
}

/** What a device logs in with: its password, or what the vendor's formula makes of its secret. */
export function passwordOf(login: NonNullable<Device['login']>): {
  clientId: string;
  username: string;
  password: string;
} {
  if ('clientId' in login) return login;
  const hour = hourOf(new Date());
  return {
    clientId: `${login.deviceId}_0_1_${hour}`,
    username: login.deviceId,
    password: signed(login.secret, hour),
  };
}

const signed = (secret: string, timestamp: string) => createHmac('sha256', timestamp).update(secret).digest('hex');

/** YYYYMMDDHH, UTC. */
const hourOf = (date: Date) => date.toISOString().replace(/[-T:]/g, '').slice(0, 10);

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
