import { type KeyObject, sign, verify } from 'node:crypto';
import { readPlainJson } from '../base/json.ts';
import { MOST_VALUES } from '../base/values.ts';
import { keyId } from './keys.ts';

/** A signed payload: https://github.com/secure-systems-lab/dsse, version 1. */
export interface Envelope {
  /** Base64. */
  payload: string;
  payloadType: string;
  signatures: { keyid?: string; sig: string }[];
}

/** What is signed: type and payload, each with its length, so that neither can pass for the other. */
export function preAuthEncoding(payloadType: string, payload: Buffer): Buffer {
  const head = `DSSEv1 ${Buffer.byteLength(payloadType)} ${payloadType} ${payload.length} `;
  return Buffer.concat([Buffer.from(head), payload]);
}

const digestOf = (key: KeyObject) => (key.asymmetricKeyType === 'ed25519' ? null : 'sha256');

/** Signs a payload. Of ECDSA the signature is DER, as other tools write it. */
export function signEnvelope(payloadType: string, payload: Buffer, key: KeyObject): Envelope {
  const sig = sign(digestOf(key), preAuthEncoding(payloadType, payload), key);
  return {
    payload: payload.toString('base64'),
    payloadType,
    signatures: [{ keyid: keyId(key), sig: sig.toString('base64') }],
  };
}

/**
 * The payload, where one of the signatures is of this key; else null. Key ids are hints and decide nothing. ECDSA
 * signatures may be DER or the two numbers one after the other, as in the specification's example.
 */
export function openEnvelope({ payload, payloadType, signatures }: Envelope, key: KeyObject): Buffer | null {
  const content = Buffer.from(payload, 'base64');
  const signed = preAuthEncoding(payloadType, content);
  const encodings = digestOf(key) === null ? (['der'] as const) : (['der', 'ieee-p1363'] as const);
  const isOurs = signatures.some(({ sig }) =>
    encodings.some((dsaEncoding) => verify(digestOf(key), signed, { key, dsaEncoding }, Buffer.from(sig, 'base64'))),
  );
  return isOurs ? content : null;
}

/** Reads an envelope from its JSON; null where it is none. Base64 may be of either alphabet. */
export function readEnvelope(text: string): Envelope | null {
  const read = readPlainJson(text, MOST_VALUES);
  if (!read.ok) return null;
  const json = read.plain;
  const isText = (value: unknown): value is string => typeof value === 'string';
  const isBase64 = (value: unknown): value is string => isText(value) && /^[A-Za-z0-9+/_-]*={0,2}$/.test(value);
  if (typeof json !== 'object' || json === null) return null;
  const { payload, payloadType, signatures } = json as Record<string, unknown>;
  if (!isBase64(payload) || !isText(payloadType) || !Array.isArray(signatures) || signatures.length === 0) return null;
  const signed = signatures.flatMap((one: unknown) => {
    const { keyid, sig } = (one ?? {}) as Record<string, unknown>;
    return isBase64(sig) ? [{ ...(isText(keyid) && { keyid }), sig }] : [];
  });
  return signed.length === signatures.length ? { payload, payloadType, signatures: signed } : null;
}
