import { HttpsProxyAgent } from 'https-proxy-agent';
import { getProxyForUrl } from 'proxy-from-env';
import { ConfigError } from '../base/config-error.ts';
import type { Tls } from '../deployment/deployment.ts';
import { tell } from '../messages/speech.ts';
import { tlsOptions } from './tls.ts';

/** Its options are for the proxy; those of TLS with the deployment belong to each connection. */
class TunnelAgent extends HttpsProxyAgent<string> {
  readonly #tls: Tls;
  constructor(proxy: string, tls: Tls) {
    super(proxy, { keepAlive: true });
    this.#tls = tls;
  }
  override connect(...[request, options]: Parameters<HttpsProxyAgent<string>['connect']>) {
    return super.connect(request, { ...options, ...tlsOptions(this.#tls) });
  }
}

/** A way through a proxy. `host` names it in messages: its user and password are secrets. */
export interface Proxy {
  agent: HttpsProxyAgent<string>;
  host: string;
}

export interface Proxies {
  /** Throws a ConfigError where the proxy for an address cannot be understood. */
  check: (url: string) => void;
  /** The proxy for an address, by HTTPS_PROXY and NO_PROXY; null where it is reached directly. */
  agentFor: (url: string) => Proxy | null;
  close: () => void;
}

/** What is wrong with the address of a proxy, without the address; null: nothing. */
function problemOf(address: string): string | null {
  if (!URL.canParse(address)) return tell`is no address; write http://host:port`;
  const { protocol, username, password } = new URL(address);
  if (protocol !== 'http:' && protocol !== 'https:')
    return tell`a proxy of the kind ${protocol.slice(0, -1)} is not known; http and https are`;
  try {
    decodeURIComponent(username + password);
    return null;
  } catch {
    return tell`its user or password has a % that begins no escape; write %25 for it`;
  }
}

export function openProxies(tls: Tls): Proxies {
  const open = new Map<string, Proxy>();
  return {
    check: (url) => {
      const address = getProxyForUrl(url);
      const problem = address === '' ? null : problemOf(address);
      // It may hold a password, so it is not shown.
      if (problem !== null) throw new ConfigError(tell`HTTPS_PROXY (or ALL_PROXY): ${problem}`);
    },
    agentFor: (url) => {
      const address = getProxyForUrl(url);
      if (address === '') return null;
      const known = open.get(address);
      if (known) return known;
      const proxy = {
        agent: new TunnelAgent(address, tls),
        host: new URL(address).host,
      };
      open.set(address, proxy);
      return proxy;
    },
    close: () => {
      for (const { agent } of open.values()) agent.destroy();
    },
  };
}
