import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as after } from 'node:timers/promises';

/** A request as it came, and how often this very request came before. */
export interface Passing {
  method: string;
  path: string;
  token: string;
  body: string;
  /** Counts all requests, from 1. */
  number: number;
  /** The same for equal requests, whenever they come; and which of them it is, from 1. */
  key: string;
  nth: number;
}

/** What happens to one request. */
export type HttpTrouble =
  /** The connection is reset, and the request never performed. */
  | { kind: 'reset-before' }
  /** The request is performed, and its answer lost with the connection. */
  | { kind: 'reset-after' }
  /** The request is performed, and the gateway answers with this in place of the deployment. */
  | { kind: 'answered'; status: number; type: string; body: string }
  /** The same without performing it. */
  | { kind: 'refused'; status: number; type: string; body: string }
  /** The request is performed, and the connection ends within the body of the answer, after this share of it. */
  | { kind: 'truncated'; share: number }
  /** The connection is closed once it was idle for so long after the answer, in ms; null: as the next request arrives. */
  | { kind: 'cut-when-idle'; afterMs: number | null }
  /** So long on its way there, and back, in ms. */
  | { kind: 'delayed'; thereMs: number; backMs: number }
  /** It is performed twice, one after the other or at once, and one of the answers comes back. */
  | { kind: 'twice'; atOnce: boolean; answer: 0 | 1 };

export interface HttpProxy {
  /** Where it listens: `http://127.0.0.1:<port>`. */
  url: string;
  close: () => Promise<void>;
}

interface Reply {
  status: number;
  rawHeaders: string[];
  body: Buffer;
}

/** Stands between a client and the deployment at `target`, and makes the trouble that `trouble` names for each request. */
export async function startHttpProxy(
  target: string,
  trouble: (passing: Passing) => HttpTrouble | null,
): Promise<HttpProxy> {
  const { hostname, port } = new URL(target);
  const doomed = new WeakSet<Socket>();
  const seen = new Map<string, number>();
  let number = 0;

  const forward = (req: IncomingMessage, body: Buffer): Promise<Reply> =>
    new Promise((resolve, reject) => {
      const onward = request(
        { host: hostname, port, method: req.method, path: req.url, headers: req.rawHeaders, agent: false },
        (res) => {
          collect(res).then(
            (answer) => resolve({ status: res.statusCode ?? 0, rawHeaders: res.rawHeaders, body: answer }),
            reject,
          );
        },
      );
      onward.on('error', reject);
      onward.end(body);
    });

  const handle = async (req: IncomingMessage, res: ServerResponse) => {
    const { socket } = req;
    if (doomed.has(socket)) return void socket.resetAndDestroy();
    const body = await collect(req);
    const token = String(req.headers['x-auth-token'] ?? req.headers['authorization'] ?? '');
    const named = { method: req.method ?? '', path: req.url ?? '', token, body: body.toString('utf8') };
    const key = createHash('sha256')
      .update(`${named.method} ${named.path.replace(/^\/+/, '')} ${token.length} ${named.body}`)
      .digest('base64');
    const nth = (seen.get(key) ?? 0) + 1;
    seen.set(key, nth);
    const what = trouble({ ...named, number: ++number, key, nth });
    switch (what?.kind) {
      case undefined:
        return write(res, await forward(req, body));
      case 'reset-before':
        return void socket.resetAndDestroy();
      case 'reset-after':
        await forward(req, body);
        return void socket.resetAndDestroy();
      case 'answered':
      case 'refused': {
        if (what.kind === 'answered') await forward(req, body);
        const rawHeaders = ['Content-Type', what.type];
        return write(res, { status: what.status, rawHeaders, body: Buffer.from(what.body) });
      }
      case 'truncated': {
        const reply = await forward(req, body);
        res.writeHead(reply.status, onlyTyped(reply.rawHeaders, reply.body.length));
        const part = reply.body.subarray(0, Math.floor(reply.body.length * what.share));
        return void res.write(part, () => socket.destroy());
      }
      case 'cut-when-idle': {
        const { afterMs } = what;
        const reply = await forward(req, body);
        res.on('finish', () => {
          if (afterMs === null) doomed.add(socket);
          else setTimeout(() => socket.destroy(), afterMs);
        });
        return write(res, reply);
      }
      case 'delayed': {
        await after(what.thereMs);
        const reply = await forward(req, body);
        await after(what.backMs);
        return write(res, reply);
      }
      case 'twice': {
        const first = forward(req, body);
        if (!what.atOnce) await first;
        const both = await Promise.all([first, forward(req, body)]);
        return write(res, both[what.answer]);
      }
    }
  };

  const server = createServer({ keepAliveTimeout: 30_000 }, (req, res) => {
    // A client that gave up, or a deployment that closed, is part of the trouble.
    handle(req, res).catch(() => req.socket.destroy());
  });
  server.on('clientError', (_error, socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function collect(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function write(res: ServerResponse, { status, rawHeaders, body }: Reply): void {
  res.writeHead(status, rawHeaders);
  res.end(body);
}

/** The headers of the answer, with this length and no chunks. */
function onlyTyped(raw: readonly string[], length: number): string[] {
  const kept = raw.flatMap((name, i) =>
    i % 2 === 0 && !/^(content-length|transfer-encoding|connection|keep-alive)$/i.test(name)
      ? [name, raw[i + 1] ?? '']
      : [],
  );
  return [...kept, 'Content-Length', String(length)];
}
