import { readLists, successOf, successSet } from '../exchange/answer.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { message } from '../messages/messages.ts';
import { listOf } from '../operation/body.ts';
import type { Id } from '../operation/id.ts';
import { tooFewIds } from './advice.ts';
import { askedOf } from './asked.ts';
import { type Check, type Finding, scenario, send } from './check.ts';
import { breach, isIn, judgeEach, notTestable, remark } from './judging.ts';
import { accountsFor, failsOnline } from './listing.ts';
import { post } from './request.ts';
import type { Seen } from './seen.ts';
import { sayAnswer } from './words.ts';

/**
 * Large batches. Devices stand where implementations that work in chunks lose one: first, last, and on either side of a
 * border. The rest is what the deployment accepts: absent ids, else repeats. With too few devices the first places stay
 * empty. `again`: the first device stands there too, in another chunk, unless repeats are refused.
 */
const size = (length: number, places: readonly number[], again?: number) =>
  scenario({
    id: `accounting/size-${length}`,
    level: 'MUST',
    clauses: ['ACC-5a', 'ACC-5d'],
    title: `a batch of ${length} ids is accounted for like a small one, and its devices go offline wherever they stand`,
    needs: { devices: 1, more: places.length - 1 },
    *act({ devices, more }, { absent }) {
      const [a = ''] = devices;
      const named = [...more, ...devices];
      const [first = a] = named;
      const at = new Map(places.slice(-named.length).map((place, i) => [place, named[i] ?? a]));
      const batch = (filler: (i: number) => Id) =>
        post(listOf(...Array.from({ length }, (_, i) => at.get(i) ?? filler(i))));
      const byAbsent = (i: number) => absent[i] ?? a;
      const repeating = (i: number) => (i === again ? first : byAbsent(i));
      const ofAbsent = again === undefined || named.length < 2 ? [byAbsent] : [repeating, byAbsent];
      const fillers = [...(absent.length < length - named.length ? [] : ofAbsent), () => a];
      let status: number | undefined;
      for (const filler of fillers) {
        // Refused for an absent id; another one would be refused too.
        if (status === 404 && filler === byAbsent) continue;
        const { answer } = yield* send(batch(filler));
        status = answer?.status;
        if (status === 404 || (status === 400 && filler === repeating)) continue;
        const failed = answer?.status === 200 ? (readLists(answer)?.failed ?? null) : null;
        // One failure may be a passing one.
        if (named.some((id) => isIn(failed, id))) yield* send(batch(filler));
        return;
      }
    },
    judge: (seen, self) => {
      const sent = seen.of(self.id);
      const findings = judgeEach(seen, self, (x) => {
        const { status } = x.answer;
        // For its absent ids, or for its repeats; the next one has none.
        if ((status === 404 || (status === 400 && hasRepeats(x))) && x !== sent.at(-1)) return [];
        if (status === 400 || status === 413) {
          const batch = message(isOfRepeats(x) ? 'accounting.batch-of-repeats' : 'accounting.batch', { length });
          return [
            remark(message('accounting.size-refused', { batch, status })),
            notTestable(message('accounting.size-refused-lawful', { batch })),
          ];
        }
        return accountsFor(seen, x);
      });
      return [...findings, ...staysInFailed(seen, sent, length), ...namesFew(seen, sent, length)];
    },
  });

const distinct = (x: Exchange): number => new Set(askedOf(x).ids.map(({ floor }) => floor)).size;

const hasRepeats = (x: Exchange): boolean => distinct(x) < askedOf(x).ids.length;

/** Whether it is filled with repeats, for want of absent ids. */
const isOfRepeats = (x: Exchange): boolean => 2 * distinct(x) < askedOf(x).ids.length;

/** Too few ids are declared absent for a batch of different ones: what a deployment makes of such a batch was not seen. */
function namesFew({ setting }: Seen, sent: readonly Exchange[], length: number): Finding[] {
  const last = sent.at(-1);
  const why = last && hasRepeats(last) ? tooFewIds(setting, length, distinct(last)) : null;
  return why ? [notTestable(why)] : [];
}

/**
 * A device that is online and stays in `failed` when the batch is sent again, although the deployment can take it offline, and
 * one that came online no earlier succeeds beside it: so it is not that the deployment has not heard of it yet.
 */
function staysInFailed(seen: Seen, sent: readonly Exchange[], length: number): Finding[] {
  const [first, second] = sent.slice(-2);
  if (!first || !second || first.request.body !== second.request.body) return [];
  const { ids } = askedOf(second);
  const newest = successOf(second).reduce(
    (last, id) => Math.max(last, seen.upSince(id, second.sentAt)),
    Number.NEGATIVE_INFINITY,
  );
  if (successOf(second).length === 0) return [];
  return (
    [...new Set(ids.map(({ floor }) => floor))]
      // What stands in both lists was performed, and accounting/not-in-both is about that.
      .filter((id) => [first, second].every((x) => failsOnline(seen, x, id) && !successSet(x).has(id)))
      .filter((id) => everTaken(seen).has(id))
      .filter((id) => seen.upSince(id, second.sentAt) <= newest)
      .map((id) =>
        breach(
          message('accounting.size-fails', { length }),
          message('accounting.size-fails.expected', { id }),
          second.answer ? sayAnswer(second.answer) : '',
          first,
          second,
        ),
      )
  );
}

const taken = new WeakMap<Seen, ReadonlySet<Id>>();

/** Devices that an answer to a request for them put into `success`. */
function everTaken(seen: Seen): ReadonlySet<Id> {
  const before = taken.get(seen);
  if (before) return before;
  const found = new Set(seen.exchanges.flatMap((x) => [...successSet(x)].filter((id) => askedOf(x).may.has(id))));
  taken.set(seen, found);
  return found;
}

export const sizes: readonly Check[] = [
  size(16, [15]),
  size(101, [0, 99, 100]),
  size(501, [0, 100, 199, 200, 499, 500]),
  size(1025, [999, 1000, 1024]),
  size(2049, [0, 2048], 1500),
];
