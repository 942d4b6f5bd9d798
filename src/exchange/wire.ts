import { type ClientRequest, type Agent as HttpAgent, request as httpRequest } from 'node:http';
import { type Agent as HttpsAgent, request as httpsRequest } from 'node:https';

/** A request as it is put onto the wire. */
export interface Outgoing {
  method: string;
  url: URL;
  /** Spelled as they are to be sent. */
  headers: Record<string, string>;
  body: string | null;
  agent: HttpAgent | HttpsAgent;
  /** Of the answer, in bytes. */
  maxHeaderSize: number;
}

/** What is under way. */
export interface Sent {
  /** Its events tell of the answer. Nobody but who sent it reads that. */
  req: ClientRequest;
  /** Ends it; nothing is heard of it any more. */
  abort: () => void;
}

/** Puts a request onto the wire as it is, and follows no redirect. `onError` hears why there is no answer. */
export type Wire = (outgoing: Outgoing, onError: (error: unknown) => void) => Sent;

/** Straight through Node's own client: the least that a request can cost. */
const nodeWire: Wire = ({ url, body, ...options }, onError) => {
  const req = (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, options);
  req.on('error', onError);
  req.end(body ?? undefined);
  return { req, abort: () => void req.destroy() };
};

let chosen = nodeWire;

/** Sends through another client from now on. */
export function useWire(wire: Wire): void {
  chosen = wire;
}

export const wire = (): Wire => chosen;
