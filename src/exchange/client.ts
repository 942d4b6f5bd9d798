import { readFileSync } from 'node:fs';
import type { Deployment } from '../deployment/deployment.ts';
import { message } from '../messages/messages.ts';
import { speaksForGateway, wantsTls } from './answer.ts';
import { type CredentialHeaders, openCredentials } from './credentials.ts';
import { openEvidence } from './evidence.ts';
import type { Answer, Exchange, Failure, Request, Throttled } from './exchange.ts';
import { failed, withoutSecrets } from './failure.ts';
import { type Ground, guard, type Refusal } from './guard.ts';
import { openKnownSecrets } from './known-secrets.ts';
import { openLife } from './life.ts';
import { type Clock, openPace } from './pace.ts';
import type { Redactor } from './redact.ts';
import { type Again, retrying } from './retry.ts';
import { openTransport } from './transport.ts';
import { pathOf, refuseAddress } from './url.ts';

/** The guard forbids a request; nothing was sent. The message is the guard's reason. */
export class Withheld extends Error {
  override name = 'Withheld';
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.reason);
    this.refusal = refusal;
  }
}

export interface ClientOptions {
  deployment: Deployment;
  ground: Ground;
  /** What must not appear in any exchange; the credential and what is derived from it are added. */
  secrets: readonly string[];
  /** Milliseconds since the start of the run, monotonic. */
  now: () => number;
  /** Ends what is in flight and lets nothing more leave. */
  signal: AbortSignal;
  /** On the clock of `now`: nothing is sent after it. */
  deadline: number;
  /** A token was refused that should have held, and another one was fetched. */
  onRenewed?: () => void;
  /** Hears of every exchange, once it is complete. */
  onExchange?: (exchange: Exchange) => void;
}

/** Names the exchange to whoever reads the deployment's log. */
const CHECK_HEADER = 'X-Conformance-Check';

/** How an exchange is called in the record. */
export interface ExchangeIds {
  id: string;
  check: string;
  repeatOf: string | null;
  /** The attempt before this one, which was turned away or had no answer. */
  retryOf?: Exchange;
  /** Attempts before this one that the gateway turned away. */
  throttled?: Throttled[];
}

export interface Client {
  /**
   * Sends a request once, when it is its turn, and resolves to what became of it; also when that is no answer. Rejects
   * with Withheld, and with nothing else, where the guard or the rule of addresses forbids it. Never sends it again by
   * itself: what an attempt without an answer did is unknown, so whoever tries again has to see to the devices first.
   */
  send(request: Request, ids: ExchangeIds): Promise<Exchange>;
  /** A text without the secrets that are known by now. */
  redact(text: string): string;
  /**
   * Whether another attempt makes sense after these of the same request: the connection broke, the gateway turned it away,
   * or there is another token now. Resolves when what the gateway asks to wait is over; null: no.
   */
  again(attempts: readonly Exchange[]): Promise<Again | null>;
  /** Ends what is in flight and closes all connections. */
  close(): Promise<void>;
}

