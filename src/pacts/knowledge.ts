import type { Message } from '../base/message.ts';
import { devicesOf, doubt, stayedOnline } from '../checks/doubt.ts';
import { isPlain } from '../checks/request.ts';
import { type Seen, see } from '../checks/seen.ts';
import { sayNowhere } from '../checks/words.ts';
import { isPage, isSuccess, knowsNoPlace, readLists } from '../exchange/answer.ts';
import { message } from '../messages/messages.ts';
import type { Session } from '../run/session.ts';
import type { PactInteraction } from './pact-file.ts';
import type { Relayed } from './relay.ts';

/** Sessions are watched on: what is not lost by now was online. */
const seenSoFar = (session: Session): Seen => see({ ...session.soFar([]), watchedUntil: Number.POSITIVE_INFINITY });

/**
 * Where a consumer wants a success and the credential is refused, or there is no such instance, the deployment file is to
 * be looked at and no pact is broken: more attempts would tell nothing, and might lock the account.
 */
export function whyStop(session: Session, { status }: PactInteraction, relayed: readonly Relayed[]): Message | null {
  if (!isSuccess(status)) return null;
  const isDone = session.exchanges.some(
    (x) => x.request.path === 'operation' && x.answer?.status === 200 && !isPage(x.answer),
  );
  for (const one of relayed) {
    if (!('exchange' in one) || one.exchange.request.credential !== 'valid') continue;
    const { answer } = one.exchange;
    const isRefused = answer?.status === 401 || answer?.status === 403;
    if (isRefused && (!isDone || isPlain(one.exchange.request)))
      return message(isDone ? 'run.credential-lost' : 'run.credential', { status: answer.status });
    if (!answer || isDone || !knowsNoPlace(answer)) continue;
    // A plain 404 may be about a device that does not exist.
    if (answer.status !== 404 || devicesOf(seenSoFar(session), one.exchange).length > 0) return sayNowhere(answer);
  }
  return null;
}

/** Whether a device whose session was open all along stands in `failed`. */
export function listsOnlineAsFailed(session: Session, relayed: readonly Relayed[]): boolean {
  const seen = seenSoFar(session);
  return relayed.some((one) => {
    if (!('exchange' in one) || !one.exchange.answer) return false;
    const { exchange } = one;
    const failed = readLists(one.exchange.answer)?.failed ?? [];
    return failed.some(({ key }) => key !== null && stayedOnline(seen, exchange, key));
  });
}

/**
 * A deployment may answer for a device that is offline as it likes, with any status: where the pact wants a success and one
 * of its devices was not online, an error is no breach of what a deployment has to do.
 */
export function doubtOf(session: Session, { status }: PactInteraction, relayed: readonly Relayed[]): Message | null {
  if (!isSuccess(status)) return null;
  const seen = seenSoFar(session);
  for (const one of relayed) {
    const answered = 'exchange' in one ? one.exchange.answer?.status : undefined;
    if (answered === undefined || answered < 400 || !('exchange' in one)) continue;
    if (doubt(seen, one.exchange, stayedOnline)) return message('pacts.doubt', { status: answered });
  }
  return null;
}
