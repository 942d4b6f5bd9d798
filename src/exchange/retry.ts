import { errorMember, speaksForGateway } from './answer.ts';
import type { CredentialHeaders, Credentials } from './credentials.ts';
import { shownAnswer } from './evidence.ts';
import type { Answer, Exchange, Failure, Throttled } from './exchange.ts';
import type { Life } from './life.ts';
import type { Pace } from './pace.ts';
import { readRetryAfter } from './retry-after.ts';

/** Another attempt may be made. */
export interface Again {
  /** The attempt that the gateway turned away, and how long it was waited; null where there was nothing to wait for. */
  throttled: Throttled | null;
}

/** For each reason. */
const MOST_RETRIES = 2;
/** The connection was lost, with the request on its way or in the middle of the answer. */
const BROKEN: ReadonlySet<Failure['code']> = new Set(['RESET', 'TRUNCATED']);
/** Pauses before the first and the second retry where the gateway names none, in ms. */
const PAUSES = [500, 1000] as const;

interface RetryOptions {
  life: Life;
  pace: Pace;
  now: () => number;
  /** Nothing is waited for that ends later. */
  deadline: number;
  credentials: Credentials;
  /** The credential that an exchange carried. */
  carriedBy: (exchange: Exchange) => CredentialHeaders | undefined;
  onRenewed?: () => void;
}

/** Whether another attempt makes sense after these of the same request; waits first, where the gateway asks for it. */
export function retrying(options: RetryOptions): (attempts: readonly Exchange[]) => Promise<Again | null> {
  const { life, pace, now, deadline, credentials } = options;

  /** Waits as long as the gateway asks for. Null: there is no time for that. */
  async function wait(answer: Answer, retry: number): Promise<Throttled | null> {
    const retryAfterMs = readRetryAfter(answer.headers['retry-after'], Date.now());
    const ms = retryAfterMs ?? PAUSES[retry] ?? 0;
    const from = now();
    if (from + ms >= deadline) return null;
    // 429 and 503 ask everybody for patience; 502 and 504 are about this one request.
    if (answer.status === 429 || answer.status === 503) pace.hold(ms);
    await life.sleep(ms);
    return {
      status: answer.status,
      errorCode: errorMember(shownAnswer(answer), 'error_code'),
      retryAfterMs,
      waitedMs: Math.round(now() - from),
    };
  }

  return async (attempts) => {
    const last = attempts.at(-1);
    if (!last || life.over()) return null;
    const { answer, failure, request } = last;
    const broken = attempts.filter((x) => x.failure && BROKEN.has(x.failure.code)).length;
    if (failure) return BROKEN.has(failure.code) && broken <= MOST_RETRIES ? { throttled: null } : null;
    if (!answer) return null;
    // A token may be revoked while it should still hold.
    const used = options.carriedBy(last);
    if (answer.status === 401 && request.credential === 'valid' && used) {
      if (attempts.some((x) => x !== last && x.answer?.status === 401)) return null;
      if (!(await credentials.renew(used))) return null;
      options.onRenewed?.();
      return { throttled: null };
    }
    const turnedAway = last.throttled.length;
    if (!speaksForGateway(answer) || turnedAway >= MOST_RETRIES) return null;
    const throttled = await wait(answer, turnedAway);
    return throttled && !life.over() ? { throttled } : null;
  };
}
