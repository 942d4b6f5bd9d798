import { rootCertificates } from 'node:tls';
import type { Message } from '../base/message.ts';
import type { Tls } from '../deployment/deployment.ts';
import { message } from '../messages/messages.ts';

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

const said = {
  unknownAuthority: message('tls.unknown-authority', {}),
  refusesClient: message('tls.refuses-client', {}),
  none: message('tls.none', {}),
};

const WORDS: Readonly<Record<string, Message>> = {
  CERT_HAS_EXPIRED: message('tls.expired', {}),
  CERT_NOT_YET_VALID: message('tls.not-yet', {}),
  INVALID_PURPOSE: message('tls.purpose', {}),
  CERT_REVOKED: message('tls.revoked', {}),
  DEPTH_ZERO_SELF_SIGNED_CERT: message('tls.self-signed', {}),
  SELF_SIGNED_CERT_IN_CHAIN: said.unknownAuthority,
  UNABLE_TO_GET_ISSUER_CERT: said.unknownAuthority,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: said.unknownAuthority,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: said.unknownAuthority,
  ERR_TLS_CERT_ALTNAME_INVALID: message('tls.other-host', {}),
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: message('tls.wants-client', {}),
  ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE: message('tls.handshake', {}),
  ERR_SSL_TLSV1_ALERT_UNKNOWN_CA: message('tls.distrusts-client', {}),
  ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE: said.refusesClient,
  ERR_SSL_SSLV3_ALERT_CERTIFICATE_UNKNOWN: said.refusesClient,
  ERR_SSL_WRONG_VERSION_NUMBER: said.none,
  ERR_SSL_PACKET_LENGTH_TOO_LONG: said.none,
  EPROTO: said.none,
};

/** What an error code of Node's TLS means, and what to do; null where it is none. */
export const sayTls = (code: string): Message | null => WORDS[code] ?? null;
