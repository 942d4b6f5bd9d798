import { isObject } from '../base/json.ts';
import { answerJson, readLists } from '../exchange/answer.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { message } from '../messages/messages.ts';
import type { Id } from '../operation/id.ts';
import { type Check, invariant } from './check.ts';
import { type Answered, answeredWhere, breach, breachOf, cut, notTestable } from './judging.ts';
import type { Seen } from './seen.ts';

/** A device as one answer names it. */
interface Named {
  x: Answered;
  device: Id;
  name: string;
}

/** Every name that is not empty, of declared devices. */
function namesIn(seen: Seen): Named[] {
  const { devices, watched } = seen.setting.ground;
  return answeredWhere(seen, (x) => x.request.method === 'POST' && x.answer.status === 200).flatMap((x) => {
    const lists = readLists(x.answer);
    return [...(lists?.success ?? []), ...(lists?.failed ?? [])].flatMap(({ key, members }) => {
      const name = members['device_name'];
      const isNamed = key !== null && (devices.has(key) || watched.has(key)) && typeof name === 'string' && name !== '';
      return isNamed ? [{ x, device: key, name }] : [];
    });
  });
}

const NONE = [notTestable(message('success.none-named', {}))];

const byDevice = (all: readonly Named[]): Named[][] => {
  const groups = new Map<Id, Named[]>();
  for (const named of all) {
    const same = groups.get(named.device);
    if (same) same.push(named);
    else groups.set(named.device, [named]);
  }
  return [...groups.values()];
};

/** A name that changes once, from one moment on, may have been changed by the owner of the device. */
function isRenamed(named: readonly Named[]): boolean {
  const [first] = [...named].sort((a, b) => a.x.sentAt - b.x.sentAt);
  const old = named.filter(({ name }) => name === first?.name);
  const others = named.filter(({ name }) => name !== first?.name);
  const lastOld = old.reduce((last, { x }) => Math.max(last, x.sentAt), Number.NEGATIVE_INFINITY);
  return new Set(others.map(({ name }) => name)).size === 1 && others.every(({ x }) => x.answeredAt >= lastOld);
}

const alike = invariant({
  id: 'success/names-alike',
  level: 'MUST',
  clauses: ['OK-5a'],
  title: 'answers that name a device name it alike',
  judge: (seen) => {
    const all = namesIn(seen);
    if (all.length === 0) return NONE;
    return byDevice(all).flatMap((named) => {
      const [first] = named;
      const other = named.find(({ name }) => name !== first?.name);
      if (!first || !other || isRenamed(named)) return [];
      return [
        breach(
          message('success.several-names', {}),
          message('success.several-names.expected', { id: first.device, name: JSON.stringify(cut(first.name, 40)) }),
          message('success.several-names.actual', { name: JSON.stringify(cut(other.name, 40)) }),
          first.x,
          other.x,
        ),
      ];
    });
  },
});

/** What the query API calls a device; null where it does not say. */
function nameByQuery({ request, answer }: Exchange): { device: Id; name: string } | null {
  if (request.path !== 'device' || request.device === undefined || answer?.status !== 200) return null;
  const json = answerJson(answer);
  const name = json.ok && isObject(json.exact) ? json.exact['device_name'] : undefined;
  return typeof name === 'string' && name !== '' ? { device: request.device, name } : null;
}

const asByQuery = invariant({
  id: 'success/names-by-query',
  level: 'SHOULD',
  clauses: ['OK-5b'],
  title: 'answers name a device as the query API does',
  judge: (seen) => {
    const known = new Map(
      seen.exchanges.flatMap((x) => {
        const found = nameByQuery(x);
        return found ? [[found.device, found.name] as const] : [];
      }),
    );
    const all = namesIn(seen).filter(({ device }) => known.has(device));
    if (all.length === 0) return [notTestable(message('success.no-name-by-query', {}))];
    return byDevice(all)
      .filter((named) => !isRenamed(named))
      .flat()
      .filter(({ device, name }) => known.get(device) !== name)
      .map(({ x, device, name }) =>
        breachOf('success.name-by-query', x, {
          expected: {
            id: device,
            name: JSON.stringify(cut(known.get(device) ?? '', 40)),
          },
          actual: JSON.stringify(cut(name, 40)),
        }),
      );
  },
});

export const names: readonly Check[] = [alike, asByQuery];
