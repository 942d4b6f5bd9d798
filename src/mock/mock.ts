import { Readable } from 'node:stream';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { stringify } from 'yaml';
import type { Edition } from '../edition/edition.ts';
import { loadEdition, REFERENCE_EDITION } from '../edition/load.ts';
import { refuseSignature } from './aksk.ts';
import type { Behaviour, Call, NamedOverride, Reply } from './behaviour.ts';
import { faults, overrideOf, variants } from './catalogue.ts';
import { ACCOUNT, startIam } from './iam.ts';
import { type Access, INSTANCE, PROJECT, strictBehaviour } from './operation.ts';
import { connectDevices } from './self-connecting.ts';
import { startWorld, TEST_DEVICES, type World } from './world.ts';

export interface MockOptions {
  /** HTTP port; 0 (the default) takes a free one. */
  port?: number;
  mqttPort?: number;
  edition?: string;
  /** Names from the catalogue, applied in this order, faults first. */
  faults?: readonly string[];
  variants?: readonly string[];
  /** Milliseconds added to every answer. */
  delayMs?: number;
  /** What the printed deployment file logs in with; a token by default. */
  auth?: MockAuth;
  /** How long issued tokens live; 24 hours by default. */
  tokenTtlMs?: number;
  /** The test devices connect by themselves, again after each end of their sessions, and the deployment file has no logins. */
  selfConnecting?: boolean;
  /** The devices and their broker, where the mock is not to start its own. It closes them with itself. */
  world?: World;
}

/** All of them are verified: a token, IAM with a password, signed requests. */
export const MOCK_AUTHS = ['token', 'iam', 'aksk'] as const;
export type MockAuth = (typeof MOCK_AUTHS)[number];

/** A running mock deployment, on loopback. */
export interface Mock {
  baseUrl: string;
  mqttUrl: string;
  token: string;
  account: typeof ACCOUNT;
  /** A deployment file for it, YAML. */
  deploymentFile: () => string;
  /** Ids of devices that no test owns and that a request took offline. */
  harmed: () => string[];
  close: () => Promise<void>;
}

/** Starts the mock. Throws an Error that names the nearest known name for a fault, variant or edition that there is not. */
export async function startMock(options: MockOptions = {}): Promise<Mock> {
  const edition = loadEdition(options.edition ?? REFERENCE_EDITION);
  const overrides = [
    ...(options.faults ?? []).map((name) => overrideOf(faults, 'fault', name)),
    ...(options.variants ?? []).map((name) => overrideOf(variants, 'variant', name)),
  ];
  const iam = startIam(options.tokenTtlMs ?? 24 * 3600_000);
  const world = options.world ?? (await startWorld(options.mqttPort ?? 0));
  const devices = options.selfConnecting ? await connectDevices(world) : null;
  const access = {
    isToken: iam.isToken,
    refuseSignature: (call: Call) => refuseSignature(call, ACCOUNT, new Date()),
  };
  const behaviour = behaviourOf(world, edition, access, overrides);
  const app = fastify({
    bodyLimit: 32 * 1024 * 1024,
    forceCloseConnections: true,
    exposeHeadRoutes: false,
    keepAliveTimeout: 30_000,
  });
  serve(app, behaviour, iam.issue, options.delayMs ?? 0);
  try {
    await app.listen({ port: options.port ?? 0, host: '127.0.0.1' });
  } catch (error) {
    await world.close();
    throw error;
  }
  const address = app.server.address();
  const authOf = (): object => {
    const { user, password, domain, project, accessKey, secretKey } = ACCOUNT;
    if (options.auth === 'iam') return { iam: { url: baseUrl, user, password, domain, project } };
    return options.auth === 'aksk' ? { aksk: { accessKey, secretKey } } : { token: iam.staticToken };
  };
  const baseUrl = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  return {
    baseUrl,
    mqttUrl: world.mqttUrl,
    token: iam.staticToken,
    account: ACCOUNT,
    deploymentFile: () => deploymentFile(world, baseUrl, edition, authOf(), devices !== null),
    harmed: () => [...world.harmed].sort(),
    close: async () => {
      await devices?.close();
      await app.close();
      await world.close();
    },
  };
}

