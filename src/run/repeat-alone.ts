import { mayHaveTakenOffline, names } from '../devices/attribution.ts';
import { isAnswered } from '../exchange/answer.ts';
import { Withheld } from '../exchange/client.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Id } from '../operation/id.ts';
import { quietMs, type Tried } from './chance.ts';
import type { Confirmer } from './confirmer.ts';
import { bringOnline } from './drive.ts';
import { untilQuiet } from './quiet.ts';
import { type Sender, sendOnline } from './sending.ts';

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

interface Repeated {
  repeats: Exchange[];
  /** Devices that were lost although the answers do not account for it. */
  lost: Id[];
  /** Devices that may have been lost without having been seen. */
  unseen: Id[];
  ms: number;
  isHindered: boolean;
}

/** Where the witness may have missed a loss it has another chance, so often; and one that missed many has none. */
const MOST_CHANCES = 4;
const MANY_UNSEEN = 6;

/** Repeats them until it was seen of each device whether it is lost: once, unless the witness has gaps. `slowestMs`: see quietMs. */
export async function repeat(
  group: readonly Exchange[],
  confirmer: Confirmer,
  tried: Tried,
  slowestMs: number,
): Promise<Repeated> {
  let open: readonly Id[] = tried.devices;
  for (let left = tried.unseen.size < MANY_UNSEEN ? MOST_CHANCES : 1; ; left--) {
    const repeated = await repeatOnce(group, confirmer, { ...tried, devices: open }, quietMs(slowestMs));
    const { repeats, lost, unseen } = repeated;
    // Of the others it was seen that they stay.
    if (repeats.some(isAnswered)) open = unseen;
    if (unseen.length === 0 || lost.length > 0 || left <= 1 || !repeats.some(isAnswered)) return repeated;
    if (confirmer.isOver()) return repeated;
  }
}

/** Sends them one after the other with every device online, and watches the devices in question. */
async function repeatOnce(
  group: readonly Exchange[],
  confirmer: Confirmer,
  { devices }: Tried,
  quiet: number | null,
): Promise<Repeated> {
  const { pool, setting, effects, exchanges, sessions, now } = confirmer;
  await untilQuiet(exchanges, sessions, effects, now, quiet);
  const missing = new Set(
    (await bringOnline(pool, [...setting.takeable, ...setting.bystanders])).map(({ device }) => device),
  );
  let from = now();
  let seenAfter = 0;
  let isHindered = false;
  const repeats: Exchange[] = [];
  const lostSince = () => [
    ...new Set(
      sessions
        .filter((event) => event.at >= from && event.event === 'down' && event.by === 'peer')
        .map(({ device }) => device)
        .filter((device) => !repeats.some((x) => mayHaveTakenOffline(x, device))),
    ),
  ];
  const unseen = await pool.watch(devices, async () => {
    from = now();
    for (const suspect of group) {
      // What takes nobody offline who is online proves nothing.
      if (pool.witness === 'mqtt' && [...missing].some((device) => names(suspect, device))) {
        isHindered = true;
        continue;
      }
      const repeat = await sendRepeat(suspect, confirmer);
      if (repeat) repeats.push(repeat);
    }
    await effects.settle(repeats);
    const end = now() + effects.settlingMs();
    // A loss that nothing accounts for decides at once; innocence needs the whole wait.
    while (lostSince().length === 0 && now() < end) await pause(Math.min(10, end - now()));
    seenAfter = now() - from;
    if (lostSince().length > 0) await pause(20); // the same request may take others too
  });
  const lost = lostSince();
  await followWithGood(group, repeats, confirmer);
  // What an answer accounts for was seen, or need not be.
  const inDoubt = unseen.filter((device) => !repeats.some((x) => mayHaveTakenOffline(x, device)));
  return { repeats, lost, unseen: inDoubt, ms: seenAfter, isHindered };
}

/** Null where the guard has something against it. */
async function sendRepeat(suspect: Exchange, confirmer: Confirmer): Promise<Exchange | null> {
  const { exchanges } = confirmer;
  const count = exchanges.filter((x) => x.repeatOf === suspect.id && x.retryOf == null).length + 1;
  const ids = { id: `${suspect.id}~${count}`, check: suspect.check, repeatOf: suspect.id };
  try {
    return await sendOnline(confirmer, suspect.request, ids);
  } catch (error) {
    if (error instanceof Withheld) return null;
    throw error;
  }
}

/** Gateways lock an account after failures in a row, so a good answer follows a bad credential. */
async function followWithGood(group: readonly Exchange[], repeats: readonly Exchange[], sender: Sender) {
  const bad = group.find((x) => x.request.credential !== 'valid');
  const last = repeats.at(-1);
  if (!bad || !last) return;
  const good = await sendOnline(
    sender,
    { ...bad.request, credential: 'valid' },
    { id: `${last.id}+`, check: bad.check, repeatOf: bad.id },
  );
  await sender.effects.settle([good]);
}
