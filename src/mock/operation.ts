import { randomUUID } from 'node:crypto';
import { LosslessNumber, parse } from 'lossless-json';
import type { Traits } from '../edition/edition.ts';
import type { Behaviour, Call, Fault, Outcome, Reply, Step } from './behaviour.ts';
import type { World } from './world.ts';

export const PROJECT = '397cd10b30544c588b2f4a56d83856c4';
export const INSTANCE = 'f3bb386a-23ec-47aa-9943-4c60ac658611';

const MAX_DEPTH = 500;

/** The page's own text for a body that is not valid. */
export const INVALID_BODY: Fault = {
  status: 400,
  code: 'SCB.00000000',
  message:
    'Parameter is not valid for operation [romalink.link-device.forceDisconnect]. Parameter is [deviceDisconnectRequest]. Processor is [body].',
};

export const failedStep = (fault: Fault): { fault: Fault } => ({ fault });
export const okStep = <T>(ok: T): { ok: T } => ({ ok });

/** The error body of documents, as JSON text. */
export const errorBody = (code: string, message: string, requestId: string): string =>
  JSON.stringify({ error_code: code, error_msg: message, request_id: requestId });

export const json = (status: number, body: string): Reply => ({
  status,
  headers: { 'content-type': 'application/json' },
  body,
});

/** Who may come in. */
export interface Access {
  isToken: (token: string) => boolean;
  /** Why a signed request is refused, or null. */
  refuseSignature: (call: Call) => string | null;
}

/**
 * The operation as requirements read it: strict, lossless, every MUST and SHOULD of the edition. `access` says
 * whether a credential is valid; `all` gives the table with all overrides applied.
 */
export function strictBehaviour(world: World, traits: Traits, access: Access, all: () => Behaviour): Behaviour {
  const hasDeviceId = traits.deviceId;
  return {
    handle: async (call) => {
      const b = all();
      for (const check of [b.checkMethod, b.checkCredential, b.checkInstance, b.checkContentType]) {
        const step = check(call);
        if ('fault' in step) return b.error(step.fault, call);
      }
      const body = b.parse(call.body.toString('utf8'), call);
      if ('fault' in body) return b.error(body.fault, call);
      const list = b.readList(body.ok, call);
      if ('fault' in list) return b.error(list.fault, call);
      const ids: bigint[] = [];
      for (const [index, element] of list.ok.entries()) {
        const id = b.readId(element, index, call);
        if ('fault' in id) return b.error(id.fault, call);
        ids.push(id.ok);
      }
      const batch = await b.batch(ids, call);
      if ('fault' in batch) return b.error(batch.fault, call);
      const outcome = await b.account(batch.ok, call);
      if ('fault' in outcome) return b.error(outcome.fault, call);
      await b.effect(outcome.ok, call);
      return b.success(outcome.ok, call);
    },
    checkMethod: ({ method }) =>
      method === 'POST'
        ? okStep(null)
        : failedStep({ status: 405, code: 'SCB.00000000', message: 'Method Not Allowed' }),
    checkCredential: (call) => {
      if (!traits.credential) return okStep(null);
      const { headers } = call;
      if (String(headers['authorization'] ?? '').startsWith('SDK-')) {
        const problem = access.refuseSignature(call);
        if (problem === null) return okStep(null);
        const message = `Incorrect IAM authentication information: ${problem}`;
        return failedStep({ status: 401, code: 'APIGW.0301', message });
      }
      const token = headers['x-auth-token'];
      if (typeof token !== 'string' || token === '') {
        return failedStep({
          status: 401,
          code: 'APIGW.0301',
          message: 'Incorrect IAM authentication information: x-auth-token not found',
        });
      }
      return access.isToken(token)
        ? okStep(null)
        : failedStep({
            status: 401,
            code: 'APIGW.0301',
            message: 'Incorrect IAM authentication information: decrypt token fail',
          });
    },
    checkInstance: ({ project, instance }) => {
      const takesDefault = traits.defaultIds;
      const known = (value: string, own: string) => value === own || (takesDefault && value === 'default');
      return known(project, PROJECT) && known(instance, INSTANCE)
        ? okStep(null)
        : failedStep({
            status: 500,
            code: 'ROMA.00110002',
            message: `The instance does not exist. project_id: ${project}, instance_id: ${instance}`,
          });
    },
    checkContentType: ({ headers }) => {
      const type = String(headers['content-type'] ?? '');
      return type === '' || /^application\/json/i.test(type) ? okStep(null) : failedStep(INVALID_BODY);
    },
    parse: (text) => {
      if (text.trim() === '' || depthOf(text) > MAX_DEPTH) return failedStep(INVALID_BODY);
      // Of two equal members the parser takes no notice.
      if ((text.match(/"device_ids"\s*:/g) ?? []).length > 1) return failedStep(INVALID_BODY);
      try {
        return okStep(parse(text));
      } catch {
        return failedStep(INVALID_BODY);
      }
    },
    readList: (body) => {
      if (typeof body !== 'object' || body === null || Array.isArray(body) || body instanceof LosslessNumber) {
        return failedStep(INVALID_BODY);
      }
      const list = (body as Record<string, unknown>)['device_ids'];
      return Array.isArray(list) ? okStep(list) : failedStep(INVALID_BODY);
    },
    readId: (element) => (element instanceof LosslessNumber ? roundDown(element.value) : failedStep(INVALID_BODY)),
    batch: (ids) => okStep([...new Set(ids)]),
    account: (ids): Step<Outcome> =>
      okStep({
        success: ids.filter((id) => world.isOnline(id)),
        failed: ids.filter((id) => !world.isOnline(id)),
      }),
    effect: ({ success }) => {
      for (const id of success) world.disconnect(id);
    },
    writeId: (id) => id.toString(),
    writeEntry: (id, _list, call) => {
      const digits = all().writeId(id, call);
      const name = JSON.stringify(world.devices.get(id)?.name ?? '');
      return `{"id":${digits},"device_name":${name}${hasDeviceId ? `,"device_id":${digits}` : ''}}`;
    },
    writeLists: ({ success, failed }, call) => {
      const write = (list: 'success' | 'failed', ids: bigint[]) =>
        ids.map((id) => all().writeEntry(id, list, call)).join(',');
      return `{"success":[${write('success', success)}],"failed":[${write('failed', failed)}]}`;
    },
    success: (outcome, call) => json(200, all().writeLists(outcome, call)),
    writeError: ({ code, message }, call) => errorBody(code, message, all().requestId(call)),
    error: (fault, call) => json(fault.status, all().writeError(fault, call)),
    // The examples have 81 characters, which the bound of 64 forbids where there is one.
    requestId: () =>
      traits.bounds ? `${randomUUID()}-${Date.now()}` : `${randomUUID()}-${Date.now()}-cnnorth7a-P-romalink-service01`,
    finish: (reply) => reply,
    query: (call) => queryApi(world, call, all()),
  };
}

