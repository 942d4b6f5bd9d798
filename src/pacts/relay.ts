import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Deployment } from '../deployment/deployment.ts';
import { Withheld } from '../exchange/client.ts';
import type { Exchange, Method, Request } from '../exchange/exchange.ts';
import { type Sender, sendOnline } from '../run/sending.ts';

/** What came of a request that Pact sent. */
export type Relayed = { exchange: Exchange } | { withheld: string };

export interface Relay {
  baseUrl: string;
  /** Requests from now on belong to this check; gives what came of them, once it is asked for. */
  begin: (check: string) => () => readonly Relayed[];
  /** Lets nothing more through until the next check: Pact sends its request also where the state was refused. */
  shut: (reason: string) => void;
  close: () => Promise<void>;
}

const METHODS: readonly string[] = ['POST', 'GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] satisfies Method[];
const OPERATION = /^\/v2\/([^/]+)\/link\/instances\/([^/]+)\/devices\/force-offline$/;
/** Pact is told so where there is no answer of the deployment; its word on that is not used. */
const NO_ANSWER = 599;
/** Belong to one connection, or to an encoding that is already undone. */
const NOT_RELAYED = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'content-length',
  'content-encoding',
  'upgrade',
]);

/**
 * A provider on loopback for Pact's verifier, which hands each request to the one way to the deployment: so it passes the
 * guard, gets the deployment's credential, keeps to the limits and is recorded like every other.
 */
export async function openRelay(deployment: Deployment, sender: Sender): Promise<Relay> {
  let check = '';
  let number = 0;
  let relayed: Relayed[] = [];
  let isShut: string | null = null;

  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', async () => {
      const { method = '', url = '', headers } = incoming;
      const request =
        isShut === null
          ? requestOf(deployment, method, url, headers, Buffer.concat(chunks).toString('utf8'))
          : { withheld: isShut };
      const found: Relayed =
        'withheld' in request
          ? request
          : await sendOnline(sender, request, { id: `${check}#${++number}`, check, repeatOf: null }).then(
              (exchange) => ({ exchange }),
              (error: unknown) => ({ withheld: error instanceof Withheld ? error.message : String(error) }),
            );
      relayed.push(found);
      const answer = 'exchange' in found ? found.exchange.answer : null;
      if (!answer) {
        outgoing.writeHead(NO_ANSWER).end();
        return;
      }
      const kept = Object.entries(answer.headers).filter(([name]) => !NOT_RELAYED.has(name));
      outgoing.writeHead(answer.status, Object.fromEntries(kept)).end(answer.body);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    begin: (id) => {
      check = id;
      number = 0;
      relayed = [];
      isShut = null;
      return () => relayed;
    },
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

/** The request in the suite's own terms; a pact that names another project or instance is not let through. */
function requestOf(
  { projectId, instanceId, absent }: Deployment,
  method: string,
  url: string,
  headers: NodeJS.Dict<string | string[]>,
  body: string,
): Request | { withheld: string } {
  const [, project = '', instance = ''] = OPERATION.exec(url) ?? [];
  if (instance === '') return { withheld: `the pact asks for ${url}, which is not the operation` };
  if (!METHODS.includes(method)) return { withheld: `the pact uses the method ${method}` };
  const projects = new Map<string, Request['project']>([
    ['default', 'default'],
    [projectId, 'own'],
  ]);
  const instances = new Map<string, Request['instance']>([
    [absent.instanceId, 'absent'],
    ['default', 'default'],
    [instanceId, 'own'],
  ]);
  const named = { project: projects.get(decoded(project)), instance: instances.get(decoded(instance)) };
  if (!named.project || !named.instance)
    return {
      withheld:
        'the pact names a project or an instance of its own; its path is to come from the provider state: projectId, instanceId',
    };
  const hasCredential = 'x-auth-token' in headers || 'authorization' in headers;
  return {
    method: method as Method,
    path: 'operation',
    project: named.project,
    instance: named.instance,
    credential: hasCredential ? 'valid' : 'none',
    tokenHeader: 'X-Auth-Token',
    contentType: headers['content-type'] === undefined ? null : String(headers['content-type']),
    body: body === '' ? null : body,
  };
}
