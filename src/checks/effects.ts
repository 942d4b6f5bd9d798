import { isObject, NumberText } from '../base/json.ts';
import type { Id } from '../deployment/deployment.ts';
import type { SessionEvent } from '../devices/session.ts';
import { answerJson, readLists } from '../exchange/answer.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { type Check, type Finding, invariant, scenario, send } from './check.ts';
import { culprits, takenUnasked } from './culprits.ts';
import { type Answered, breach, judgeEach, notApplicable, notTestable, remark, say } from './judging.ts';
import { listOf, post, query } from './request.ts';
import { type Taken, taken } from './taken.ts';

/** Nothing that changes from run to run: how many milliseconds it took stands with the exchange (`effects`). */
function sayEffect({ x, device, after, lostTo }: Taken, limit: number): string {
  if (after === null) return `${device} never went offline after ${say(x)}`;
  if (lostTo) return `${device} did not go offline after ${say(x)}, but only after a later request, ${say(lostTo)}`;
  return `${device} went offline more than ${limit} ms after ${say(x)}`;
}

const NO_WITNESS =
  'nothing sees which devices go offline: declare mqtt logins for the devices, or let the credential query devices';

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
      if (seen.setting.witness === 'none') return [notTestable(NO_WITNESS)];
      if (seen.setting.witness !== witness) {
        return [
          witness === 'mqtt'
            ? notTestable('only the query API sees the devices: declare mqtt logins')
            : notApplicable('MQTT sessions are watched instead'),
        ];
      }
      const all = taken(seen);
      if (all.length === 0) return [notTestable('no online device was ever in success')];
      const { effectLatestMs } = seen.setting.limits;
      return all
        .filter(({ after, watched }) => (after === null ? watched >= effectLatestMs : after > effectLatestMs))
        .map((one) =>
          breach(
            'a device in success does not go offline',
            witness === 'mqtt'
              ? `its session ends within ${effectLatestMs} ms`
              : `online_status says so within ${effectLatestMs} ms`,
            sayEffect(one, effectLatestMs),
            one.x,
            ...(one.lostTo ? [one.lostTo] : []),
          ),
        );
    },
  });

const withinTime = invariant({
  id: 'effects/within-time',
  level: 'SHOULD',
  clauses: ['EFF-1b'],
  title: 'a device in success goes offline within effectWithinMs',
  judge: (seen) => {
    if (seen.setting.witness !== 'mqtt')
      return [
        notTestable(
          seen.setting.witness === 'none' ? NO_WITNESS : 'only the query API sees the devices: declare mqtt logins',
        ),
      ];
    const all = taken(seen);
    // Where another request had the device in success meanwhile the loss may be its effect, and not late at all.
    const isByAnother = ({ x, device, after }: Taken) =>
      all.some(
        (other) =>
          other.device === device && other.x.sentAt > x.sentAt && other.x.sentAt <= x.answeredAt + (after ?? 0),
      );
    const lost = all.filter(
      (one) => one.after !== null && one.after <= seen.setting.limits.effectLatestMs && !isByAnother(one),
    );
    if (lost.length === 0) return [notTestable('no device in success was seen going offline')];
    const { effectWithinMs } = seen.setting.limits;
    return lost
      .filter(({ after }) => after !== null && after > effectWithinMs)
      .map((one) =>
        breach(
          'a device in success goes offline late',
          `within ${effectWithinMs} ms`,
          sayEffect(one, effectWithinMs),
          one.x,
        ),
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

const judged = (findings: Finding[]) => findings.filter((finding) => finding.kind !== 'remark');

const noOtherDevice = invariant({
  id: 'effects/no-other-device',
  level: 'MUST',
  clauses: ['EFF-2a'],
  title: 'no device goes offline but those that were asked for and are in success',
  judge: (seen) => {
    const another = (x: Exchange, ids: readonly Id[]) =>
      breach(
        'another device goes offline',
        'only devices that were asked for and are in success go offline',
        `${ids.join(', ')} went offline after ${say(x)}`,
        x,
      );
    return [
      ...judged(
        culprits(seen, isPerformed, (x, lost) => {
          const { others } = split(x, lost);
          return others.length === 0 ? remark('') : another(x, others);
        }),
      ),
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
    judged(
      culprits(seen, isPerformed, (x, lost) => {
        const { inFailed } = split(x, lost);
        return inFailed.length === 0
          ? remark('')
          : breach(
              'a device in failed goes offline',
              'devices in failed stay online',
              `${inFailed.join(', ')} went offline after ${say(x)}`,
              x,
            );
      }),
    ),
});

const reconnects = invariant({
  id: 'effects/reconnect',
  level: 'MAY',
  clauses: ['EFF-3a'],
  title: 'a device that was taken offline may connect again',
  judge: (seen) => {
    const down = seen.sessions.find((event) => event.event === 'down' && event.by === 'peer');
    if (seen.setting.witness !== 'mqtt' || !down)
      return [notTestable('no device with an mqtt login was taken offline')];
    const next = (event: SessionEvent) =>
      seen.sessions.find((later) => later.device === event.device && later.at > event.at)?.event;
    const after = seen.sessions.filter(({ event, by }) => event === 'down' && by === 'peer').map(next);
    if (after.includes('refused'))
      return [remark('a device that was taken offline was not let in when it connected again')];
    return after.includes('up') ? [remark('devices that were taken offline could connect again at once')] : [];
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
      const json = answerJson(x.answer);
      const status = json.ok && isObject(json.exact) ? json.exact['online_status'] : undefined;
      if (x.answer.status !== 200 || !(status instanceof NumberText)) {
        return [remark(`the query API does not tell online_status (status ${x.answer.status})`)];
      }
      return [
        remark(
          status.text === '1'
            ? 'online_status lags behind: it was still 1 when the session had ended'
            : 'online_status follows at once',
        ),
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
