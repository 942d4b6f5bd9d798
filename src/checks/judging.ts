import type { Id, Limits } from '../deployment/deployment.ts';
import {
  answerJson,
  type Entry,
  errorMember,
  isAnswered,
  type Lists,
  readLists,
  speaksForGateway,
} from '../exchange/answer.ts';
import type { Answer, Exchange } from '../exchange/exchange.ts';
import { inEnglish, message as messageOf, type Said } from '../messages/messages.ts';
import type { Check, Finding } from './check.ts';
import { type Breach, breachFound, obstacleFound } from './finding.ts';

export { remark } from './finding.ts';

import { doubt } from './doubt.ts';
import { isPlain } from './request.ts';
import type { Seen } from './seen.ts';

/** An exchange with an answer of the operation itself. */
export type Answered = Exchange & { answer: Answer };

const idsOf = (exchanges: readonly Exchange[]) => exchanges.map((x) => x.id);

export const breach = (message: Said, expected: Said, actual: Said, ...exchanges: readonly Exchange[]): Breach =>
  breachFound(message, expected, actual, idsOf(exchanges));

export const notTestable = (message: Said): Finding => obstacleFound('not-testable', message, []);

export const notApplicable = (message: Said): Finding => obstacleFound('not-applicable', message, []);

export const noJudgement = (message: Said, ...exchanges: readonly Exchange[]): Finding =>
  obstacleFound('error', message, idsOf(exchanges));

/** What keeps an exchange from being judged; null where the operation itself answered. */
export function obstacle(seen: Seen, exchange: Exchange): Finding | null {
  const { answer, failure } = exchange;
  if (failure || !answer) return noJudgement(`no answer: ${failure?.message ?? 'nothing was recorded'}`, exchange);
  if (answer.truncated)
    return noJudgement(
      `the answer is longer than ${seen.setting.limits.maxBodyBytes} bytes and was not read to its end`,
      exchange,
    );
  if (speaksForGateway(answer))
    return noJudgement(
      `status ${answer.status} speaks for the gateway, not for the operation, also after two retries${slower(answer.status, seen.setting.limits)}`,
      exchange,
    );
  if (isCredentialLost(seen, exchange))
    return noJudgement(`the credential is not accepted (${sayAnswer(answer)})`, exchange);
  return null;
}

/**
 * A 401 or 403 that speaks for the credential and not for the request: for a plain request always, for another one where
 * the operation honoured no credential that was sent after it.
 */
function isCredentialLost(seen: Seen, { request, answer, answeredAt }: Exchange): boolean {
  return (
    request.credential === 'valid' &&
    (answer?.status === 401 || answer?.status === 403) &&
    (isPlain(request) || seen.credentialWorkedUntil < answeredAt)
  );
}

/** To a gateway that counts requests a quarter of them is a different matter; where none were counted, ten in a second. */
const GENTLER = 4;
const GENTLE = 10;

/** After 429 without an end: which limit to set, and a value that would do. */
export function slower(status: number, { requestsPerSecond }: Limits): string {
  if (status !== 429) return '';
  const value =
    requestsPerSecond === null ? GENTLE : Math.max(0.1, Number((requestsPerSecond / GENTLER).toPrecision(1)));
  const now = requestsPerSecond === null ? 'now without a limit' : `now ${requestsPerSecond}`;
  return `; it counts requests: set limits.requestsPerSecond (${now}) to ${value}, or to what the gateway allows`;
}

/** Judges each exchange that a scenario sent; what cannot be judged becomes an obstacle. */
export function judgeEach(seen: Seen, self: Check, judge: (exchange: Answered) => Finding[]): Finding[] {
  return seen.of(self.id).flatMap((exchange) => {
    const hindered = obstacle(seen, exchange);
    return hindered ? [hindered] : judge(exchange as Answered);
  });
}

/** The answered exchanges of a run that a test holds for, repeats included; with what keeps others from it left out. */
export function answeredWhere(seen: Seen, where: (exchange: Answered) => boolean): Answered[] {
  return seen.exchanges.filter(
    (x): x is Answered =>
      x.request.path === 'operation' &&
      isAnswered(x) &&
      !seen.isRetried(x) &&
      !isCredentialLost(seen, x) &&
      where(x as Answered),
  );
}

/**
 * For a request that must be performed: hands the lists of its 200 answer to `judge`. Where even the plain request is
 * not performed, or the lists cannot be read, there is nothing to judge here: uri/post and success/* say so. Nor where a
 * device of the request may have been offline, unless that is what the check is about.
 */
