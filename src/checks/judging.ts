import type { Message } from '../base/message.ts';
import { MOST_VALUES } from '../base/values.ts';
import type { Limits } from '../deployment/deployment.ts';
import { errorMember, isAnswered, keysOf, knowsNoPlace, readLists, speaksForGateway } from '../exchange/answer.ts';
import type { Answer, Exchange } from '../exchange/exchange.ts';
import { isUntaken, sayFailure } from '../exchange/failure.ts';
import { inEnglish, type Kind, message, type Said } from '../messages/messages.ts';
import { NO_INSTANCE } from '../operation/codes.ts';
import type { Id } from '../operation/id.ts';
import type { Entry, Lists } from '../operation/lists.ts';
import type { Check, Finding } from './check.ts';
import { type Breach, breachFound, obstacleFound } from './finding.ts';
import { isPassing, isSomebodyElses } from './passing.ts';

export { remark } from './finding.ts';
export { cut } from './words.ts';

import { doubt } from './doubt.ts';
import { isPlain } from './request.ts';
import { isForDevices, type Seen } from './seen.ts';
import { sayAnswer, sayNowhere, sayRequest } from './words.ts';

/** An exchange with an answer of the operation itself. */
export type Answered = Exchange & { answer: Answer };

const idsOf = (exchanges: readonly Exchange[]) => exchanges.map((x) => x.id);

export const breach = (found: Said, expected: Said, actual: Said, ...exchanges: readonly Exchange[]): Breach =>
  breachFound(found, expected, actual, idsOf(exchanges));

/** Kinds of which the catalogue says too what was expected. */
type BreachKind = Kind & (Kind extends infer One ? (One extends `${infer Found}.expected` ? Found : never) : never);

/** What is put into a message, left out where it has no place for anything. */
type Put<Name extends string, K extends Kind> = Parameters<typeof message<K>>[1] extends infer V
  ? object extends V
    ? { [N in Name]?: V }
    : { [N in Name]: V }
  : never;

type Told<K extends BreachKind> = Put<'found', K> & Put<'expected', `${K}.expected` & Kind> & { actual?: Said };

/** A breach told by one kind, and by what is put into what was found and what was expected. The answer is what came instead. */
export function breachOf<K extends BreachKind>(
  kind: K,
  x: Exchange,
  ...[told]: object extends Told<K> ? [told?: Told<K>] : [told: Told<K>]
): Breach {
  const { found, expected, actual } = (told ?? {}) as { found?: object; expected?: object; actual?: Said };
  return breach(
    { kind, values: { ...found } },
    { kind: `${kind}.expected`, values: { ...expected } },
    actual ?? (x.answer ? sayAnswer(x.answer) : ''),
    x,
  );
}

export const notTestable = (why: Said): Finding => obstacleFound('not-testable', why, []);

export const notApplicable = (why: Said): Finding => obstacleFound('not-applicable', why, []);

export const noJudgement = (why: Said, ...exchanges: readonly Exchange[]): Finding =>
  obstacleFound('error', why, idsOf(exchanges));

/** What keeps an exchange from being judged; null where the operation itself answered. */
export function obstacle(seen: Seen, exchange: Exchange): Finding | null {
  const { answer, failure } = exchange;
  const { limits } = seen.setting;
  if (failure || !answer) {
    const why = failure ? sayFailure(failure) : message('hindered.nothing-recorded', {});
    const isAway = failure !== null && isUntaken(failure) && seen.exchanges.some((x) => x.answer !== null);
    return noJudgement(message(isAway ? 'hindered.went-away' : 'hindered.no-answer', { failure: why }), exchange);
  }
  const { status } = answer;
  if (answer.truncated) return noJudgement(whyCut(answer, limits), exchange);
  if (speaksForGateway(answer))
    return noJudgement(message('hindered.gateway', { status, advice: slower(status, limits) }), exchange);
  if (isCredentialLost(seen, exchange))
    return noJudgement(message('hindered.credential', { answer: sayAnswer(answer) }), exchange);
  if (isNowhere(seen, exchange)) return noJudgement(sayNowhere(answer), exchange);
  if (isSomebodyElses(seen, exchange)) return passing(seen, exchange);
  return failsAnyway(seen, exchange) ? noJudgement(FAILS_ANYWAY, exchange) : null;
}

