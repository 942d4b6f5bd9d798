import { sayTls } from '../exchange/tls.ts';

/** Return codes of CONNACK (MQTT 3.1.1, 3.2.2.3). */
const RETURN_CODES: Readonly<Record<number, string>> = {
  1: 'it does not speak MQTT 3.1.1 (return code 1)',
  2: 'it does not know the client id (return code 2)',
  3: 'it is not available (return code 3)',
  4: 'the user name or the password is wrong (return code 4)',
  5: 'not authorised (return code 5): a wrong password, or a client id or user name that it does not know',
};

const CONNECTION: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ENOTFOUND: 'DNS knows no such host',
  EAI_AGAIN: 'DNS does not answer',
  ECONNRESET: 'it closed the connection before it let a device in',
  ETIMEDOUT: 'no answer',
  EHOSTUNREACH: 'there is no way to that host',
  ENETUNREACH: 'there is no way to that network',
};

const CLOSED = 'it closed the connection before it let a device in';

/** Why a device did not get in, in words. */
export interface Refusal {
  reason: string;
  /** The broker looked at the login and does not take it: to try again at once would be in vain. */
  isLogin: boolean;
}

export const closedEarly: Refusal = { reason: CLOSED, isLogin: false };

/** What an error of the MQTT client means. `error.code` is a return code, or one of Node's. */
export function refusalOf(error: Error): Refusal {
  const { code } = error as { code?: unknown };
  const named = typeof code === 'number' ? RETURN_CODES[code] : undefined;
  if (named !== undefined) return { reason: named, isLogin: code === 2 || code === 4 || code === 5 };
  if (/before secure TLS connection/.test(error.message))
    return {
      reason: 'it closed the connection within the TLS handshake; does it speak TLS on that port?',
      isLogin: false,
    };
  const text = String(code ?? '');
  const known = sayTls(text) ?? CONNECTION[text];
  if (known !== undefined) return { reason: known, isLogin: false };
  if (/connack timeout/.test(error.message)) return { reason: 'no answer', isLogin: false };
  return { reason: error.message || text || 'unknown', isLogin: false };
}
