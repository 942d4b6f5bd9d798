import { isObject, NumberText } from '../base/json.ts';
import type { Message } from '../base/message.ts';
import { answerJson, readLists } from '../exchange/answer.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { type Kind, message } from '../messages/messages.ts';
import { listOf } from '../operation/body.ts';
import type { Id } from '../operation/id.ts';
import { missedBy, noSessions, noWitness } from './advice.ts';
import { type Check, type Finding, invariant, scenario, send } from './check.ts';
import { culprits, takenUnasked } from './culprits.ts';
import { type Answered, breach, breachOf, judgeEach, notApplicable, notTestable, remark } from './judging.ts';
import { wasInSight } from './looks.ts';
import { post, query } from './request.ts';
import { type Taken, taken, takenBySending } from './taken.ts';
import { sayRequest } from './words.ts';

/** Nothing that changes from run to run: how many milliseconds it took stands with the exchange (`effects`). */
function sayEffect({ x, device, after, lostTo }: Taken, limit: number, before?: Taken): Message {
  const request = sayRequest(x);
  if (before) return message('effects.not-again.actual', { device, request });
  if (after === null) return message('effects.never.actual', { device, request });
  if (lostTo) return message('effects.by-later.actual', { device, request, later: sayRequest(lostTo) });
  return message('effects.late.actual', { device, ms: limit, request });
}

const STAYS_ONLINE = {
  mqtt: 'effects.stays-online.session.expected',
  query: 'effects.stays-online.query.expected',
} as const satisfies Record<string, Kind>;

const goesOffline = (
  witness: 'mqtt' | 'query',
  check: { id: string; level: 'MUST' | 'SHOULD'; clause: string; title: string },
) =>
  invariant({
    id: check.id,
    level: check.level,
    clauses: [check.clause],
    title: check.title,
    judge: (seen) => {
      const unwitnessed = witness === 'mqtt' ? noSessions(seen.setting) : noWitness(seen.setting);
      if (unwitnessed) return [notTestable(unwitnessed)];
      if (seen.setting.witness !== witness) return [notApplicable(message('effects.mqtt-watched', {}))];
      const all = taken(seen);
      if (all.length === 0) return [notTestable(message('effects.none-in-success', {}))];
      const { effectLatestMs } = seen.setting.limits;
      const notSeen = all.filter(({ after, watched }) =>
        after === null ? watched >= effectLatestMs : after > effectLatestMs,
      );
      const inSight = notSeen.filter(
        ({ x, device }) => witness === 'mqtt' || wasInSight(seen, device, x.sentAt, x.answeredAt + effectLatestMs),
      );
      const hindered = inSight.length < notSeen.length ? [notTestable(missedBy(seen.setting, 'effects.not-seen'))] : [];
      const stays = inSight.map((one) => ({ one, before: alikeBefore(all, one, effectLatestMs) }));
      // Who sends one of them again has to see it: first those that it takes no other request for.
      const found = [...stays.filter(({ before }) => !before), ...stays.filter(({ before }) => before)].map(
        ({ one, before }): Finding => {
          const what = message('effects.stays-online', {});
          const expected = message(STAYS_ONLINE[witness], { ms: effectLatestMs });
          const actual = sayEffect(one, effectLatestMs, before);
          if (before) return { ...breach(what, expected, actual, before.x, one.x), inOrder: true };
          return breach(what, expected, actual, one.x, ...(one.lostTo ? [one.lostTo] : []));
        },
      );
      return [...found, ...hindered];
    },
  });

/** A request with the same body that took the same device offline before: the answer may come from a cache. */
const alikeBefore = (all: readonly Taken[], one: Taken, effectLatestMs: number): Taken | undefined => {
  const { body } = one.x.request;
  return all.find(
    ({ x, device, after }) =>
      device === one.device &&
      x.sentAt < one.x.sentAt &&
      after !== null &&
      after <= effectLatestMs &&
      x.request.body === body,
  );
};

const withinTime = invariant({
  id: 'effects/within-time',
  level: 'SHOULD',
  clauses: ['EFF-1b'],
  title: 'a device in success goes offline within effectWithinMs',
  judge: (seen) => {
    const unwitnessed = noSessions(seen.setting);
    if (unwitnessed) return [notTestable(unwitnessed)];
    const all = taken(seen);
    // Where another request had the device in success meanwhile the loss may be its effect, and not late at all.
    const requests = takenBySending(all);
    const isByAnother = ({ x, device, after }: Taken) => {
      const { items, until } = requests(device);
      const next = items[until(x.sentAt)];
      return next !== undefined && next.x.sentAt <= x.answeredAt + (after ?? 0);
    };
    const lost = all.filter(
      (one) => one.after !== null && one.after <= seen.setting.limits.effectLatestMs && !isByAnother(one),
    );
    if (lost.length === 0) return [notTestable(message('effects.none-seen', {}))];
    const { effectWithinMs } = seen.setting.limits;
    const late = lost.filter(({ after }) => after !== null && after > effectWithinMs);
    // Where requests take devices offline that they do not ask for, any later one may have done it.
    const isByOthersToo = seen.confirmations.some((one) => one.lost.length > 0);
    if (late.length > 0 && isByOthersToo) return [notTestable(message('effects.by-others-too', {}))];
    return late.map((one) =>
      breachOf('effects.late', one.x, { expected: { ms: effectWithinMs }, actual: sayEffect(one, effectWithinMs) }),
    );
  },
});

