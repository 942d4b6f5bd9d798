import type { EditionId } from '../edition/edition.ts';

/** A device id in canonical decimal digits ("20001", "-1"). A string, because ids reach past 2^53. */
export type Id = string;

/** How a test device logs in over MQTT: as its console shows it, or by the vendor's formula from id and secret. */
export type MqttLogin = { clientId: string; username: string; password: string } | { deviceId: string; secret: string };

/** A device that the owner of the deployment gave up to the suite. */
export interface TestDevice {
  id: Id;
  mqtt?: MqttLogin;
  /** Watched, never named in a request. */
  watchOnly: boolean;
}

/** Where the credential comes from. */
export type Auth =
  | { kind: 'token'; token: string }
  | { kind: 'iam'; url: string; user: string; password: string; domain: string; project: string | null }
  | { kind: 'aksk'; accessKey: string; secretKey: string };

/** Ids and an instance that the owner vouches do not exist. */
export interface Absent {
  /** Single ids, `absent.deviceId` first. */
  ids: Id[];
  /** Inclusive. */
  ranges: [Id, Id][];
  /** Whether zero, negatives and ids from 2^31 - 1 up may be taken as absent. */
  probes: boolean;
  instanceId: string;
}

export interface Limits {
  timeoutMs: number;
  totalMs: number;
  /** null: no limit (only the default on loopback). */
  requestsPerSecond: number | null;
  concurrency: number;
  effectWithinMs: number;
  effectLatestMs: number;
  maxBodyBytes: number;
}

/** PEM texts; null where the file names none. */
export interface Tls {
  /** Authorities to trust beside the usual ones. */
  ca: string | null;
  /** The client's certificate and its key: both or none. */
  cert: string | null;
  key: string | null;
  /** What the server's certificate is checked against; null: the host of the address. */
  serverName: string | null;
}

/** An accepted deviation: the check's failure is reported as `waived` until `expires` (YYYY-MM-DD, inclusive, UTC). */
export interface Waiver {
  check: string;
  reason: string;
  owner: string;
  expires: string;
}

/** A deployment under test: the deployment file with its environment filled in and its defaults applied. */
export interface Deployment {
  name: string;
  /** Without a trailing slash; a path prefix is kept. */
  baseUrl: string;
  edition: EditionId;
  projectId: string;
  instanceId: string;
  auth: Auth;
  headers: Record<string, string>;
  devices: TestDevice[];
  absent: Absent;
  /** Broker address, when devices can log in over MQTT. */
  mqttUrl: string | null;
  claims: { compat20: boolean };
  limits: Limits;
  /** PEM text, read from the files that the deployment file names. */
  tls: Tls;
  allow: {
    plainHttp: boolean;
    hosts: string[];
    /** Whether requests may be sent out of which a reader gets no id at all. */
    emptyLists: boolean;
  };
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