const FAILS_ANYWAY = message('hindered.fails-anyway', {});

/** A 500 like that of every plain request, so that it says nothing of what this one is about: uri/post is the finding. */
const failsAnyway = (seen: Seen, x: Exchange): boolean =>
  seen.plainFails &&
  x.answer?.status === 500 &&
  x.request.path === 'operation' &&
  // Of an instance that does not exist the documents ask for it.
  !(x.request.instance === 'absent' && errorMember(x.answer, 'error_code') === NO_INSTANCE) &&
  !isForDevices(x, seen.setting);

/** Tells answers that may be judged from those that every request gets. */
export function apartFromFailing(seen: Seen, all: readonly Answered[]): { apart: Answered[]; obstacles: Finding[] } {
  const failing = all.filter((x) => failsAnyway(seen, x));
  return {
    apart: all.filter((x) => !failing.includes(x)),
    obstacles: failing.length > 0 ? [noJudgement(FAILS_ANYWAY, ...failing.slice(0, CITED))] : [],
  };
}

/** What keeps an answer from being judged that went away when the request was sent again; null where it did not. */
export const passing = (seen: Seen, x: Exchange): Finding | null =>
  x.answer && isPassing(seen, x) ? noJudgement(message('hindered.passing', { answer: sayAnswer(x.answer) }), x) : null;

/** Nothing was ever performed, and the answer says that there is no such instance, or is a page: the file may name another one. */
const isNowhere = (seen: Seen, { request, answer }: Exchange): boolean =>
  !seen.plainWorks &&
  request.path === 'operation' &&
  request.project === 'own' &&
  request.instance === 'own' &&
  request.credential === 'valid' &&
  answer !== null &&
  knowsNoPlace(answer);

/** Why an answer was not read to its end. */
export function whyCut({ cut, bytes }: Answer, { maxBodyBytes }: Limits): Message {
  // Records of older suites do not say.
  switch (cut ?? (bytes > maxBodyBytes ? 'length' : 'all')) {
    case 'length':
      return message('hindered.too-long', { bytes: maxBodyBytes });
    case 'values':
      return message('hindered.too-many-values', { most: MOST_VALUES });
    case 'all':
      return message('hindered.enough-kept', {});
  }
}

/**
 * A 401 or 403 that speaks for the credential and not for the request: for a plain request always, for another one where
 * the plain one that was sent to see that was refused too. Where none was sent, because nothing more was to be sent or no id
 * is absent: where any plain one was refused, or no credential was honoured after it.
 */
function isCredentialLost(seen: Seen, x: Exchange): boolean {
  if (x.request.credential !== 'valid' || !isRefused(x)) return false;
  if (isPlain(x.request)) return true;
  const plain = plainAfter(seen, x);
  if (plain.length === 0) return seen.credentialWasLost || seen.credentialWorkedUntil < x.answeredAt;
  return !plain.some((one) => isAnswered(one) && !isRefused(one));
}

/** The plain requests that were sent to see whose doing a refusal is; of the last attempt none, so those of the one before. */
function plainAfter(seen: Seen, x: Exchange): readonly Exchange[] {
  for (let one: Exchange | undefined = x; one; one = seen.byId.get(one.retryOf ?? '')) {
    const { id } = one;
    const plain = seen.repeatsOf(one).filter((other) => other.id.startsWith(`${id}+`));
    if (plain.length > 0) return plain;
  }
  return [];
}

const isRefused = ({ answer }: Exchange) => answer?.status === 401 || answer?.status === 403;

/** To a gateway that counts requests a quarter of them is a different matter; where none were counted, ten in a second. */
const GENTLER = 4;
const GENTLE = 10;

