import { isObject } from '../base/json.ts';
import { post } from '../checks/request.ts';
import type { Method, Request } from '../exchange/exchange.ts';
import type { PactInteraction } from './pact-file.ts';

/**
 * What an interaction asks for, in the suite's own terms and as far as its pact, of any version, says it without generators:
 * its method, its type, its body.
 */
export function requestIn({ text }: PactInteraction): Request {
  const { interactions } = JSON.parse(text) as { interactions: [{ request?: unknown }] };
  const { request } = interactions[0];
  const { method, headers, body } = isObject(request) ? request : {};
  const content = textOf(body);
  const own = typeof method === 'string' ? (method.toUpperCase() as Method) : 'POST';
  const declared = isObject(headers)
    ? Object.entries(headers).find(([name]) => /^content-type$/i.test(name))?.[1]
    : null;
  const type = declared ?? (isObject(body) ? body['contentType'] : undefined) ?? 'application/json';
  return { ...post(content), method: own, contentType: String(type) };
}

/** Pacts of version 4 say how a body is encoded; in older ones it is the body itself. */
function textOf(body: unknown): string | null {
  if (body === undefined || body === null) return null;
  if (!isObject(body) || !('content' in body)) return typeof body === 'string' ? body : JSON.stringify(body);
  const { content, encoded } = body;
  if (typeof content !== 'string') return textOf(content);
  return encoded ? Buffer.from(content, 'base64').toString() : content;
}
