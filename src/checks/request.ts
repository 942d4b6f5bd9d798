import type { Request } from '../exchange/exchange.ts';
import { namingOf } from '../exchange/naming.ts';
import type { Setting } from './setting.ts';

const JSON_TYPE = 'application/json';

/** A request for the operation as a consumer sends it, with this exact text as its body. */
export function post(body: string | null, changes: Partial<Request> = {}): Request {
  return {
    method: 'POST',
    path: 'operation',
    project: 'own',
    instance: 'own',
    credential: 'valid',
    tokenHeader: 'X-Auth-Token',
    contentType: JSON_TYPE,
    body,
    ...changes,
  };
}

/** GET of one device of the query API. */
export function query(device: string): Request {
  return post(null, { method: 'GET', path: 'device', device, contentType: null });
}

/**
 * Of requests that are to be refused, those that may be sent where `allow.emptyLists` does not hold: the ones that name a
 * device. All of them where none does, so that the guard withholds them and says why.
 */
export function lettable(requests: readonly Request[], { ground }: Setting): readonly Request[] {
  if (ground.emptyLists) return requests;
  const naming = requests.filter((request) => namingOf(request) !== 'none');
  return naming.length > 0 ? naming : requests;
}

/** Whether nothing about the request may be refused: whole ids, as a consumer sends them, and a valid credential. */
export const isPlain = ({
  method,
  path,
  project,
  instance,
  credential,
  tokenHeader,
  contentType,
  body,
}: Request): boolean =>
  method === 'POST' &&
  path === 'operation' &&
  project === 'own' &&
  instance === 'own' &&
  credential === 'valid' &&
  tokenHeader === 'X-Auth-Token' &&
  contentType === JSON_TYPE &&
  /^\{"device_ids":\[\d+(,\d+)*\]\}$/.test(body ?? '');
