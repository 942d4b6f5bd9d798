import { readFileSync } from 'node:fs';
import type { Deployment } from '../deployment/deployment.ts';
import { message } from '../messages/messages.ts';
import { errorMember, speaksForGateway, wantsTls } from './answer.ts';
import { type CredentialHeaders, openCredentials } from './credentials.ts';
import { openEvidence, shownAnswer } from './evidence.ts';
import type { Answer, Exchange, Failure, Request, Throttled } from './exchange.ts';
import { failed, withoutSecrets } from './failure.ts';
import { type Ground, guard, type Refusal } from './guard.ts';
import { rememberIssued } from './issued.ts';
import { openPace } from './pace.ts';
import { type Redactor, RUN, redactor } from './redact.ts';
import { readRetryAfter } from './retry-after.ts';
import { openTransport, type Sending } from './transport.ts';
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

/** Another attempt may be made. */
export interface Again {
  /** The attempt that the gateway turned away, and how long it was waited; null where there was nothing to wait for. */
  throttled: Throttled | null;
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

/** For each reason. */
const MOST_RETRIES = 2;
/** The connection was lost, with the request on its way or in the middle of the answer. */
const BROKEN: ReadonlySet<Failure['code']> = new Set(['RESET', 'TRUNCATED']);
/** Pauses before the first and the second retry where the gateway names none, in ms. */
const PAUSES = [500, 1000] as const;

/** Opens the one way to the deployment. Nothing is sent yet. */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: still to be split
export async function openClient(options: ClientOptions): Promise<Client> {
  const { deployment, ground, now, signal, deadline } = options;
  const { limits } = deployment;
  const iamUrl = deployment.auth.kind === 'iam' ? [deployment.auth.url] : [];
  const transport = await openTransport(deployment.tls, [deployment.baseUrl, ...iamUrl]);
  const clock = {
    now,
    after: (ms: number, call: () => void) => {
      const timer = setTimeout(call, ms);
      return () => clearTimeout(timer);
    },
  };
  const pace = openPace({
    concurrency: limits.concurrency,
    requestsPerSecond: limits.requestsPerSecond,
    deadline,
    clock,
  });
  const evidence = openEvidence();
  const userAgent = `roma-conformance/${version()}`;

  let redact = redactor(options.secrets);
  let credentialsIn = redactor([]);
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
    onSecrets: (secrets) => {
      rememberIssued(secrets);
      redact = redactor([...options.secrets, ...secrets]);
      // An ordinary word is no echo of a short one.
      credentialsIn = redactor(secrets.filter(({ length }) => length >= RUN));
    },
  });

  const addresses = new Map<string, Refusal | null>();
  /** There are only a few addresses, and parsing takes long. */
  const addressRefusal = (url: string): Refusal | null => {
    const known = addresses.get(url);
    if (known !== undefined) return known;
    const refusal = refuseAddress(url, deployment);
    addresses.set(url, refusal);
    return refusal;
  };

  const interrupted: Failure = failed('INTERRUPTED', message('run.interrupted', {}));
  const outOfTime: Failure = failed('OUT_OF_TIME', message('run.time-limit', { ms: deadline }));
  const silence: Failure = failed('TIMEOUT', message('failure.timeout', { ms: limits.timeoutMs }));
  let closed = false;
  const isOver = () => (closed || signal.aborted ? interrupted : now() >= deadline ? outOfTime : null);
  const onAbort = () => {
    pace.release();
    transport.abort(interrupted);
    for (const wake of [...asleep]) wake();
  };
  const asleep = new Set<() => void>();
  signal.addEventListener('abort', onAbort);
  if (signal.aborted) onAbort();

  function bounds(): Pick<Sending, 'timeoutMs' | 'tooLate' | 'maxBodyBytes'> {
    const left = deadline - now();
    // A timer counts whole milliseconds, and must not end before the run does.
    const timeoutMs = Math.max(1, Math.min(limits.timeoutMs, Math.ceil(left)));
    return { timeoutMs, tooLate: left < limits.timeoutMs ? outOfTime : silence, maxBodyBytes: limits.maxBodyBytes };
  }

  const sleep = (ms: number) =>
    new Promise<void>((resolve) => {
      const wake = () => {
        cancel();
        asleep.delete(wake);
        resolve();
      };
      const cancel = clock.after(ms, wake);
      asleep.add(wake);
    });

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
      const over = isOver();
      if (over) return over;
      const credential = await credentials.headers(request, url);
      if ('failure' in credential) return credential.failure;
      carried.set(exchange, credential);
      const common = {
        Accept: 'application/json',
        'Accept-Encoding': 'gzip, deflate, br',
        'User-Agent': userAgent,
        // So that a vendor finds the request in its log.
        ...(deployment.checkHeader && { [CHECK_HEADER]: exchange.id }),
        ...deployment.headers,
        ...(request.contentType !== null && { 'Content-Type': request.contentType }),
      };
      // The deployment's own headers may hold anything, so their values are not recorded at all.
      const hidden = Object.fromEntries(Object.keys(deployment.headers).map((name) => [name, '[redacted]']));
      exchange.requestHeaders = shown({ ...common, ...hidden, ...credential.recorded }, redact);
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
      const answer = evidence(outcome.received, redact, credentialsIn);
      if (url.startsWith('http:') && wantsTls(answer))
        return failed('TLS', message('failure.wants-tls', { host: new URL(url).host }));
      good = !speaksForGateway(answer);
      if (request.credential === 'valid' && answer.status < 300) credentials.honoured(credential);
      return answer;
    } catch (error) {
      return failed(
        'PROTOCOL',
        message('failure.unsent', { error: error instanceof Error ? error.message : 'unknown' }),
      );
    } finally {
      pace.done(good);
    }
  }

  /** Waits as long as the gateway asks for. Null: there is no time for that. */
  async function wait(answer: Answer, retry: number): Promise<Throttled | null> {
    const retryAfterMs = readRetryAfter(answer.headers['retry-after'], Date.now());
    const ms = retryAfterMs ?? PAUSES[retry] ?? 0;
    const from = now();
    if (from + ms >= deadline) return null;
    // 429 and 503 ask everybody for patience; 502 and 504 are about this one request.
    if (answer.status === 429 || answer.status === 503) pace.hold(ms);
    await sleep(ms);
    return {
      status: answer.status,
      errorCode: errorMember(shownAnswer(answer), 'error_code'),
      retryAfterMs,
      waitedMs: Math.round(now() - from),
    };
  }

  return {
    async send(request, ids) {
      const refusal = guard(request, ground);
      if (refusal) throw new Withheld(refusal);
      const url = deployment.baseUrl + pathOf(request, deployment);
      const unsafe = addressRefusal(url);
      if (unsafe) throw new Withheld(unsafe);

      const exchange: Exchange = {
        id: ids.id,
        check: ids.check,
        request,
        url: redact.text(url),
        requestHeaders: {},
        sentAt: -1,
        answeredAt: 0,
        throttled: ids.throttled ?? [],
        answer: null,
        failure: null,
        repeatOf: ids.repeatOf,
        retryOf: ids.retryOf?.id ?? null,
      };
      const result = await attempt(request, url, exchange, ids.retryOf);
      if ('code' in result) exchange.failure = withoutSecrets(result, redact.text);
      else exchange.answer = result;
      exchange.answeredAt = now();
      if (exchange.sentAt < 0) exchange.sentAt = exchange.answeredAt;
      options.onExchange?.(exchange);
      return exchange;
    },
    redact: (text) => redact.text(text),
    async again(attempts) {
      const last = attempts.at(-1);
      if (!last || isOver()) return null;
      const { answer, failure, request } = last;
      const broken = attempts.filter((x) => x.failure && BROKEN.has(x.failure.code)).length;
      if (failure) return BROKEN.has(failure.code) && broken <= MOST_RETRIES ? { throttled: null } : null;
      if (!answer) return null;
      // A token may be revoked while it should still hold.
      const used = carried.get(last);
      if (answer.status === 401 && request.credential === 'valid' && used) {
        if (attempts.some((x) => x !== last && x.answer?.status === 401)) return null;
        if (!(await credentials.renew(used))) return null;
        options.onRenewed?.();
        return { throttled: null };
      }
      const turnedAway = last.throttled.length;
      if (!speaksForGateway(answer) || turnedAway >= MOST_RETRIES) return null;
      const throttled = await wait(answer, turnedAway);
      return throttled && !isOver() ? { throttled } : null;
    },
    async close() {
      closed = true;
      signal.removeEventListener('abort', onAbort);
      onAbort();
      transport.close();
    },
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
