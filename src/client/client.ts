import { isObject, NumberText, readJson } from '../base/json.ts';
import { listOf } from '../operation/body.ts';
import { operationPath } from '../operation/path.ts';
import { ForceOfflineError } from './error.ts';

/**
 * A device in an answer. Its ids keep every digit, also past 2^53.
 *
 * @since 0.1.0
 */
export interface DeviceInfo {
  /** `id` of the answer. */
  id: bigint;
  /** null where the deployment does not tell it, as for a device that it does not know. */
  deviceName: string | null;
  /** `device_id` of the answer; null where it is not there, as in editions before 2023. */
  deviceId: bigint | null;
}

/**
 * What the deployment says of each device.
 *
 * @since 0.1.0
 */
export interface ForceOfflineResult {
  /** Devices that are taken offline. */
  success: DeviceInfo[];
  /** Devices that could not be. The API tells no reason. */
  failed: DeviceInfo[];
}

/**
 * Where to call, and as whom.
 *
 * @since 0.1.0
 */
export interface ForceOfflineOptions {
  /** "https://roma.example.com", with a path prefix where there is one. */
  baseUrl: string;
  /** project_id of the path; percent-encoded here. */
  projectId: string;
  /** instance_id of the path; percent-encoded here. */
  instanceId: string;
  /** The token for X-Auth-Token, or what gives one for each call; null sends none. */
  token: string | null | (() => string | Promise<string>);
  /** How long a call may take, in ms; 10,000 by default. */
  timeoutMs?: number;
  /** Ends the call early: it rejects with a {@link ForceOfflineError} then. */
  signal?: AbortSignal;
}

/**
 * An id as the API takes it: a bigint, a number, or the text of a number ("99999999999999999"). A fraction is allowed and
 * is rounded down by the deployment.
 *
 * @since 0.1.0
 */
export type DeviceIdInput = bigint | number | string;

const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;

/**
 * Brings devices offline: one POST .../devices/force-offline. Resolves to what the deployment says of each device. Sends
 * once: nothing is tried again, and no redirect is followed, because the token would travel along.
 *
 * @throws {@link ForceOfflineError} for every other answer, and for none in time.
 * @throws TypeError for what is no id, or no list of them.
 * @example
 * ```ts
 * import { ForceOfflineError, forceOffline } from 'roma-conformance/client';
 *
 * const fetchToken = async () => process.env['ROMA_AUTH_TOKEN'] ?? '';
 * try {
 *   const { success, failed } = await forceOffline(
 *     { baseUrl: 'https://roma.example.com', projectId: 'p', instanceId: 'i', token: fetchToken },
 *     ['10001', 10002n],
 *   );
 *   console.log(success.map(({ id }) => id), failed.map(({ id }) => id)); // bigint: every digit is kept
 * } catch (error) {
 *   if (error instanceof ForceOfflineError) console.error(error.status, error.errorCode, error.requestId);
 * }
 * ```
 * @since 0.1.0
 */
export async function forceOffline(
  options: ForceOfflineOptions,
  deviceIds: readonly DeviceIdInput[],
): Promise<ForceOfflineResult> {
  if (!Array.isArray(deviceIds)) throw new TypeError('deviceIds: a list of ids is wanted, such as [20001]');
  // Digits are written as they are: JSON.stringify takes no bigint, and a double would change long ids.
  return postForceOffline(options, listOf(...deviceIds.map(idText)));
}

/**
 * As {@link forceOffline}, with a body of the caller's own making, sent as it is.
 *
 * @throws {@link ForceOfflineError} for every other answer than a documented success, and for none in time.
 * @since 0.1.0
 */
export async function postForceOffline(options: ForceOfflineOptions, body: string): Promise<ForceOfflineResult> {
  const { baseUrl, projectId, instanceId, timeoutMs = 10_000 } = options;
  const url = `${baseUrl.replace(/\/+$/, '')}${operationPath(projectId, instanceId)}`;
  const token = typeof options.token === 'function' ? await options.token() : options.token;
  const timeout = AbortSignal.timeout(timeoutMs);
  let status: number;
  let text: string;
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: {
        Accept: 'application/json',
        'Content-Type': 'application/json',
        ...(token !== null && { 'X-Auth-Token': token }),
      },
      body,
      redirect: 'manual',
      signal: options.signal ? AbortSignal.any([options.signal, timeout]) : timeout,
    });
    status = answer.status;
    text = await answer.text();
  } catch (cause) {
    const why = timeout.aborted ? `no answer within ${timeoutMs} ms` : 'no answer';
    throw new ForceOfflineError(`${why} from ${new URL(url).host}`, {}, { cause });
  }
  const json = readJson(text);
  const members = json.ok && isObject(json.exact) ? json.exact : null;
  if (status !== 200) throw refusal(status, members);
  if (!members) throw new ForceOfflineError('the answer is no JSON object', { status });
  return { success: devicesIn(members, 'success', status), failed: devicesIn(members, 'failed', status) };
}

function idText(id: DeviceIdInput): string {
  const text = String(id);
  if (!NUMBER.test(text)) throw new TypeError(`${JSON.stringify(text)} is no device id: a number is wanted`);
  return text;
}

function refusal(status: number, members: Record<string, unknown> | null): ForceOfflineError {
  const member = (name: string) => (typeof members?.[name] === 'string' ? members[name] : null);
  const errorCode = member('error_code');
  const message = [`status ${status}`, errorCode, member('error_msg')].filter((part) => part !== null).join(': ');
  return new ForceOfflineError(message, { status, errorCode, requestId: member('request_id') });
}

function devicesIn(members: Record<string, unknown>, list: 'success' | 'failed', status: number): DeviceInfo[] {
  const entries = members[list];
  const broken = (problem: string) => new ForceOfflineError(`the answer is not as documented: ${problem}`, { status });
  if (!Array.isArray(entries)) throw broken(`${list} is no list`);
  return entries.map((entry: unknown, i) => {
    const device = isObject(entry) ? entry : {};
    const id = wholeOf(device['id']);
    if (id === null) throw broken(`${list}[${i}] has no whole id`);
    const name = device['device_name'];
    return { id, deviceName: typeof name === 'string' ? name : null, deviceId: wholeOf(device['device_id']) };
  });
}

/** Every digit of a whole number, also where it is written as 10001.0. */
function wholeOf(value: unknown): bigint | null {
  const text = value instanceof NumberText ? value.text.replace(/\.0+$/, '') : '';
  return /^-?\d+$/.test(text) ? BigInt(text) : null;
}
