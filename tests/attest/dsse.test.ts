/** Envelopes and keys: the specification's own example, and keys of the wrong kind. */
import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { openEnvelope, preAuthEncoding, readEnvelope, signEnvelope } from '../../src/attest/dsse.ts';
import { keyId, privateKeyOf, publicKeyOf } from '../../src/attest/keys.ts';

const TYPE = 'http://example.com/HelloWorld';

describe('the test vector of the DSSE specification (protocol.md, "Test Vectors")', () => {
  const coordinate = (decimal: bigint) =>
    Buffer.from(decimal.toString(16).padStart(64, '0'), 'hex').toString('base64url');
  const key = createPublicKey({
    format: 'jwk',
    key: {
      kty: 'EC',
      crv: 'P-256',
      x: coordinate(46950820868899156662930047687818585632848591499744589407958293238635476079160n),
      y: coordinate(5640078356564379163099075877009565129882514886557779369047442380624545832820n),
    },
  });
  const envelope = `{"payload": "aGVsbG8gd29ybGQ=",
 "payloadType": "http://example.com/HelloWorld",
 "signatures": [{"sig": "A3JqsQGtVsJ2O2xqrI5IcnXip5GToJ3F+FnZ+O88SjtR6rDAajabZKciJTfUiHqJPcIAriEGAHTVeCUjW2JIZA=="}]}`;

  test('is encoded as it says', () => {
    expect(preAuthEncoding(TYPE, Buffer.from('hello world')).toString()).toBe(
      'DSSEv1 29 http://example.com/HelloWorld 11 hello world',
    );
  });

  test('is opened with its key, and with nothing changed', () => {
    const read = readEnvelope(envelope);
    expect(read && openEnvelope(read, key)?.toString()).toBe('hello world');
    const changed = readEnvelope(envelope.replace('aGVsbG8gd29ybGQ=', 'aGVsbG8gd29ybGE='));
    expect(changed && openEnvelope(changed, key)).toBeNull();
    const retyped = readEnvelope(envelope.replace('HelloWorld', 'HelloWorlds'));
    expect(retyped && openEnvelope(retyped, key)).toBeNull();
  });
});

const pems = (pair: { publicKey: KeyObject; privateKey: KeyObject }, type: 'pkcs8' | 'sec1' = 'pkcs8') => ({
  secret: String(pair.privateKey.export({ type: type as 'pkcs8', format: 'pem' })),
  open: String(pair.publicKey.export({ type: 'spki', format: 'pem' })),
});
const ec = (namedCurve: string) => generateKeyPairSync('ec', { namedCurve });
const kinds = {
  Ed25519: pems(generateKeyPairSync('ed25519')),
  'ECDSA P-256': pems(ec('P-256')),
  'ECDSA P-256 as OpenSSL writes it': pems(ec('P-256'), 'sec1'),
};

describe.each(Object.entries(kinds))('a key of the kind %s', (_, { secret, open }) => {
  const key = privateKeyOf(secret, 'key.pem');
  const pub = publicKeyOf(open, 'pub.pem');
  const envelope = signEnvelope(TYPE, Buffer.from('hello'), key);

  test('signs, and its public key opens', () => {
    expect(openEnvelope(envelope, pub)?.toString()).toBe('hello');
    expect(readEnvelope(JSON.stringify(envelope))).toEqual(envelope);
    expect(envelope.signatures[0]?.keyid).toBe(keyId(pub));
  });

  test('another key does not open, whatever the key id says', () => {
    for (const other of Object.values(kinds)) {
      if (other.open === open) continue;
      const foreign = publicKeyOf(other.open, 'pub.pem');
      const claimed = {
        ...envelope,
        signatures: envelope.signatures.map((one) => ({ ...one, keyid: keyId(foreign) })),
      };
      expect(openEnvelope(claimed, foreign)).toBeNull();
    }
  });

  test('the wrong half is refused, and nothing of it is shown', () => {
    expect(() => publicKeyOf(secret, 'key.pem')).toThrow('key.pem: a private key, which stays with whoever signs');
    expect(() => privateKeyOf(open, 'pub.pem')).toThrow('pub.pem: a public key or certificate; to sign');
  });
});

describe('keys of the wrong kind', () => {
  const locked = String(
    generateKeyPairSync('ed25519').privateKey.export({
      type: 'pkcs8',
      format: 'pem',
      cipher: 'aes-256-cbc',
      passphrase: 'p',
    }),
  );
  test.each([
    ['RSA', pems(generateKeyPairSync('rsa', { modulusLength: 2048 })).secret, 'a key of the kind rsa'],
    ['P-384', pems(ec('P-384')).secret, 'a key of the kind ec secp384r1'],
    ['secp256k1', pems(ec('secp256k1')).secret, 'a key of the kind ec secp256k1'],
    ['Ed448', pems(generateKeyPairSync('ed448')).secret, 'a key of the kind ed448'],
    ['one with a passphrase', locked, 'locked with a passphrase'],
    ['nothing', '', 'no key that can be read'],
    ['rubbish', '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----', 'no key that can be read'],
  ])('%s', (_, pem, message) => {
    expect(() => privateKeyOf(pem, 'key.pem')).toThrow(`key.pem: `);
    expect(() => privateKeyOf(pem, 'key.pem')).toThrow(message);
  });
});

test.each([
  'x',
  'null',
  '[]',
  '{"payload": "aa", "payloadType": "t", "signatures": []}',
  '{"payload": "a b", "payloadType": "t", "signatures": [{"sig": "aa"}]}',
  '{"payload": "aa", "payloadType": 1, "signatures": [{"sig": "aa"}]}',
  '{"payload": "aa", "payloadType": "t", "signatures": [{"sig": "aa"}, null]}',
])('%s is no envelope', (text) => expect(readEnvelope(text)).toBeNull());
