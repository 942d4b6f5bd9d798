import type { Message } from '../base/message.ts';
import { sayTls } from '../exchange/tls.ts';
import { asMessage, message } from '../messages/messages.ts';

/** Return codes of CONNACK (MQTT 3.1.1, 3.2.2.3). */
const RETURN_CODES: Readonly<Record<number, Message>> = {
  1: message('refused.version', {}),
  2: message('refused.client-id', {}),
  3: message('refused.unavailable', {}),
  4: message('refused.password', {}),
  5: message('refused.not-authorised', {}),
};

const CLOSED = message('refused.closed', {});
const NO_ANSWER = message('refused.no-answer', {});

const CONNECTION: Readonly<Record<string, Message>> = {
  ECONNREFUSED: message('refused.connection', {}),
  ENOTFOUND: message('refused.no-host', {}),
  EAI_AGAIN: message('refused.no-dns', {}),
  ECONNRESET: CLOSED,
  ETIMEDOUT: NO_ANSWER,
  EHOSTUNREACH: message('refused.no-way-to-host', {}),
  ENETUNREACH: message('refused.no-way-to-network', {}),
};

/** Why a device did not get in. */
export interface Refusal {
  reason: Message;
  /** The broker looked at the login and does not take it: to try again at once would be in vain. */
  isLogin: boolean;
}

export const closedEarly: Refusal = { reason: CLOSED, isLogin: false };

const otherwise = (reason: Message): Refusal => ({ reason, isLogin: false });

/** What an error of the MQTT client means. `error.code` is a return code, or one of Node's. */
export function refusalOf(error: Error): Refusal {
  const { code } = error as { code?: unknown };
  const named = typeof code === 'number' ? RETURN_CODES[code] : undefined;
  if (named !== undefined) return { reason: named, isLogin: code === 2 || code === 4 || code === 5 };
  if (/before secure TLS connection/.test(error.message)) return otherwise(message('refused.closed-in-tls', {}));
  const text = String(code ?? '');
  const known = sayTls(text) ?? CONNECTION[text];
  if (known !== undefined) return otherwise(known);
  if (/connack timeout/.test(error.message)) return otherwise(NO_ANSWER);
  const words = error.message || text;
  return otherwise(words === '' ? message('refused.unknown', {}) : asMessage(words));
}
