import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Message } from '../base/message.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { Withheld } from '../exchange/client.ts';
import type { Exchange, Method, Request } from '../exchange/exchange.ts';
import { message, type Said } from '../messages/messages.ts';
import { placeIn } from '../operation/path.ts';
import type { Lookout } from '../run/drive.ts';
import { type Sender, sendOnline } from '../run/sending.ts';

/** What came of a request that Pact sent. */
export type Relayed = { exchange: Exchange; lost: Message | null } | { withheld: Said };

/** How requests are sent out of which a deployment may get no id. */
export interface Late {
  isLate: (request: Request) => boolean;
  lookout: Lookout;
}

export interface Relay {
  baseUrl: string;
  /** Requests from now on belong to this check; gives what came of them, once it is asked for. */
  begin: (check: string) => () => readonly Relayed[];
  /** Whether a request is on its way to the deployment. */
  isBusy: () => boolean;
  /** Lets nothing more through until the next check: Pact sends its request also where the state was refused. */
  shut: (reason: Said) => void;
  close: () => Promise<void>;
}

const METHODS: readonly string[] = ['POST', 'GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] satisfies Method[];
/** Pact is told so where there is no answer of the deployment; its word on that is not used. */
const NO_ANSWER = 599;
/** Belong to one connection, or to an encoding that is already undone. */
const NOT_RELAYED = new Set([
  'connection',
  'keep-alive',
  'trailer',
  'transfer-encoding',
  'content-length',
  'content-encoding',
  'upgrade',
]);

/**
 * A provider on loopback for Pact's verifier, which hands each request to the one way to the deployment: so it passes the
 * guard, gets the deployment's credential, keeps to the limits and is recorded like every other. Where it may be taken for
 * all devices, somebody looks out for what it does.
 */
export async function openRelay(deployment: Deployment, sender: Sender, { isLate, lookout }: Late): Promise<Relay> {
  const send = async (request: Request, ids: { id: string; check: string; repeatOf: null }): Promise<Relayed> => {
    const late = isLate(request) ? lookout : null;
    await late?.before();
    const exchange = await sendOnline(sender, request, ids);
    if (late) await sender.effects.settle([exchange]);
    return { exchange, lost: (await late?.after(exchange)) ?? null };
  };
  let check = '';
  let number = 0;
  let relayed: Relayed[] = [];
  let isShut: Said | null = null;

  let inFlight = 0;

  const server = createServer(async (incoming, outgoing) => {
    const { method = '', url = '', headers } = incoming;
    const forCheck = relayed;
    // What is refused by its address is answered at once: Pact waits for ever where nobody answers.
    const place = isShut === null ? placeOf(deployment, method, url) : { withheld: isShut };
    const body = 'withheld' in place ? place : await bodyOf(incoming);
    const request = 'withheld' in place ? place : 'withheld' in body ? body : requestOf(place, headers, body.text);
    let found: Relayed;
    if ('withheld' in request) found = request;
    else {
      inFlight++;
      found = await send(request, { id: `${check}#${++number}`, check, repeatOf: null })
        .catch(
          (error: unknown): Relayed => ({ withheld: error instanceof Withheld ? error.refusal.said : String(error) }),
        )
        .finally(() => {
          inFlight--;
        });
    }
    forCheck.push(found);
    const answer = 'exchange' in found ? found.exchange.answer : null;
    // What is left of the body is read, and thrown away.
    incoming.resume();
    if (!answer) {
      outgoing.writeHead(NO_ANSWER, { connection: 'close' }).end();
      return;
    }
    const kept = Object.entries(answer.headers).filter(([name]) => !NOT_RELAYED.has(name));
    outgoing.writeHead(answer.status, Object.fromEntries(kept)).end(answer.body);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    begin: (id) => {
      // Ids stay unique where the same check begins again.
      if (check !== id) number = 0;
      check = id;
      relayed = [];
      isShut = null;
      return () => relayed;
    },
    isBusy: () => inFlight > 0,
    shut: (reason) => {
      isShut = reason;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** How long the body of a request may take, in ms; it comes over loopback. */
const BODY_MS = 1000;
const MOST_BODY = 1024 * 1024;

/** The body of a request of Pact's, as text. */
async function bodyOf(incoming: IncomingMessage): Promise<{ text: string } | { withheld: Said }> {
  const chunks: Buffer[] = [];
  let length = 0;
  const timer = setTimeout(() => incoming.destroy(), BODY_MS);
  try {
    for await (const chunk of incoming) {
      length += (chunk as Buffer).length;
      if (length > MOST_BODY) return { withheld: message('pacts.refused.long', {}) };
      chunks.push(chunk as Buffer);
    }
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.concat(chunks)) };
  } catch (error) {
    if (error instanceof TypeError) return { withheld: message('pacts.refused.encoding', {}) };
    return { withheld: message('pacts.refused.cut', {}) };
  } finally {
    clearTimeout(timer);
  }
}

type Place = Pick<Request, 'method' | 'project' | 'instance'>;

/** Where a request goes, in the suite's own terms; a pact that names another project or instance is not let through. */
function placeOf(
  { projectId, instanceId, absent }: Deployment,
  method: string,
  url: string,
): Place | { withheld: Said } {
  const place = placeIn(url);
  if (place === null) return { withheld: message('pacts.refused.path', { method, url: shortened(url) }) };
  if (!METHODS.includes(method)) return { withheld: message('pacts.refused.method', { method: shortened(method) }) };
  const projects = new Map<string, Request['project']>([
    ['default', 'default'],
    [projectId, 'own'],
  ]);
  const instances = new Map<string, Request['instance']>([
    [absent.instanceId, 'absent'],
    ['default', 'default'],
    [instanceId, 'own'],
  ]);
  const named = { project: projects.get(decoded(place.project)), instance: instances.get(decoded(place.instance)) };
  if (!named.project || !named.instance) return { withheld: message('pacts.refused.place', {}) };
  return { method: method as Method, project: named.project, instance: named.instance };
}

const shortened = (text: string) => (text.length > 200 ? `${text.slice(0, 200)}...` : text);

/** The request in the suite's own terms. */
function requestOf(place: Place, headers: NodeJS.Dict<string | string[]>, body: string): Request {
  const hasCredential = 'x-auth-token' in headers || 'authorization' in headers;
  return {
    ...place,
    path: 'operation',
    credential: hasCredential ? 'valid' : 'none',
    tokenHeader: 'X-Auth-Token',
    contentType: headers['content-type'] === undefined ? null : String(headers['content-type']),
    body: body === '' ? null : body,
  };
}