/** Rounds a JSON number down on its digits: nothing passes through a double. */
export function roundDown(text: string): Step<bigint> {
  const [, sign = '', int = '0', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
  const shift = Number(exponent);
  if (Math.abs(shift) > 400) return failedStep(INVALID_BODY);
  const digits = int + fraction;
  const point = int.length + shift;
  const whole = point <= 0 ? '0' : digits.slice(0, point).padEnd(point, '0');
  const rest = point <= 0 ? digits : digits.slice(point);
  const magnitude = BigInt(whole);
  if (sign === '') return okStep(magnitude);
  return okStep(/[1-9]/.test(rest) ? -magnitude - 1n : -magnitude);
}

function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (inString) {
      if (c === '\\') i++;
      else if (c === '"') inString = false;
    } else if (c === '"') inString = true;
    else if (c === '[' || c === '{') deepest = Math.max(deepest, ++depth);
    else if (c === ']' || c === '}') depth--;
  }
  return deepest;
}

/** GET .../devices/{id} and GET .../devices. */
function queryApi(world: World, call: Call, b: Behaviour): Reply {
  for (const check of [b.checkCredential, b.checkInstance]) {
    const step = check(call);
    if ('fault' in step) return b.error(step.fault, call);
  }
  const describe = (id: bigint) => {
    const device = world.devices.get(id);
    const login = device?.login;
    const clientId = !login ? `D${id}` : 'clientId' in login ? login.clientId : login.deviceId;
    const status = world.isOnline(id) ? 1 : 2;
    return `{"id":${id},"device_id":${id},"device_name":${JSON.stringify(device?.name ?? '')},"instance_id":"${INSTANCE}","client_id":"${clientId}","node_id":"${clientId}","status":0,"online_status":${status},"node_type":0,"device_type":0,"product":{"product_id":1,"product_name":"mock","protocol_type":0,"product_type":0},"created_datetime":1619602544650}`;
  };
  const [, id] = /\/devices\/(\d+)$/.exec(call.path) ?? [];
  if (id !== undefined) {
    return world.devices.has(BigInt(id))
      ? json(200, describe(BigInt(id)))
      : b.error(
          {
            status: 404,
            code: 'ROMA.00110006',
            message: `The resource does not exist. Check whether the resource ID ${id} is correct.`,
          },
          call,
        );
  }
  const own = [...world.devices.values()].filter(({ login }) => login !== null).map((device) => device.id);
  return json(200, `{"total":${own.length},"size":${own.length},"items":[${own.map(describe).join(',')}]}`);
}
