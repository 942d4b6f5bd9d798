import { HttpsProxyAgent } from 'https-proxy-agent';
import { getProxyForUrl } from 'proxy-from-env';
import type { Tls } from '../deployment/deployment.ts';
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
  /** The proxy for an address, by HTTPS_PROXY and NO_PROXY; null where it is reached directly. */
  agentFor: (url: string) => Proxy | null;
  close: () => void;
}

export function openProxies(tls: Tls): Proxies {
  const open = new Map<string, Proxy>();
  return {
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
