import type { EditionId } from '../edition/edition.ts';
import type { Id } from '../operation/id.ts';

/**
 * How a test device logs in over MQTT: as its console shows it, or by the vendor's formula from id and secret.
 *
 * @since 0.1.0
 */
export type MqttLogin = { clientId: string; username: string; password: string } | { deviceId: string; secret: string };

/**
 * A device that the owner of the deployment gave up to the suite.
 *
 * @since 0.1.0
 */
export interface TestDevice {
  /** Its id in requests. */
  id: Id;
  /** How it logs in; absent where nobody can bring it online. */
  mqtt?: MqttLogin;
  /** Watched, never named in a request. */
  watchOnly: boolean;
}

/**
 * Where the credential comes from: a token, a user of IAM, or an access key that signs requests.
 *
 * @since 0.1.0
 */
export type Auth =
  | { kind: 'token'; token: string }
  | { kind: 'iam'; url: string; user: string; password: string; domain: string; project: string | null }
  | { kind: 'aksk'; accessKey: string; secretKey: string };

/**
 * Ids and an instance that the owner vouches do not exist.
 *
 * @since 0.1.0
 */
export interface Absent {
  /** Single ids, `absent.deviceId` first. */
  ids: Id[];
  /** First and last, both included. */
  ranges: [Id, Id][];
  /** Whether zero, negatives and ids from 2^31 - 1 up may be taken as absent. */
  probes: boolean;
  /** An instance that there is not. */
  instanceId: string;
}

/**
 * Bounds of a run.
 *
 * @since 0.1.0
 */
export interface Limits {
  /** How long one request may take, in ms. */
  timeoutMs: number;
  /** How long the whole run may take, in ms. */
  totalMs: number;
  /** null: no limit (only the default on loopback). */
  requestsPerSecond: number | null;
  /** How many requests may be in flight at a time. */
  concurrency: number;
  /** Within so many ms a device should be offline. */
  effectWithinMs: number;
  /** Within so many ms a device must be offline. */
  effectLatestMs: number;
  /** Longer answers are cut, in bytes. */
  maxBodyBytes: number;
}

/**
 * PEM texts; null where the file names none.
 *
 * @since 0.1.0
 */
export interface Tls {
  /** Authorities to trust beside the usual ones. */
  ca: string | null;
  /** The client's certificate and its key: both or none. */
  cert: string | null;
  /** Its private key. */
  key: string | null;
  /** What the server's certificate is checked against; null: the host of the address. */
  serverName: string | null;
}

/**
 * An accepted deviation: the check's failure is reported as `waived` until it expires.
 *
 * @since 0.1.0
 */
export interface Waiver {
  /** Id of the check. */
  check: string;
  /** Why it may be. */
  reason: string;
  /** Who answers for it. */
  owner: string;
  /** The last day that it holds: YYYY-MM-DD, UTC. */
  expires: string;
}

/**
 * What the guard lets pass that it would refuse.
 *
 * @since 0.1.0
 */
export interface Allow {
  /** Whether http without TLS may be spoken beyond loopback. */
  plainHttp: boolean;
  /** Further hosts that may be asked. */
  hosts: string[];
  /** Whether requests may be sent out of which a reader gets no id at all. */
  emptyLists: boolean;
}

/**
 * A deployment under test: the deployment file with its environment filled in and its defaults applied. Holds secrets.
 *
 * @since 0.1.0
 */
export interface Deployment {
  /** What it is called in reports; `^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$`. */
  name: string;
  /** Without a trailing slash; a path prefix is kept. */
  baseUrl: string;
  /** What it is judged by. */
  edition: EditionId;
  /** project_id of the path. */
  projectId: string;
  /** instance_id of the path. */
  instanceId: string;
  /** Where the credential comes from. */
  auth: Auth;
  /** Headers that go with every request. */
  headers: Record<string, string>;
  /** The suite takes these, and only these, offline. */
  devices: TestDevice[];
  /** What does not exist. */
  absent: Absent;
  /** Broker address, when devices can log in over MQTT. */
  mqttUrl: string | null;
  /** What it is held to beyond what all are. */
  claims: {
    /** Compatibility with release 20.0: `default` stands for project and instance. */
    compat20: boolean;
  };
  /** Bounds of a run. */
  limits: Limits;
  /** PEM text, read from the files that the deployment file names. */
  tls: Tls;
  /** What the guard lets pass that it would refuse. */
  allow: Allow;
  /** Accepted deviations. */
  waivers: Waiver[];
  /** Whether each request says in X-Conformance-Check which check it belongs to. */
  checkHeader: boolean;
  /** How its runs are grouped, such as by vendor and region; empty where the file says nothing. */
  labels: Record<string, string>;
  /** Its release, as its owner counts; null where the file says nothing. */
  version: string | null;
  /** The file it came from, or "the environment": for messages. */
  source: string;
}