/** Opens the one way to the deployment. Nothing is sent yet. */
export async function openClient(options: ClientOptions): Promise<Client> {
  const { deployment, ground, now, signal, deadline } = options;
  const { limits } = deployment;
  const iamUrl = deployment.auth.kind === 'iam' ? [deployment.auth.url] : [];
  const transport = await openTransport(deployment.tls, [deployment.baseUrl, ...iamUrl]);
  const clock = clockOf(now);
  const pace = openPace({ ...limits, deadline, clock });
  const evidence = openEvidence();
  const userAgent = `roma-conformance/${version()}`;

  const secrets = openKnownSecrets(options.secrets);
  const credentials = openCredentials({
    auth: deployment.auth,
    projectId: deployment.projectId,
    // A token lives by the clock on the wall.
    now: () => performance.now(),
    ask: async (url, body) => {
      const refusal = refuseAddress(url, deployment);
      if (refusal) return { failure: failed('CREDENTIAL', refusal.said) };
      const headers = { Accept: 'application/json', 'Content-Type': 'application/json', 'User-Agent': userAgent };
      return transport.attempt({ ...bounds(), method: 'POST', url, headers, body, connection: 'fresh' });
    },
    onSecrets: secrets.learn,
  });

  const life = openLife({
    clock,
    signal,
    deadline,
    timeoutMs: limits.timeoutMs,
    onEnd: (why) => {
      pace.release();
      transport.abort(why);
    },
  });
  const bounds = () => ({ ...life.bounds(), maxBodyBytes: limits.maxBodyBytes });
  const addressRefusal = addressRule(deployment);
  const carried = new WeakMap<Exchange, CredentialHeaders>();

  /** One attempt, in its turn. */
  async function attempt(
    request: Request,
    url: string,
    exchange: Exchange,
    before: Exchange | undefined,
  ): Promise<Answer | Failure> {
    await pace.turn(before !== undefined);
    let good = false;
    try {
      const over = life.over();
      if (over) return over;
      const credential = await credentials.headers(request, url);
      if ('failure' in credential) return credential.failure;
      carried.set(exchange, credential);
      const common = commonHeaders(request, exchange.id, deployment, userAgent);
      exchange.requestHeaders = shown({ ...common, ...hiddenOf(deployment), ...credential.recorded }, secrets.all());
      exchange.sentAt = now();
      const outcome = await transport.attempt({
        ...bounds(),
        method: request.method,
        url,
        headers: { ...common, ...credential.sent },
        body: request.body,
        connection: before?.failure != null ? 'fresh' : request.connection,
      });
      if ('failure' in outcome) return outcome.failure;
      exchange.onKeptConnection = outcome.received.onKeptConnection === true;
      const answer = evidence(outcome.received, secrets.all(), secrets.longCredentials());
      if (url.startsWith('http:') && wantsTls(answer))
        return failed('TLS', message('failure.wants-tls', { host: new URL(url).host }));
      good = !speaksForGateway(answer);
      if (request.credential === 'valid' && answer.status < 300) credentials.honoured(credential);
      return answer;
    } catch (error) {
      return neverSent(error);
    } finally {
      pace.done(good);
    }
  }

  const again = retrying({
    life,
    pace,
    now,
    deadline,
    credentials,
    carriedBy: (exchange) => carried.get(exchange),
    ...(options.onRenewed && { onRenewed: options.onRenewed }),
  });

  return {
    async send(request, ids) {
      const refusal = guard(request, ground);
      if (refusal) throw new Withheld(refusal);
      const url = deployment.baseUrl + pathOf(request, deployment);
      const unsafe = addressRefusal(url);
      if (unsafe) throw new Withheld(unsafe);

      const exchange = unsent(request, secrets.all().text(url), ids);
      const result = await attempt(request, url, exchange, ids.retryOf);
      if ('code' in result) exchange.failure = withoutSecrets(result, secrets.all().text);
      else exchange.answer = result;
      exchange.answeredAt = now();
      if (exchange.sentAt < 0) exchange.sentAt = exchange.answeredAt;
      options.onExchange?.(exchange);
      return exchange;
    },
    redact: (text) => secrets.all().text(text),
    again,
    async close() {
      life.end();
      transport.close();
    },
  };
}

const clockOf = (now: () => number): Clock => ({
  now,
  after: (ms, call) => {
    const timer = setTimeout(call, ms);
    return () => clearTimeout(timer);
  },
});

/** What a request carries beside its credential. */
function commonHeaders(
  request: Request,
  id: string,
  deployment: Deployment,
  userAgent: string,
): Record<string, string> {
  return {
    Accept: 'application/json',
    'Accept-Encoding': 'gzip, deflate, br',
    'User-Agent': userAgent,
    // So that a vendor finds the request in its log.
    ...(deployment.checkHeader && { [CHECK_HEADER]: id }),
    ...deployment.headers,
    ...(request.contentType !== null && { 'Content-Type': request.contentType }),
  };
}

/** The deployment's own headers may hold anything, so their values are not recorded at all. */
const hiddenOf = ({ headers }: Deployment): Record<string, string> =>
  Object.fromEntries(Object.keys(headers).map((name) => [name, '[redacted]']));

const neverSent = (error: unknown): Failure =>
  failed('PROTOCOL', message('failure.unsent', { error: error instanceof Error ? error.message : 'unknown' }));

/** The rule of addresses, remembered: there are only a few addresses, and parsing takes long. */
function addressRule(deployment: Deployment): (url: string) => Refusal | null {
  const addresses = new Map<string, Refusal | null>();
  return (url) => {
    const known = addresses.get(url);
    if (known !== undefined) return known;
    const refusal = refuseAddress(url, deployment);
    addresses.set(url, refusal);
    return refusal;
  };
}

/** The exchange of a request that has not left yet. */
function unsent(request: Request, url: string, ids: ExchangeIds): Exchange {
  return {
    id: ids.id,
    check: ids.check,
    request,
    url,
    requestHeaders: {},
    sentAt: -1,
    answeredAt: 0,
    throttled: ids.throttled ?? [],
    answer: null,
    failure: null,
    repeatOf: ids.repeatOf,
    retryOf: ids.retryOf?.id ?? null,
  };
}

function shown(headers: Record<string, string>, redact: Redactor): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, redact.text(value)]));
}

/** Of this package. */
function version(): string {
  const { version: found } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  return found;
}