const isPerformed = ({ request, answer }: Exchange) =>
  request.method === 'POST' &&
  request.credential === 'valid' &&
  request.instance !== 'absent' &&
  answer !== null &&
  answer.status < 400;

/** Lost devices of a culprit, those that the answer lists in `failed` apart from all others. */
function split(x: { answer: Answered['answer'] | null }, lost: readonly Id[]): { inFailed: Id[]; others: Id[] } {
  const failed = new Set((x.answer ? readLists(x.answer)?.failed : null)?.map((entry) => entry.key) ?? []);
  return { inFailed: lost.filter((id) => failed.has(id)), others: lost.filter((id) => !failed.has(id)) };
}

const noOtherDevice = invariant({
  id: 'effects/no-other-device',
  level: 'MUST',
  clauses: ['EFF-2a'],
  title: 'no device goes offline but those that were asked for and are in success',
  judge: (seen) => {
    const another = (x: Exchange, ids: readonly Id[]) =>
      breachOf('effects.another-device', x, {
        actual: message('shared.went-offline-after', { devices: ids, request: sayRequest(x) }),
      });
    return [
      ...culprits(seen, isPerformed, (x, lost) => {
        const { others } = split(x, lost);
        return others.length === 0 ? null : another(x, others);
      }),
      ...takenUnasked(seen, isPerformed).map(({ x, device }) => another(x, [device])),
    ];
  },
});

const failedStaysOnline = invariant({
  id: 'effects/failed-stays-online',
  level: 'MUST',
  clauses: ['EFF-2b'],
  title: 'no device goes offline that the answer lists in failed',
  judge: (seen) =>
    culprits(seen, isPerformed, (x, lost) => {
      const { inFailed } = split(x, lost);
      return inFailed.length === 0
        ? null
        : breachOf('effects.failed-device', x, {
            actual: message('shared.went-offline-after', { devices: inFailed, request: sayRequest(x) }),
          });
    }),
});

const reconnects = invariant({
  id: 'effects/reconnect',
  level: 'MAY',
  clauses: ['EFF-3a'],
  title: 'a device that was taken offline may connect again',
  judge: (seen) => {
    const down = seen.sessions.find((event) => event.event === 'down' && event.by === 'peer');
    if (seen.setting.witness !== 'mqtt' || !down) return [notTestable(message('effects.none-taken', {}))];
    const after = seen.sessions
      .filter(({ event, by }) => event === 'down' && by === 'peer')
      .map(({ device, at }) => seen.nextAfter(device, at)?.event);
    if (after.includes('refused')) return [remark(message('effects.not-let-in', {}))];
    return after.includes('up') ? [remark(message('effects.reconnected', {}))] : [];
  },
});

const onlineStatus = scenario({
  id: 'effects/online-status',
  level: 'MAY',
  clauses: ['EFF-3b'],
  title: 'online_status of the query API follows',
  needs: { devices: 1, witness: true },
  *act({ devices: [id = ''] }) {
    yield* send(post(listOf(id)));
    yield* send(query(id));
  },
  judge: (seen, self) =>
    judgeEach(seen, self, (x) => {
      if (x.request.path !== 'device') return [];
      // Nobody else saw the session end, and the device may be back by then.
      const unwitnessed = noSessions(seen.setting);
      if (unwitnessed) return [notTestable(unwitnessed)];
      const json = answerJson(x.answer);
      const status = json.ok && isObject(json.exact) ? json.exact['online_status'] : undefined;
      if (x.answer.status !== 200 || !(status instanceof NumberText)) {
        return [remark(message('effects.no-online-status', { status: x.answer.status }))];
      }
      return [
        remark(message(status.text === '1' ? 'effects.online-status-lags' : 'effects.online-status-follows', {})),
      ];
    }),
});

export const effects: readonly Check[] = [
  goesOffline('mqtt', {
    id: 'effects/goes-offline',
    level: 'MUST',
    clause: 'EFF-1a',
    title: 'each device in success goes offline within effectLatestMs',
  }),
  withinTime,
  goesOffline('query', {
    id: 'effects/seen-by-query',
    level: 'SHOULD',
    clause: 'EFF-1c',
    title: 'each device in success is offline by the query API within effectLatestMs',
  }),
  noOtherDevice,
  failedStaysOnline,
  reconnects,
  onlineStatus,
];
