/** Where a broker stands, as the options of an MQTT client. */
export interface BrokerAddress {
  protocol: 'mqtt' | 'mqtts' | 'ws' | 'wss';
  host: string;
  hostname: string;
  port?: number;
  /** For WebSockets alone: path and query. */
  path?: string;
}

/**
 * Takes the URL of a broker apart. The client would do so itself with url.parse, of which Node 24 warns that it is unsafe.
 * The URL was checked when the deployment file was read.
 */
export function brokerAddress(url: string): BrokerAddress {
  const { protocol, hostname, port, pathname, search } = new URL(url);
  const isWeb = protocol.startsWith('ws');
  // The address of a WebSocket is put together again, and needs the brackets of IPv6; a socket has no use for them.
  const host = isWeb ? hostname : hostname.replace(/^\[(.*)\]$/, '$1');
  return {
    protocol: protocol.slice(0, -1) as BrokerAddress['protocol'],
    host,
    hostname: host,
    ...(port !== '' && { port: Number(port) }),
    ...(isWeb && { path: `${pathname}${search}` }),
  };
}