function behaviourOf(world: World, edition: Edition, access: Access, overrides: readonly NamedOverride[]): Behaviour {
  let table: Behaviour;
  const all = () => table;
  table = strictBehaviour(world, edition.traits, access, all);
  // What overrides call goes through the finished table, whatever comes after them.
  const late = new Proxy({} as Behaviour, { get: (_, key) => table[key as keyof Behaviour] });
  for (const { override } of overrides)
    table = { ...table, ...override(table, { world, traits: edition.traits, all: late }) };
  return table;
}

/** Everything arrives as bytes: the operation reads them itself. */
function serve(app: FastifyInstance, behaviour: Behaviour, issue: (body: string) => Reply, delayMs: number): void {
  app.removeAllContentTypeParsers();
  // Servers differ in whether they read such bodies: the operation decides.
  for (const method of ['GET', 'OPTIONS']) app.addHttpMethod(method, { hasBody: true, overrideExisting: true });
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  let number = 0;
  app.all('/*', async (request, answer) => {
    const call = callOf(request);
    const reply = await replyTo(call);
    if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
    return send(answer, call, reply);
  });

  async function replyTo(call: Call): Promise<Reply> {
    if (call.path === '/v3/auth/tokens' && call.method === 'POST') return issue(call.body.toString('utf8'));
    const [, project = '', instance = '', rest = ''] =
      /^\/v2\/([^/]+)\/link\/instances\/([^/]+)\/devices(\/.*)?$/.exec(call.path) ?? [];
    const placed = { ...call, project: decodeURIComponent(project), instance: decodeURIComponent(instance) };
    if (/^\/force-offline\/?$/.test(rest)) {
      const counted = { ...placed, number: ++number };
      return behaviour.finish(await behaviour.handle(counted), counted);
    }
    if (call.method === 'GET' && behaviour.query && /^(\/\d+)?$/.test(rest) && instance !== '')
      return behaviour.query(placed);
    return behaviour.finish(
      behaviour.error({ status: 404, code: 'SCB.00000000', message: 'Not Found' }, placed),
      placed,
    );
  }
}

function callOf(request: FastifyRequest): Call {
  return {
    method: request.method,
    path: request.url.split('?')[0] ?? '',
    rawHeaders: request.raw.rawHeaders,
    headers: request.headers,
    body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
    connection: request.raw.socket,
    project: '',
    instance: '',
    number: 0,
  };
}

async function send(
  answer: FastifyReply,
  call: Call,
  { status, headers, body, hangUpAfter, chunked }: Reply,
): Promise<FastifyReply> {
  if (hangUpAfter !== undefined) {
    answer.hijack();
    const bytes = Buffer.from(body);
    answer.raw.writeHead(status, { ...headers, 'content-length': bytes.length });
    answer.raw.write(bytes.subarray(0, hangUpAfter), () => answer.raw.destroy());
    return answer;
  }
  answer.code(status).headers(headers);
  if (chunked && call.method !== 'HEAD') return answer.send(Readable.from(chunks(Buffer.from(body))));
  return answer.send(call.method === 'HEAD' ? '' : body);
}

/** The body in pieces of 7 bytes and one last. */
function* chunks(body: Buffer): Generator<Buffer> {
  for (let at = 0; at < Math.min(body.length, 70); at += 7) yield body.subarray(at, at + 7);
  yield body.subarray(70);
}

/** The deployment file that `roma-conformance mock` prints. */
function deploymentFile(
  world: World,
  baseUrl: string,
  edition: Edition,
  auth: object,
  selfConnecting: boolean,
): string {
  return stringify({
    name: 'mock',
    baseUrl,
    edition: edition.id,
    projectId: PROJECT,
    instanceId: INSTANCE,
    auth,
    devices: TEST_DEVICES.map((id, i) => ({
      id: Number(id),
      ...(!selfConnecting && { mqtt: world.devices.get(id)?.login }),
      ...(i === TEST_DEVICES.length - 1 && { watchOnly: true }),
    })),
    // The escape \u005f in a body may be read as 5.
    absent: { deviceId: 70000000, deviceIds: [5], ranges: [[70000000, 70009999]] },
    ...(!selfConnecting && { mqtt: { url: world.mqttUrl } }),
    ...(edition.traits.defaultIds && { claims: { compat20: true } }),
    limits: { concurrency: 16, effectWithinMs: 300, effectLatestMs: 1000 },
  });
}
