import { tell } from '../messages/speech.ts';
import type { Deployment } from './deployment.ts';

/** What an address must look like, and which it is. */
export interface AddressRule {
  /** With the colon. */
  schemes: readonly string[];
  /** Of them, those without TLS. */
  plain: readonly string[];
  plainHttp: boolean;
}

/**
 * What is wrong with an address, and what to do; null when nothing is. Never repeats the address: it may hold a password.
 */
export function addressProblem(text: string, { schemes, plain, plainHttp }: AddressRule): string | null {
  const wanted = schemes.map((scheme) => `${scheme}//`).join(' or ');
  const url = parseAddress(text);
  // The URL parser drops line breaks and turns backslashes around; what is sent must be what is written.
  if (url === null || url.hostname === '' || /[\s\\]|[^ -~]/.test(text)) {
    return tell`is no address; write ${wanted} and a host (a name beyond ASCII as xn--...)`;
  }
  if (!schemes.includes(url.protocol)) return tell`has the scheme ${url.protocol}; use ${wanted}`;
  if (/^[a-z]+:\/*[^/]*@/i.test(text)) return tell`holds a user or a password; leave them out`;
  if (text.includes('#')) return tell`has a fragment (#); leave it out`;
  if (text.includes('?')) return tell`has a query (?); leave it out`;
  if (plain.includes(url.protocol) && !plainHttp && !isLoopback(url.hostname)) {
    return tell`has no TLS and is not on loopback; use TLS, or set allow.plainHttp: true where the network may see the credential`;
  }
  return null;
}

/** The parsed address, or null. */
export function parseAddress(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}

/** Whether a host, as `URL.hostname` gives it, is this machine: localhost, 127.0.0.0/8 or [::1]. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

/**
 * Whether nobody else's devices can be hit: the deployment is on loopback, and its file does not say (`emptyLists: false`)
 * that this may be a tunnel.
 */
export function isOwnMachine({ baseUrl, allow }: Pick<Deployment, 'baseUrl' | 'allow'>): boolean {
  return isLoopback(parseAddress(baseUrl)?.hostname ?? '') && allow.emptyLists;
}

/** The base of every request: scheme, host, port and path prefix, without a slash at the end. */
export function canonicalBase(text: string): string {
  const { origin, pathname } = new URL(text);
  return `${origin}${pathname}`.replace(/\/+$/, '');
}
