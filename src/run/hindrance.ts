import type { Message } from '../base/message.ts';
import { slower } from '../checks/judging.ts';
import { isPlain } from '../checks/request.ts';
import { sayNowhere } from '../checks/words.ts';
import type { Limits } from '../deployment/deployment.ts';
import { knowsNoPlace, speaksForGateway } from '../exchange/answer.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { sayFailure } from '../exchange/failure.ts';
import { message } from '../messages/messages.ts';

/**
 * Whether going on makes sense after the first requests: not where nobody answers, the credential is refused, or there is no
 * such instance, or a website in its place. Why not, or null. Pure.
 */
export function hindrance(first: readonly Exchange[], limits: Limits): Message | null {
  const last = first.at(-1);
  if (!last) return null;
  if (last.failure) return message('run.unreachable', { failure: sayFailure(last.failure) });
  if (!last.answer) return null;
  const { status } = last.answer;
  if (status === 401 || status === 403) return message('run.credential', { status });
  if (speaksForGateway(last.answer)) return message('run.gateway', { status, advice: slower(status, limits) });
  if (isPlain(last.request) && knowsNoPlace(last.answer)) return sayNowhere(last.answer);
  return null;
}
