import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** What happens on one connection of a device to the broker. */
export interface MqttTrouble {
  /** The broker never sees CONNECT, or the device never sees CONNACK. */
  loses?: 'CONNECT' | 'CONNACK' | 'end';
  /** So long is everything that the broker says, and the end of the session, on its way, in ms. */
  lateMs?: number;
}

export interface MqttProxy {
  url: string;
  /** Cuts every connection, and refuses new ones for so long, in ms. */
  restart: (downMs: number) => void;
  /** Logs in at the broker just as the n-th client id that ever did (n counted round), so that the broker ends that session. */
  takeOver: (n: number) => void;
  close: () => Promise<void>;
}

/** Stands between the devices and the broker, and understands as much MQTT 3.1.1 as its trouble needs. */
export async function startMqttProxy(
  brokerUrl: string,
  trouble: (connection: { clientId: string; nth: number }) => MqttTrouble,
): Promise<MqttProxy> {
  const { hostname, port } = new URL(brokerUrl);
  const open = new Set<Socket>();
  const connects = new Map<string, Buffer>();
  const nths = new Map<string, number>();
  let downUntil = 0;
  const keep = (socket: Socket) => {
    open.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => open.delete(socket));
    return socket;
  };

  const server = createServer((device) => {
    keep(device);
    if (Date.now() < downUntil) return void device.resetAndDestroy();
    let held = Buffer.alloc(0);
    const untilConnect = (data: Buffer) => {
      held = Buffer.concat([held, data]);
      const packet = firstPacket(held);
      if (!packet) return;
      device.off('data', untilConnect);
      const clientId = clientIdOf(packet);
      connects.set(clientId, packet);
      const nth = (nths.get(clientId) ?? 0) + 1;
      nths.set(clientId, nth);
      join(device, held, trouble({ clientId, nth }));
    };
    device.on('data', untilConnect);
  });

  const join = (device: Socket, first: Buffer, { loses, lateMs = 0 }: MqttTrouble) => {
    if (loses === 'CONNECT') return; // the device waits until it gives up
    const broker = keep(connect(Number(port), hostname));
    const later = (what: () => void) => (lateMs > 0 ? void setTimeout(what, lateMs) : what());
    broker.write(first);
    device.on('data', (data) => void broker.write(data));
    device.on('close', () => broker.destroy());
    broker.on('data', (data) => {
      if (loses !== 'CONNACK') later(() => device.writable && device.write(data));
    });
    broker.on('close', () => {
      if (loses !== 'end') later(() => device.destroy());
    });
  };

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `mqtt://127.0.0.1:${(server.address() as AddressInfo).port}`,
    restart: (downMs) => {
      downUntil = Date.now() + downMs;
      for (const socket of open) socket.destroy();
    },
    takeOver: (n) => {
      const packets = [...connects.values()];
      const packet = packets[n % packets.length];
      if (!packet) return;
      const other = keep(connect(Number(port), hostname));
      other.write(packet);
      // Once it is in it leaves again.
      other.once('data', () => other.destroy());
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
}

/** The first packet (MQTT 3.1.1, 2.2.3), once all of it is there. */
function firstPacket(bytes: Buffer): Buffer | null {
  let length = 0;
  for (let i = 1, factor = 1; i < Math.min(bytes.length, 5); i++, factor *= 128) {
    const byte = bytes[i] ?? 0;
    length += (byte & 127) * factor;
    if (byte < 128) return bytes.length >= i + 1 + length ? bytes.subarray(0, i + 1 + length) : null;
  }
  return null;
}

/** Of a CONNECT packet (3.1): behind the fixed header, "MQTT", level, flags and keep alive. */
function clientIdOf(packet: Buffer): string {
  const start = packet.findIndex((byte, i) => i > 0 && byte < 128) + 1 + 10;
  return packet.toString('utf8', start + 2, start + 2 + packet.readUInt16BE(start));
}
