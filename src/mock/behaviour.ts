import type { Traits } from '../edition/edition.ts';
import type { World } from './world.ts';

/** One HTTP request as it arrived. */
export interface Call {
  method: string;
  /** Without the query. */
  path: string;
  /** As sent, in pairs of name and value. */
  rawHeaders: readonly string[];
  /** Names in lower case. */
  headers: Readonly<Record<string, string | string[] | undefined>>;
  body: Buffer;
  project: string;
  instance: string;
  /** The connection that it came over, the same object for each call. */
  connection: object;
  /** Counts the calls of the operation, from 1. */
  number: number;
}

export interface Reply {
  status: number;
  headers: Record<string, string>;
  body: string | Buffer;
  /** Cuts the connection instead of answering, once so many bytes of the body were sent. */
  hangUpAfter?: number;
  /** Sends the body in chunks, without a Content-Length. */
  chunked?: boolean;
}

/** What an error answer says. */
export interface Fault {
  status: number;
  code: string;
  message: string;
}

/** A step either goes on with a value or ends the call with an error. */
export type Step<T> = { ok: T } | { fault: Fault };

/** Which ids go into which list. */
export interface Outcome {
  success: bigint[];
  failed: bigint[];
}

/**
 * What the deployment does, as a table of small steps. A fault or a variant replaces some of them. Steps call each other
 * through the table, so that what is replaced is replaced everywhere.
 */
export interface Behaviour {
  /** The whole operation: every step below, in its order. */
  handle: (call: Call) => Reply | Promise<Reply>;
  /** Whether the method is the one that performs the operation. */
  checkMethod: (call: Call) => Step<null>;
  checkCredential: (call: Call) => Step<null>;
  checkInstance: (call: Call) => Step<null>;
  checkContentType: (call: Call) => Step<null>;
  /** The body as JSON, numbers kept as text (LosslessNumber). */
  parse: (text: string, call: Call) => Step<unknown>;
  /** The elements of device_ids. */
  readList: (body: unknown, call: Call) => Step<unknown[]>;
  /** One element as a whole id. */
  readId: (element: unknown, index: number, call: Call) => Step<bigint>;
  /** What is looked up for the ids as read, in their order: repeats are taken out here. */
  batch: (ids: bigint[], call: Call) => Step<bigint[]> | Promise<Step<bigint[]>>;
  /** Sorts the ids into the lists. */
  account: (ids: bigint[], call: Call) => Step<Outcome> | Promise<Step<Outcome>>;
  /** Takes devices offline. */
  effect: (outcome: Outcome, call: Call) => void | Promise<void>;
  /** The digits of an id in an answer. */
  writeId: (id: bigint, call: Call) => string;
  writeEntry: (id: bigint, list: 'success' | 'failed', call: Call) => string;
  writeLists: (outcome: Outcome, call: Call) => string;
  success: (outcome: Outcome, call: Call) => Reply;
  /** The error body. */
  writeError: (fault: Fault, call: Call) => string;
  error: (fault: Fault, call: Call) => Reply;
  requestId: (call: Call) => string;
  /** The last word on every answer. */
  finish: (reply: Reply, call: Call) => Reply | Promise<Reply>;
  /** The query API; null: it is not there. */
  query: ((call: Call) => Reply) | null;
}

/** What an override may use beside the behaviour before it. */
export interface Context {
  world: World;
  traits: Traits;
  /** The table as it is in the end, for calls to other steps. */
  all: Behaviour;
}

/** What replaces some steps of the behaviour before it. */
export type Override = (base: Behaviour, context: Context) => Partial<Behaviour>;

/** A named change of the behaviour. */
export interface NamedOverride {
  name: string;
  group: string;
  /** Of a fault: the level of what it breaks. */
  level?: 'MUST' | 'SHOULD';
  /** One sentence. */
  description: string;
  /** It shows in the newest edition with these traits; in the reference edition where none are named. */
  edition?: Partial<Traits>;
  /** It shows where only the query API sees the devices. */
  withoutMqtt?: true;
  override: Override;
}
