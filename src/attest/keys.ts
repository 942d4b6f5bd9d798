import { createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { ConfigError } from '../base/config-error.ts';
import { tell } from '../messages/speech.ts';

/** What a key may be: both are in every signing tool, and neither needs a choice of parameters. */
const WANTED = 'Ed25519 or ECDSA P-256, as PEM';

/** The key that signs, from PEM text; `place` names it in messages, which hold nothing of it. Throws a ConfigError. */
export function privateKeyOf(pem: string, place: string): KeyObject {
  if (/-----BEGIN ENCRYPTED PRIVATE KEY-----|^Proc-Type: 4,ENCRYPTED/m.test(pem))
    throw new ConfigError(tell`${place}: the key is locked with a passphrase; give one that is not`);
  if (/-----BEGIN PUBLIC KEY-----|-----BEGIN CERTIFICATE-----/.test(pem))
    throw new ConfigError(tell`${place}: a public key or certificate; to sign, the private key is wanted (${WANTED})`);
  return checked(() => createPrivateKey(pem), place);
}

/** The key that signatures are checked with. Throws a ConfigError. */
export function publicKeyOf(pem: string, place: string): KeyObject {
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(pem))
    throw new ConfigError(
      tell`${place}: a private key, which stays with whoever signs; to check, the public key is wanted`,
    );
  return checked(() => createPublicKey(pem), place);
}

function checked(read: () => KeyObject, place: string): KeyObject {
  let key: KeyObject;
  try {
    key = read();
  } catch {
    throw new ConfigError(tell`${place}: no key that can be read; ${WANTED}, is wanted`);
  }
  const kind = key.asymmetricKeyType;
  const curve = key.asymmetricKeyDetails?.namedCurve;
  if (kind === 'ed25519' || (kind === 'ec' && curve === 'prime256v1')) return key;
  throw new ConfigError(
    tell`${place}: a key of the kind ${kind}${curve === undefined ? '' : ` ${curve}`}; ${WANTED}, is wanted`,
  );
}

/** Names a key: the SHA-256 of its public part (SubjectPublicKeyInfo, DER), in hexadecimal. */
export const keyId = (key: KeyObject): string =>
  createHash('sha256')
    .update((key.type === 'public' ? key : createPublicKey(key)).export({ type: 'spki', format: 'der' }))
    .digest('hex');
