import { readLists } from '../exchange/answer.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { message } from '../messages/messages.ts';
import { askedOf } from './asked.ts';
import type { Finding } from './check.ts';
import { devicesAsked } from './doubt.ts';
import { type Answered, breach, isIn, listed, whenPerformed } from './judging.ts';
import type { Seen } from './seen.ts';
import { sayAnswer, sayRequest } from './words.ts';

/** Each online device that was asked for is listed; nothing that was not asked for is. */
export function accountsFor(seen: Seen, x: Answered): Finding[] {
  return whenPerformed(seen, x, (lists) => {
    const count = listed(lists);
    const missing = devicesAsked(seen, x, 'online').filter((id) => !count.has(id));
    const invented = [...count.keys()].filter((id) => !askedOf(x).may.has(id));
    return [
      ...missing.map((id) =>
        breach(
          message('accounting.not-listed', { id }),
          message('in-success-or-failed', { id }),
          sayAnswer(x.answer),
          x,
        ),
      ),
      ...invented
        .slice(0, 3)
        .map((id) =>
          breach(
            message('accounting.unasked', { id }),
            message('only-asked', { request: sayRequest(x) }),
            sayAnswer(x.answer),
            x,
          ),
        ),
    ];
  });
}

/** Whether the exchange puts the device, which a witness knew to be online, into `failed`. */
export const failsOnline = (seen: Seen, x: Exchange, device: string): boolean =>
  x.answer?.status === 200 &&
  devicesAsked(seen, x, 'online').includes(device) &&
  isIn(readLists(x.answer)?.failed ?? null, device);
