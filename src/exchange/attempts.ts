import { mayHaveActed } from './answer.ts';
import type { Client, ExchangeIds } from './client.ts';
import type { Exchange, Request } from './exchange.ts';

/**
 * Sends a request and, as far as that makes sense, tries again where the connection broke, the gateway turned it away or
 * the token was renewed. Resolves to the last attempt; each one before it is an exchange of the record too. Before every
 * further attempt `ready` sees to what the last one may have done, and says whether there is to be another one: without
 * it only what cannot have acted is tried again. Rejects as `send` does.
 */
export async function sendPersistently(
  client: Pick<Client, 'send' | 'again'>,
  request: Request,
  ids: Omit<ExchangeIds, 'throttled'>,
  ready: (last: Exchange) => Promise<boolean> = async (last) => !mayHaveActed(last),
): Promise<Exchange> {
  const attempts = [await client.send(request, ids)];
  for (let last = attempts[0]; last; last = attempts.at(-1)) {
    const again = await client.again(attempts);
    if (!again || !(await ready(last))) return last;
    const throttled = [...last.throttled, ...(again.throttled ? [again.throttled] : [])];
    attempts.push(await client.send(request, { ...ids, id: idAfter(last), retryOf: last, throttled }));
  }
  throw new Error('a request was not sent at all');
}

/** How the attempt after this one is called. */
export function idAfter({ id }: Pick<Exchange, 'id'>): string {
  const [, first = id, count = '1'] = /^(.*)@(\d+)$/.exec(id) ?? [];
  return `${first}@${Number(count) + 1}`;
}
