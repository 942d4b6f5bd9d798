import { Agent as HttpAgent, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Duplex } from 'node:stream';
import type { Message } from '../base/message.ts';
import type { Tls } from '../deployment/deployment.ts';
import { message } from '../messages/messages.ts';
import { type Body, BodyError, readBody } from './body.ts';
import type { Failure } from './exchange.ts';
import { failed } from './failure.ts';
import { sayTls, tlsOptions } from './tls.ts';
import { type Sent, wire } from './wire.ts';

/** What goes onto the wire. */
export interface Sending {
  method: string;
  url: string;
  /** Spelled as they are to be sent. */
  headers: Record<string, string>;
  body: string | null;
  /** As in a Request: `fresh`, over a connection of its own, none that was kept open. */
  connection?: 'fresh' | 'kept' | undefined;
  /** For this attempt as a whole. */
  timeoutMs: number;
  /** What is said when that time is up. */
  tooLate: Failure;
  maxBodyBytes: number;
}

/** What came off it, secrets and all. */
export interface Received extends Body {
  status: number;
  headers: Record<string, string>;
  /** The connection had carried another exchange before. */
  onKeptConnection?: boolean;
}

export type Outcome = { received: Received } | { failure: Failure };

export interface Transport {
  /** One attempt, and never another by itself. Never rejects, never follows a redirect. */
  attempt(sending: Sending): Promise<Outcome>;
  /** Ends every attempt in flight with this failure. */
  abort(failure: Failure): void;
  /** Closes all connections. */
  close(): void;
}

const MAX_HEADER_BYTES = 64 * 1024;

interface Agents {
  http: HttpAgent;
  https: () => HttpsAgent;
}

/**
 * Opens the wire. Addresses of https go through the proxy that HTTPS_PROXY names, unless NO_PROXY excepts their host; TLS is
 * with the deployment all the same. `urls` are those that will be asked for: throws a ConfigError where the proxy for one of
 * them cannot be understood.
 */
export async function openTransport(tls: Tls, urls: readonly string[]): Promise<Transport> {
  const opened: HttpAgent[] = [];
  const keep = <A extends HttpAgent>(agent: A): A => {
    opened.push(agent);
    return leaveUnasked(agent);
  };
  const open = (options: { keepAlive: boolean; maxSockets?: number }): Agents => {
    let https: HttpsAgent | null = null;
    return {
      http: keep(new HttpAgent(options)),
      // Without TLS its code is not loaded.
      https: () => {
        https ??= keep(new HttpsAgent({ ...options, ...tlsOptions(tls) }));
        return https;
      },
    };
  };
  // Most have no proxy, and need not load what speaks to one.
  const hasProxy = Object.keys(process.env).some((name) => /^(https|all)_proxy$/i.test(name));
  const proxies = hasProxy ? (await import('./proxy.ts')).openProxies(tls) : null;
  for (const url of urls) if (url.startsWith('https:')) proxies?.check(url);
  const kept = open({ keepAlive: true });
  const fresh = open({ keepAlive: false });
  const shared = open({ keepAlive: true, maxSockets: 1 });
  const agentsFor = { fresh, kept: shared };
  const inFlight = new Set<(failure: Failure) => void>();

  const once = (sending: Sending, agents: Agents): Promise<Outcome> =>
    new Promise((resolve) => {
      const url = new URL(sending.url);
      const isHttps = url.protocol === 'https:';
      let sent: Sent | null = null;
      let answered = false;
      const settle = (outcome: Outcome) => {
        clearTimeout(timer);
        inFlight.delete(giveUp);
        resolve(outcome);
      };
      const giveUp = (failure: Failure) => {
        settle({ failure });
        sent?.abort();
      };
      const timer = setTimeout(() => giveUp(sending.tooLate), sending.timeoutMs);
      inFlight.add(giveUp);
      const proxy = isHttps ? (proxies?.agentFor(sending.url) ?? null) : null;

      const onResponse = (res: IncomingMessage) => {
        answered = true;
        const onKeptConnection = sent?.req.reusedSocket === true;
        const headers = joinHeaders(res.rawHeaders);
        const encoding = (headers['content-encoding'] ?? '').trim().toLowerCase();
        if (sending.method === 'HEAD') {
          res.resume();
          return settle({
            received: {
              status: res.statusCode ?? 0,
              headers,
              chunks: [],
              bytes: 0,
              isOverlong: false,
              onKeptConnection,
            },
          });
        }
        readBody(res, encoding, sending.maxBodyBytes).then(
          (body) => settle({ received: { status: res.statusCode ?? 0, headers, ...body, onKeptConnection } }),
          (error: unknown) =>
            settle({
              failure: error instanceof BodyError ? error.failure : failureOf(error, sending.url),
            }),
        );
      };
      try {
        sent = wire()(
          {
            method: sending.method,
            url,
            headers: {
              ...sending.headers,
              ...(sending.body !== null && { 'Content-Length': String(Buffer.byteLength(sending.body)) }),
            },
            body: sending.body,
            agent: proxy?.agent ?? (isHttps ? agents.https() : agents.http),
            maxHeaderSize: MAX_HEADER_BYTES,
          },
          (error) => {
            if (!answered) settle({ failure: failureOf(error, sending.url, proxy?.host ?? null) });
          },
        );
        sent.req.once('response', onResponse);
        // What the proxy says itself would pass for an answer of the deployment.
        sent.req.once('proxyConnect', (answer: { statusCode?: number }) => {
          if (answer.statusCode !== 200) giveUp(proxyRefused(proxy?.host ?? '', answer.statusCode));
        });
      } catch (error) {
        settle({ failure: failureOf(error, sending.url) });
      }
    });

  return {
    attempt: (sending) => once(sending, sending.connection ? agentsFor[sending.connection] : kept),
    abort: (failure) => {
      for (const giveUp of [...inFlight]) giveUp(failure);
    },
    close: () => {
      proxies?.close();
      for (const agent of opened) agent.destroy();
    },
  };
}

