import type { Message } from '../base/message.ts';
import type { Id } from '../operation/id.ts';

export type Method = 'POST' | 'GET' | 'HEAD' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS';

/**
 * The credential that a request carries. `cut`: the token without its last ten characters; `altered`: two characters in
 * its middle changed; `suffixed`: ten characters appended; `recased`: its letters in the other case. What they stand for
 * never enters a record.
 */
export type Credential = 'valid' | 'none' | 'cut' | 'altered' | 'suffixed' | 'recased';

/** What a check asks to be sent: symbolic where secrets or addresses are concerned, exact text where the body is. */
export interface Request {
  method: Method;
  /** `operation`: the force-offline path. `device`: GET of one device of the query API, named by `device`. */
  path: 'operation' | 'device';
  device?: Id;
  /** `default` stands for itself (compat20); `own` is the deployment's. */
  project: 'own' | 'default';
  instance: 'own' | 'default' | 'absent';
  credential: Credential;
  /** How the name of the token's header is spelled. */
  tokenHeader: string;
  /** null: no Content-Type header. */
  contentType: string | null;
  /** The exact text of the body; null: no body at all. */
  body: string | null;
  /** `fresh`: on a connection of its own. `kept`: on the one connection that all such requests share. Else whichever is free. */
  connection?: 'fresh' | 'kept';
}

/** What came back, within bounds. It may hold secrets, so it leaves the process as `shown` (evidence.ts) gives it. */
export interface Answer {
  status: number;
  /** Names in lower case; repeated headers joined with ", ". */
  headers: Record<string, string>;
  /** Decoded body (after Content-Encoding), as UTF-8 text; of an over-long body the first 64 KiB. */
  body: string;
  /** Decoded length, as far as it was read. */
  bytes: number;
  /** `body` is only the beginning. */
  truncated: boolean;
  /** Why, where it is. Records of older suites do not say. */
  cut?: Cut;
  /** SHA-256 (hex) of all decoded bytes read; only where `truncated`. */
  sha256: string | null;
  validUtf8: boolean;
  /** Where a credential was found in the raw answer: "body", "header x-foo". Empty when nowhere. */
  echoes: string[];
}

/**
 * Why only the beginning of a body was kept: it passed `maxBodyBytes` (`length`), it holds too many values to be read
 * (`values`), or the answers before it were long enough in all (`all`).
 */
export type Cut = 'length' | 'values' | 'all';

/** Why there is no answer. */
export interface Failure {
  code:
    | 'TIMEOUT'
    | 'CONNECTION'
    | 'RESET'
    | 'TLS'
    | 'PROXY'
    | 'PROTOCOL'
    | 'TRUNCATED'
    | 'DECODING'
    | 'OUT_OF_TIME'
    | 'CREDENTIAL'
    | 'INTERRUPTED';
  /** One sentence for people, without secrets. */
  message: string;
  /** The same in no language yet; absent in records of earlier versions. */
  said?: Message;
}

/** An earlier attempt that the gateway turned away (429, 502, 503, 504), and how long it was waited for. */
export interface Throttled {
  status: number;
  errorCode: string | null;
  retryAfterMs: number | null;
  waitedMs: number;
}

/**
 * One request on the wire and what became of it: every attempt is an exchange of its own. Times are milliseconds since the
 * start of the run, monotonic.
 */
export interface Exchange {
  /**
   * `<check id>#<n>`, n from 1 in the order the check sent them; a repeat has `~<k>` appended, a further attempt `@<k>`, k
   * from 2. Stable between runs.
   */
  id: string;
  check: string;
  request: Request;
  url: string;
  /** As sent, secrets replaced. */
  requestHeaders: Record<string, string>;
  sentAt: number;
  /** When the answer was complete, or the failure certain. */
  answeredAt: number;
  /** Attempts before this one that the gateway turned away. In records that know no `retryOf` they are no exchanges. */
  throttled: Throttled[];
  answer: Answer | null;
  failure: Failure | null;
  /** Whether it went over a connection that had carried another exchange before. Records of older suites do not say. */
  onKeptConnection?: boolean;
  /** The exchange that this one repeats alone, to confirm what it did. */
  repeatOf: string | null;
  /** The attempt before this one: it had no answer, or none of the operation. null, or absent in older records: there is none. */
  retryOf?: string | null;
}
