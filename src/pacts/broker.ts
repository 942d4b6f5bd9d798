import { isObject, readPlainJson } from '../base/json.ts';
import { MOST_VALUES_OF_FILE } from '../base/values.ts';
import type { Failure } from '../exchange/exchange.ts';
import { openTransport } from '../exchange/transport.ts';
import { inTongue, tell } from '../messages/speech.ts';

/** The Pact Broker and who asks it, from PACT_BROKER_BASE_URL and its companions. */
export interface BrokerAccess {
  baseUrl: string;
  /** Value of the Authorization header; null sends none. */
  authorization: string | null;
  /** What must not be printed. */
  secrets: readonly string[];
}

/** The broker did not do it. */
export class BrokerError extends Error {
  override name = 'BrokerError';
}

export interface Broker {
  /** The members of what the broker answers; null for 404. Throws a BrokerError. */
  get: (path: string) => Promise<Record<string, unknown> | null>;
  send: (method: 'PUT' | 'POST', address: string, body: object) => Promise<void>;
  close: () => void;
}

const TIMEOUT_MS = 20_000;
const MAX_BODY_BYTES = 32 * 1024 * 1024;

/** Opens the way to a broker. Only its own address is asked: links to elsewhere are not followed with the credential. */
export async function openBroker({ baseUrl, authorization }: BrokerAccess): Promise<Broker> {
  const base = new URL(baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`);
  const transport = await openTransport({ ca: null, cert: null, key: null, serverName: null }, [base.href]);
  const tooLate: Failure = { code: 'TIMEOUT', message: tell`no answer of the broker within ${TIMEOUT_MS} ms` };
  const ask = async (method: string, address: string, body: object | null) => {
    if (!URL.canParse(address, base.href))
      throw new BrokerError(tell`the broker refers to ${address}, which is no address`);
    const url = new URL(address, base);
    if (url.origin !== base.origin)
      throw new BrokerError(tell`the broker refers to ${url.origin}, which is not its own address`);
    const outcome = await transport.attempt({
      method,
      url: url.href,
      headers: {
        Accept: 'application/hal+json, application/json',
        ...(authorization !== null && { Authorization: authorization }),
        ...(body && { 'Content-Type': 'application/json' }),
      },
      body: body && JSON.stringify(body),
      timeoutMs: TIMEOUT_MS,
      tooLate,
      maxBodyBytes: MAX_BODY_BYTES,
    });
    if ('failure' in outcome)
      throw new BrokerError(
        tell`the broker gave no answer: ${outcome.failure.said ? inTongue(outcome.failure.said) : outcome.failure.message}`,
      );
    return outcome.received;
  };
  return {
    get: async (path) => {
      const { status, chunks } = await ask('GET', path, null);
      if (status === 404) return null;
      if (status !== 200) throw new BrokerError(tell`the broker answered ${status} to GET ${path}`);
      const json = readPlainJson(Buffer.concat(chunks).toString('utf8'), MOST_VALUES_OF_FILE);
      if (!json.ok || !isObject(json.plain))
        throw new BrokerError(tell`what the broker answered to GET ${path} is no JSON object`);
      return json.plain;
    },
    send: async (method, address, body) => {
      const { status } = await ask(method, address, body);
      if (status < 200 || status > 299)
        throw new BrokerError(tell`the broker answered ${status} to ${method} ${new URL(address, base).pathname}`);
    },
    close: () => transport.close(),
  };
}
