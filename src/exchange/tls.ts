import { rootCertificates } from 'node:tls';
import type { Tls } from '../deployment/deployment.ts';

/** Options of Node's TLS. Said in full, because NODE_TLS_REJECT_UNAUTHORIZED turns the checking off otherwise. */
export function tlsOptions({ ca, cert, key, serverName }: Tls) {
  return {
    rejectUnauthorized: true,
    ...(ca !== null && { ca: [...rootCertificates, ca] }),
    ...(cert !== null && { cert }),
    ...(key !== null && { key }),
    ...(serverName !== null && { servername: serverName }),
  };
}

const UNKNOWN_AUTHORITY = 'its certificate is by an authority that is not known; if you trust it, name it with tls.ca';
const NO_TLS = 'it speaks no TLS on that port, or another version of it';
const CLIENT = 'it asks for a certificate of the client; name one with tls.cert and tls.key';

const WORDS: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'its certificate has expired',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet; is the clock of this machine right?',
  INVALID_PURPOSE: 'its certificate is not one for a server',
  CERT_REVOKED: 'its certificate was revoked',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is signed by itself; if you trust it, name it with tls.ca',
  SELF_SIGNED_CERT_IN_CHAIN: UNKNOWN_AUTHORITY,
  UNABLE_TO_GET_ISSUER_CERT: UNKNOWN_AUTHORITY,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNKNOWN_AUTHORITY,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNKNOWN_AUTHORITY,
  ERR_TLS_CERT_ALTNAME_INVALID:
    'its certificate is for another host; if that is meant, tls.serverName says which name it has',
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: CLIENT,
  ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE:
    'it refused the handshake; it may ask for a certificate of the client (tls.cert)',
  ERR_SSL_TLSV1_ALERT_UNKNOWN_CA: 'it does not trust the certificate in tls.cert',
  ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE: 'it refused the certificate in tls.cert',
  ERR_SSL_SSLV3_ALERT_CERTIFICATE_UNKNOWN: 'it refused the certificate in tls.cert',
  ERR_SSL_WRONG_VERSION_NUMBER: NO_TLS,
  ERR_SSL_PACKET_LENGTH_TOO_LONG: NO_TLS,
  EPROTO: NO_TLS,
};

/** What an error code of Node's TLS means, and what to do; null where it is none. */
export const sayTls = (code: string): string | null => WORDS[code] ?? null;
