import type { Setting } from '../checks/setting.ts';
import type { Exchange, Request } from '../exchange/exchange.ts';
import { guard, type Refusal } from '../exchange/guard.ts';
import type { Assignment } from './assign.ts';
import { modelAnswer } from './model.ts';

/**
 * What a scenario would send, were the deployment to do all that is asked of it: driven by a model instead of the
 * network, up to the first request that the guard refuses. Pure.
 */
export function rehearse(
  { check, lease }: Pick<Assignment, 'check' | 'lease'>,
  setting: Setting,
): { requests: readonly Request[]; refusal: Refusal | null } {
  const requests: Request[] = [];
  const modelExchange = (request: Request): Exchange => ({
    id: `${check.id}#${requests.length}`,
    check: check.id,
    request,
    url: '',
    requestHeaders: {},
    sentAt: 0,
    answeredAt: 0,
    throttled: [],
    answer: modelAnswer(request, setting),
    failure: null,
    repeatOf: null,
  });
  const steps = check.act(lease, setting);
  for (let step = steps.next(); !step.done; ) {
    const refusal = step.value.map((request) => guard(request, setting.ground)).find((refused) => refused !== null);
    if (refusal) return { requests, refusal };
    requests.push(...step.value);
    step = steps.next(step.value.map(modelExchange));
  }
  return { requests, refusal: null };
}