export function whenPerformed(
  seen: Seen,
  exchange: Answered,
  judge: (lists: { success: Entry[]; failed: Entry[] }) => Finding[],
  devices: 'online' | 'offline' = 'online',
): Finding[] {
  const { answer } = exchange;
  if (answer.status < 200 || answer.status > 299) {
    if (!seen.plainWorks) return [noJudgement('the plain request is not performed either, see uri/post', exchange)];
    const unsure = devices === 'online' ? doubt(seen, exchange) : null;
    if (unsure) return [unsure];
    if (answer.status === 500) return [internalError(seen, exchange)];
    return [breach(`${say(exchange)} was not performed`, 'status 200', sayAnswer(answer), exchange)];
  }
  const lists = readLists(answer);
  if (!lists?.success || !lists.failed) {
    return [noJudgement('the lists of the answer cannot be read, see success/*', exchange)];
  }
  return judge({ success: lists.success, failed: lists.failed });
}

/** A 500 in the place of what a check is about: nothing is known of that, and the error has to be mended first. */
export function internalError(seen: Seen, x: Answered): Finding {
  const repeats = seen.exchanges.filter((one): one is Answered => one.repeatOf === x.id && isAnswered(one));
  const others = repeats.filter(({ answer }) => answer.status !== 500);
  const [other] = others;
  const how =
    repeats.length === 0
      ? 'ends in an internal error'
      : other
        ? 'sometimes ends in an internal error'
        : 'always ends in an internal error';
  const again = other ? `; sent again: ${sayAnswer(other.answer)}` : repeats.length > 0 ? '; sent again: the same' : '';
  return breach(
    `${say(x)} ${how}: find out what throws it, this check comes after that`,
    'status 200',
    `${sayAnswer(x.answer)}${again}`,
    x,
    ...repeats.slice(0, 1),
  );
}

/** How often each id is listed, in both lists together. */
export function listed(lists: Lists): Map<Id, number> {
  const count = new Map<Id, number>();
  for (const { key } of [...(lists.success ?? []), ...(lists.failed ?? [])]) {
    if (key !== null) count.set(key, (count.get(key) ?? 0) + 1);
  }
  return count;
}

export const isIn = (entries: readonly Entry[] | null, id: Id): boolean =>
  entries?.some((entry) => entry.key === id) ?? false;

/** A request in a few words: `[20001.7,20002]`, `GET`, `the body {"device_ids":...`. */
export function say({ request }: Exchange): string {
  const body = request.body;
  const elements = body?.match(/^\{"device_ids":(\[.*\])\}$/s)?.[1];
  const what = elements ?? (body === null ? 'no body' : body === '' ? 'an empty body' : `the body ${body}`);
  return request.method === 'POST' ? cut(what, 80) : `${request.method} with ${cut(what, 80)}`;
}

/** An answer in a few words, nothing in it that changes from run to run. */
export function sayAnswer(answer: Answer): string {
  const code = errorMember(answer, 'error_code');
  if (answer.status !== 200)
    return code === null ? `status ${answer.status}` : `status ${answer.status}, error_code ${cut(code, 60)}`;
  const lists = readLists(answer);
  if (!lists)
    return `status 200, ${answerJson(answer).ok ? 'a body that is no JSON object' : 'a body that is no JSON'}`;
  return `status 200, success ${sayList(lists.success)}, failed ${sayList(lists.failed)}`;
}

function sayList(entries: readonly Entry[] | null): string {
  if (!entries) return 'unreadable';
  const shown = entries.slice(0, 5).map((entry) => cut(entry.idText, 30));
  return `[${shown.join(', ')}${entries.length > 5 ? `, ... ${entries.length} in all` : ''}]`;
}

export const cut = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, length)}...`;

/**
 * The findings of an invariant over many exchanges: breaches of the same kind are one finding that names the first
 * exchanges and counts the rest, so that a fault in every answer reads as one.
 */
export function gather(breaches: readonly Finding[]): Finding[] {
  const groups = new Map<string, Breach[]>();
  const rest: Finding[] = [];
  for (const finding of breaches) {
    if (finding.kind !== 'breach') rest.push(finding);
    else
      groups.set(`${finding.message}\n${finding.expected}`, [
        ...(groups.get(`${finding.message}\n${finding.expected}`) ?? []),
        finding,
      ]);
  }
  return [
    ...[...groups.values()].map((same): Finding => {
      const first = same[0];
      if (!first) throw new Error('a group without a finding');
      const exchanges = [...new Set(same.flatMap((finding) => finding.exchanges))];
      if (exchanges.length === 1) return { ...first, exchanges };
      const said = messageOf('in-exchanges', { message: first.said.message, count: exchanges.length });
      return {
        ...first,
        message: inEnglish(said),
        said: { ...first.said, message: said },
        exchanges: exchanges.slice(0, 5),
      };
    }),
    ...rest,
  ];
}
