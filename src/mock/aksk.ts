import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Call } from './behaviour.ts';

export interface KeyPair {
  accessKey: string;
  secretKey: string;
}

/** A signature that is older or newer than this is refused, in ms. */
const MOST_SKEW = 15 * 60_000;

/** Why a signed request is refused, or null. By the documented algorithm (SDK-HMAC-SHA256), and nothing of a client's code. */
export function refuseSignature(call: Call, { accessKey, secretKey }: KeyPair, now: Date): string | null {
  const header = (name: string) => String(call.headers[name] ?? '');
  const [, access = '', names = '', signature = ''] =
    /^SDK-HMAC-SHA256 Access=([^,]*), ?SignedHeaders=([^,]*), ?Signature=([0-9a-f]{64})$/.exec(
      header('authorization'),
    ) ?? [];
  if (signature === '') return 'Authorization format incorrect';
  if (access !== accessKey) return 'Get secretKey failed,ak:******,err:ak not exist';
  const date = header('x-sdk-date');
  if (!names.split(';').includes('x-sdk-date') || !/^\d{8}T\d{6}Z$/.test(date)) return 'X-Sdk-Date is not signed';
  const at = Date.parse(date.replace(/^(....)(..)(..T..)(..)(..Z)$/, '$1-$2-$3:$4:$5'));
  if (!(Math.abs(now.getTime() - at) <= MOST_SKEW)) return 'signature expired';
  const hash = createHash('sha256').update(call.body).digest('hex');
  const claimed = header('x-sdk-content-sha256');
  if (claimed !== '' && claimed !== hash) return 'the body is not the one that was signed';
  const path = call.path
    .split('/')
    .map((segment) => encode(decodeURIComponent(segment)))
    .join('/');
  const canonical = [
    call.method,
    path.endsWith('/') ? path : `${path}/`,
    '',
    ...names.split(';').map((name) => `${name}:${header(name).trim()}`),
    '',
    names,
    hash,
  ].join('\n');
  const toSign = ['SDK-HMAC-SHA256', date, createHash('sha256').update(canonical).digest('hex')].join('\n');
  const expected = createHmac('sha256', secretKey).update(toSign).digest();
  return timingSafeEqual(expected, Buffer.from(signature, 'hex')) ? null : 'verify aksk signature fail';
}

/** Unreserved characters stay, all others are percent-encoded in capitals. */
const encode = (segment: string) =>
  encodeURIComponent(segment).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