/**
 * Closes a connection that is kept open where something comes over it that nobody asked for: a second answer to the last
 * request would be taken for the answer to the next one.
 */
function leaveUnasked<A extends HttpAgent>(agent: A): A {
  const keep = agent.keepSocketAlive.bind(agent);
  const reuse = agent.reuseSocket.bind(agent);
  const waiting = new WeakMap<Duplex, () => void>();
  agent.keepSocketAlive = (socket) => {
    const leave = () => void socket.destroy();
    waiting.set(socket, leave);
    socket.once('data', leave);
    return keep(socket);
  };
  agent.reuseSocket = (socket, request) => {
    const leave = waiting.get(socket);
    if (leave) socket.removeListener('data', leave);
    reuse(socket, request);
  };
  return agent;
}

/** Names in lower case; a repeated header's values joined, none dropped. */
function joinHeaders(raw: readonly string[]): Record<string, string> {
  const joined = new Map<string, string>();
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const name = (raw[i] ?? '').toLowerCase();
    const before = joined.get(name);
    joined.set(name, before === undefined ? (raw[i + 1] ?? '') : `${before}, ${raw[i + 1]}`);
  }
  return Object.fromEntries(joined);
}

const CONNECTION =
  /^(ECONNREFUSED|ENOTFOUND|EAI_\w+|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENETDOWN|ETIMEDOUT|EADDRNOTAVAIL|EACCES|ENOENT)$/;
const TLS = /^(ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|INVALID_CA|EPROTO|CRL_)/;

function failureOf(error: unknown, url: string, proxy: string | null = null): Failure {
  const { host } = new URL(url);
  const named = String((error as { code?: unknown } | null)?.code ?? '');
  // supertest puts the code of a refused connection into the message of another error.
  const code = named === '' && error instanceof Error ? (/^(E[A-Z]+): /.exec(error.message)?.[1] ?? '') : named;
  const said = error instanceof Error && error.message !== '' ? error.message : code;
  // A connection that was open may time out too, with the request on its way.
  const isConnecting = code !== 'ETIMEDOUT' || (error as { syscall?: unknown }).syscall === 'connect';
  if (CONNECTION.test(code) && isConnecting && proxy !== null)
    return failed('PROXY', message('failure.no-proxy', { proxy, error: said }));
  if (CONNECTION.test(code) && isConnecting) return failed('CONNECTION', noConnection(code, host, said));
  if (code === 'ECONNRESET' || code === 'EPIPE' || code === 'ETIMEDOUT')
    return failed('RESET', message('failure.closed', { host }));
  const tls = sayTls(code);
  if (tls !== null || TLS.test(code)) return failed('TLS', message('failure.tls', { host, why: tls ?? said }));
  const kind = code.startsWith('HPE_') ? 'failure.no-http' : 'failure.with-host';
  return failed('PROTOCOL', message(kind, { host, error: said }));
}

function noConnection(code: string, host: string, error: string): Message {
  if (code === 'ENOTFOUND' || code.startsWith('EAI_')) return message('failure.no-address', { host, error });
  return message(code === 'ETIMEDOUT' ? 'failure.no-way-in-time' : 'failure.no-connection', { host, error });
}

function proxyRefused(proxy: string, status: number | undefined): Failure {
  if (status === undefined) return failed('PROXY', message('failure.proxy-refused', { proxy }));
  const kind = status === 407 ? 'failure.proxy-login' : 'failure.proxy-refused-status';
  return failed('PROXY', message(kind, { proxy, status }));
}
