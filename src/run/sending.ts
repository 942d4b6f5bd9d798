import type { Message } from '../base/message.ts';
import { askedOf } from '../checks/asked.ts';
import { isPlain, post } from '../checks/request.ts';
import type { Setting } from '../checks/setting.ts';
import { names } from '../devices/attribution.ts';
import type { Pool } from '../devices/pool.ts';
import { successOf } from '../exchange/answer.ts';
import { idAfter, sendPersistently } from '../exchange/attempts.ts';
import type { Client, ExchangeIds } from '../exchange/client.ts';
import type { Exchange, Request } from '../exchange/exchange.ts';
import { message } from '../messages/messages.ts';
import { listOf } from '../operation/body.ts';
import type { Effects } from './effects.ts';

/** What sending takes beside the way to the deployment. */
export interface Sender {
  client: Pick<Client, 'send' | 'again'>;
  pool: Pool;
  setting: Setting;
  effects: Effects;
  /** Why nothing more is to be sent, or null. */
  over: () => Message | null;
  /** From now on it is over, for this reason; the first one counts. */
  stop: (reason: Message) => void;
}

/** A token that lives shortly may expire on its way, more than once. */
const MOST_REFUSED = 3;

type Ids = Pick<ExchangeIds, 'id' | 'check' | 'repeatOf'>;

/**
 * Sends a request until the operation itself answers, as far as trying again makes sense. An attempt without an answer may
 * have acted: before the next one the devices it names get time to go offline, and are brought online again. Where that
 * fails there is no other attempt. A valid credential that is refused ends the run, unless the request alone is refused.
 * Resolves to the last attempt; rejects with Withheld.
 */
export async function sendOnline(sender: Sender, request: Request, ids: Ids): Promise<Exchange> {
  const ready = (last: Exchange) => makeReady(sender, last);
  let last = await sendPersistently(sender.client, request, ids, ready);
  for (let round = 0; round < MOST_REFUSED && isRefused(last) && (await isHonoured(sender, last)); round++) {
    // The refusal may have been a moment's: what it is about shows when it comes again.
    const again = { ...ids, id: idAfter(last), retryOf: last };
    if (!(await ready(last))) break;
    last = await sendPersistently(sender.client, request, again, ready);
  }
  await lookAgain(sender, last);
  return last;
}

async function makeReady({ pool, setting, effects }: Sender, last: Exchange): Promise<boolean> {
  await effects.settle([last]);
  const named = setting.takeable.filter((id) => names(last, id));
  const missing = named.length === 0 ? [] : await pool.bringOnline(named);
  return missing.length === 0 || pool.witness !== 'mqtt';
}

/** A valid credential is refused. */
const isRefused = ({ request, answer }: Exchange) =>
  request.credential === 'valid' &&
  request.path === 'operation' &&
  request.method === 'POST' &&
  (answer?.status === 401 || answer?.status === 403);

/**
 * Whether a plain request is honoured still, so that the refusal is about the one before; one for an id that no device has
 * shows that too. Otherwise nothing more is sent: accounts are locked after a few failures.
 */
async function isHonoured({ client, setting, over, stop }: Sender, refused: Exchange): Promise<boolean> {
  const status = refused.answer?.status ?? 0;
  if (isPlain(refused.request)) stop(message('run.credential', { status }));
  const [absent] = setting.absent;
  if (over() !== null || absent === undefined) return false;
  const ids = { id: `${refused.id}+`, check: refused.check, repeatOf: refused.id };
  const plain = await sendPersistently(client, post(listOf(absent)), ids);
  if (!isRefused(plain)) return plain.answer !== null;
  stop(message('run.credential-lost', { status: plain.answer?.status ?? 0 }));
  return false;
}

/** Makes sure of devices that were online, by all that is known, and are not in `success` of a request to be performed. */
async function lookAgain({ pool, setting }: Sender, x: Exchange): Promise<void> {
  const { forTheOperation, wellFormed, ids } = askedOf(x);
  if (!forTheOperation || !wellFormed || !x.answer) return;
  const taken = new Set(successOf(x));
  const named = new Set(ids.flatMap(({ readings }) => readings));
  const left = setting.takeable.filter((id) => named.has(id) && !taken.has(id) && pool.state(id) === 'online');
  if (left.length > 0) await pool.lookAgain(left);
}