/** After 429 without an end: which limit to set, and a value that would do. */
export function slower(status: number, { requestsPerSecond: limit }: Limits): Message {
  if (status !== 429) return message('text', { text: '' });
  const value = limit === null ? GENTLE : Math.max(0.1, Number((limit / GENTLER).toPrecision(1)));
  const now = limit === null ? message('slower.unlimited', {}) : message('slower.now', { limit });
  return message('slower.set', { now, value });
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
      !isNowhere(seen, x) &&
      !isSomebodyElses(seen, x) &&
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
    if (!seen.plainWorks) return [noJudgement(message('hindered.plain', {}), exchange)];
    const unsure = devices === 'online' ? doubt(seen, exchange) : null;
    if (unsure) return [unsure];
    if (answer.status === 500) return [internalError(seen, exchange)];
    return [
      breach(
        message('not-performed', { request: sayRequest(exchange) }),
        message('shared.status', { status: 200 }),
        sayAnswer(answer),
        exchange,
      ),
    ];
  }
  const lists = readLists(answer);
  if (!lists?.success || !lists.failed) return [noJudgement(message('hindered.lists', {}), exchange)];
  return judge({ success: lists.success, failed: lists.failed });
}

/** A 500 in the place of what a check is about: nothing is known of that, and the error has to be mended first. */
export function internalError(seen: Seen, x: Answered): Finding {
  const repeats = seen.repeatsOf(x).filter((one): one is Answered => isAnswered(one));
  const others = repeats.filter(({ answer }) => answer.status !== 500);
  const [other] = others;
  const isOnce = repeats.length === 0 || (!other && isPassing(seen, x));
  const how = isOnce ? 'once' : other ? 'sometimes' : 'always';
  const answer = sayAnswer(x.answer);
  const again = other
    ? message('internal-error.again', { answer, again: sayAnswer(other.answer) })
    : message('internal-error.same', { answer });
  return breach(
    message(`internal-error.${how}`, { request: sayRequest(x) }),
    message('shared.status', { status: 200 }),
    isOnce ? answer : again,
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

export const isIn = (entries: readonly Entry[] | null, id: Id): boolean => entries !== null && keysOf(entries).has(id);

/** A few to look at, and all that show the same. */
const cited = (exchanges: string[]): Pick<Breach, 'exchanges' | 'seenIn'> =>
  exchanges.length > CITED
    ? { exchanges: exchanges.slice(0, CITED), seenIn: exchanges.slice(0, MOST_SEEN_IN) }
    : { exchanges };

const CITED = 5;
/** A run of thousands of requests must not name each of them under each finding. */
const MOST_SEEN_IN = 1000;

/**
 * The findings of an invariant over many exchanges: breaches of the same kind are one finding that names the first
 * exchanges and counts the rest, so that a fault in every answer reads as one.
 */
export function gather(breaches: readonly Finding[]): Finding[] {
  const groups = new Map<string, Breach[]>();
  const rest: Finding[] = [];
  for (const finding of breaches) {
    if (finding.kind !== 'breach') rest.push(finding);
    else {
      const key = `${finding.message}\n${finding.expected}`;
      const same = groups.get(key);
      if (same) same.push(finding);
      else groups.set(key, [finding]);
    }
  }
  return [
    ...[...groups.values()].map((same): Finding => {
      const first = same[0];
      if (!first) throw new Error('a group without a finding');
      // Those that are to be sent in order stay by themselves.
      const exchanges = first.inOrder ? first.exchanges : [...new Set(same.flatMap((finding) => finding.exchanges))];
      if (exchanges.length === 1) return { ...first, exchanges };
      const said = message('in-exchanges', { message: first.said.message, count: exchanges.length });
      return {
        ...first,
        message: inEnglish(said),
        said: { ...first.said, message: said },
        ...(first.inOrder ? { exchanges } : cited(exchanges)),
      };
    }),
    ...rest,
  ];
}
