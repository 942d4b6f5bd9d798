import { isObject, type Json, NumberText, readJson } from '../base/json.ts';
import { NO_DEVICE, NO_INSTANCE } from '../operation/codes.ts';
import type { Id } from '../operation/id.ts';
import { type Entry, type Lists, listsIn } from '../operation/lists.ts';
import type { Answer, Exchange, Failure } from './exchange.ts';

const jsonOf = new WeakMap<Answer, Json>();

/** The body of an answer as JSON, read once. */
export function answerJson(answer: Answer): Json {
  const known = jsonOf.get(answer);
  if (known) return known;
  const json = readJson(answer.body);
  jsonOf.set(answer, json);
  return json;
}

const listsOf = new WeakMap<Answer, Lists | null>();

/** The lists of a 200 body, or null where the body is no JSON object. */
export function readLists(answer: Answer): Lists | null {
  const known = listsOf.get(answer);
  if (known !== undefined) return known;
  const json = answerJson(answer);
  const lists = json.ok && isObject(json.exact) ? listsIn(json.exact) : null;
  listsOf.set(answer, lists);
  return lists;
}

/** A string member of an error body ("error_code"), or null. */
export function errorMember(answer: Answer, name: 'error_code' | 'error_msg' | 'request_id'): string | null {
  const json = answerJson(answer);
  const value = json.ok && isObject(json.exact) ? json.exact[name] : undefined;
  return typeof value === 'string' ? value : null;
}

/**
 * Whether an answer speaks for a gateway in front of the operation and not for the operation: 429, 502, 503 and 504.
 * It says nothing about conformance.
 */
export function speaksForGateway(answer: Answer): boolean {
  return answer.status === 429 || answer.status === 502 || answer.status === 503 || answer.status === 504;
}

/** What nginx, Go and Apache say where plain HTTP comes to a port that speaks TLS: nothing behind it has seen the request. */
const PLAIN_TO_TLS =
  /plain HTTP request was sent to HTTPS port|sent an HTTP request to an HTTPS server|speaking plain HTTP to an SSL-enabled server port/;

/** Whether an answer to a request without TLS only says that the port speaks TLS. */
export const wantsTls = ({ status, body }: Answer): boolean => status === 400 && PLAIN_TO_TLS.test(body.slice(0, 2000));

/** Whether a status says that the request was done. */
export const isSuccess = (status: number): boolean => status >= 200 && status < 300;

const PAGE = /^\s*(?:<!--[\s\S]*?-->\s*)*<(?:!doctype\s+html|html)[\s>]/i;

/** Whether an answer leads to a website, or is a page of one: a login, a portal, the application of a browser. */
export const isPage = ({ status, body }: Answer): boolean =>
  (status >= 300 && status < 400 && status !== 304) || (isSuccess(status) && PAGE.test(body.slice(0, 2000)));

/** Whether an answer says that there is no such instance, or nothing of the operation at that address. */
export function knowsNoPlace(answer: Answer): boolean {
  if (isPage(answer)) return true;
  const code = errorMember(answer, 'error_code');
  return code === NO_INSTANCE || (answer.status === 404 && code !== NO_DEVICE);
}

/** What the query API says of a device; `unknown` where it does not tell. */
export function onlineStatus(answer: Answer | null): 'online' | 'offline' | 'unknown' {
  const json = answer?.status === 200 ? answerJson(answer) : null;
  const status = json?.ok && isObject(json.exact) ? json.exact['online_status'] : undefined;
  if (!(status instanceof NumberText)) return 'unknown';
  return status.text === '1' ? 'online' : 'offline';
}

/** Whether the exchange ended in an answer of the operation itself. */
export function isAnswered(exchange: Exchange): exchange is Exchange & { answer: Answer } {
  return exchange.answer !== null && !exchange.answer.truncated && !speaksForGateway(exchange.answer);
}

/** Failures that came before the request was on its way. */
const NOT_SENT: ReadonlySet<Failure['code']> = new Set(['CONNECTION', 'TLS', 'PROXY', 'CREDENTIAL']);

/**
 * Whether nobody knows what the exchange did: it asks for the operation, and has no answer of it. A gateway's 429 came
 * before it was performed; 502, 503 and 504 may come afterwards. Of older records that count attempts only, one of those
 * may have acted before the answer.
 */
export function mayHaveActed(exchange: Exchange): boolean {
  const { request, answer, failure } = exchange;
  if (request.method !== 'POST' || request.path !== 'operation') return false;
  if (failure) return !NOT_SENT.has(failure.code) && exchange.sentAt < exchange.answeredAt;
  if (!answer) return true;
  if (answer.truncated || (speaksForGateway(answer) && answer.status !== 429)) return true;
  return exchange.retryOf == null && exchange.throttled.some(({ status }) => status !== 429);
}

const NONE: ReadonlySet<Id> = new Set();
const keys = new WeakMap<readonly Entry[], ReadonlySet<Id>>();

/** Which devices a list means. Read once: batches are long, and each of many checks asks. */
export function keysOf(entries: readonly Entry[]): ReadonlySet<Id> {
  const before = keys.get(entries);
  if (before) return before;
  const found = new Set(entries.flatMap((entry) => (entry.key === null ? [] : [entry.key])));
  keys.set(entries, found);
  return found;
}

/** Devices that an exchange's 200 answer puts into `success`. */
export function successSet(exchange: Exchange): ReadonlySet<Id> {
  if (!isAnswered(exchange) || exchange.answer.status !== 200) return NONE;
  const success = readLists(exchange.answer)?.success;
  return success ? keysOf(success) : NONE;
}

/** The same as a list. */
export const successOf = (exchange: Exchange): Id[] => [...successSet(exchange)];
