import type { Id } from '../deployment/deployment.ts';
import { type Loss, losses, mayHaveTakenOffline, names } from '../devices/attribution.ts';
import type { SessionEvent } from '../devices/session.ts';
import { Withheld } from '../exchange/client.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { untilQuiet } from './quiet.ts';
import type { Sink } from './record.ts';
import { type Sender, sendOnline } from './sending.ts';

/** What confirming needs beside what driving does. */
export interface Confirmer extends Sender {
  /** Everything seen so far, still growing. */
  exchanges: readonly Exchange[];
  sessions: readonly SessionEvent[];
  sink: Sink;
  now: () => number;
  /** Whether nothing more may be sent. */
  isOver: () => boolean;
}

/**
 * Finds out what took devices offline that no answer accounts for: waits for late effects, then sends the suspect
 * requests again, each alone, and watches. Suspects that were refused are first sent in groups, whose innocence one
 * wait shows. Only what a repeat brings about is judged. Losses before `since` (ms) are left alone.
 */
export async function confirm(confirmer: Confirmer, since = 0): Promise<void> {
  const { pool, effects, sink, now } = confirmer;
  if (pool.witness === 'none') return;
  await pause(effects.settlingMs());
  const unexplained = unexplainedOf(confirmer).filter(({ at }) => at >= since);
  if (unexplained.length === 0) return;
  if (pool.witness === 'mqtt' && (await isUnstable(confirmer, [...new Set(unexplained.map(({ device }) => device))])))
    return;

  const tried: Tried = { cleared: new Set(), guilty: new Set() };
  let inVain = 0;
  const unconfirmed = (device: Id) => sink({ type: 'unconfirmed', device, at: now() });
  for (const loss of unexplained) {
    const { naming, others } = suspectsOf(loss, effects.settlingMs());
    const isGuilty = (x: Exchange) => tried.guilty.has(keyOf(x));
    const fresh = (x: Exchange) => !tried.cleared.has(keyOf(x)) && !isGuilty(x);
    // All that name the device are tried, because several kinds of request may do it; of the others only until one does.
    await tryGroup(unlike(naming.filter(fresh)), confirmer, tried);
    if (![...naming, ...others].some(isGuilty)) {
      for (const suspect of unlike(others.filter(fresh))) {
        if (confirmer.isOver() || inVain >= MOST_IN_VAIN) break;
        await tryGroup([suspect], confirmer, tried);
        if (isGuilty(suspect)) break;
        inVain++;
      }
    }
    if (![...naming, ...others].some(isGuilty)) unconfirmed(loss.device);
  }
}

/** Requests that were repeated alone, as `keyOf` tells them apart. */
interface Tried {
  cleared: Set<string>;
  guilty: Set<string>;
}

/** The same request has to be repeated only once, however often it was sent. */
const keyOf = ({ request }: Exchange) => JSON.stringify(request);

const unlike = (exchanges: readonly Exchange[]) => [...new Map(exchanges.map((x) => [keyOf(x), x])).values()];

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

const unexplainedOf = ({ sessions, exchanges, setting }: Confirmer): Loss[] =>
  losses(sessions, exchanges, setting.limits.effectLatestMs).filter(({ explainedBy }) => explainedBy === null);

/** Requests that do not name the device are suspect only while effects may still come, and the nearest of them. */
const MOST_OTHERS = 12;
/** After so many of those repeated in vain the sessions end for reasons of their own: what is left stays a remark. */
const MOST_IN_VAIN = 24;

function suspectsOf({ suspects, device, at }: Loss, settlingMs: number): { naming: Exchange[]; others: Exchange[] } {
  return {
    naming: suspects.filter((x) => names(x, device)),
    others: suspects.filter((x) => !names(x, device) && at - x.answeredAt <= settlingMs).slice(0, MOST_OTHERS),
  };
}

/** With nothing in flight a session must last. One that ends all the same makes every effect doubtful. */
async function isUnstable({ pool, effects, sink, sessions, now }: Confirmer, devices: readonly Id[]): Promise<boolean> {
  const missing = await pool.bringOnline(devices);
  const online = devices.filter((device) => !missing.some((other) => other.device === device));
  const from = now();
  await pause(effects.settlingMs());
  const lost = online.filter((device) =>
    sessions.some(
      (event) => event.device === device && event.event === 'down' && event.by === 'peer' && event.at > from,
    ),
  );
  if (lost.length === 0) return false;
  sink({
    type: 'unstable',
    message: `the session of ${lost.join(', ')} ended while nothing was sent: the broker drops sessions by itself, or another client uses the same client id`,
  });
  return true;
}

/** Sends the suspects again, all or one; halves the group until the guilty are alone. */
async function tryGroup(group: readonly Exchange[], confirmer: Confirmer, tried: Tried): Promise<void> {
  if (group.length === 0 || confirmer.isOver()) return;
  const [only, second] = group;
  // What was performed takes devices offline lawfully, and bad credentials are to be few: those go alone.
  const goesAlone = group.filter((x) => x.answer?.status === 200 || x.request.credential !== 'valid');
  if (second && goesAlone.length > 0) {
    await tryGroup(
      group.filter((x) => !goesAlone.includes(x)),
      confirmer,
      tried,
    );
    for (const suspect of goesAlone) await tryGroup([suspect], confirmer, tried);
    return;
  }
  const { repeats, lost } = await repeat(group, confirmer);
  if (repeats.length < group.length && !second) return; // it was withheld, or there is no answer
  if (lost.length === 0) {
    for (const suspect of group) {
      tried.cleared.add(keyOf(suspect));
      confirmer.sink({
        type: 'confirmation',
        suspect: suspect.id,
        repeat: repeats[group.indexOf(suspect)]?.id ?? '',
        lost: [],
      });
    }
  } else if (only && !second) {
    // A session that the request does not name may have ended by chance: that takes a second time.
    const byName = lost.filter((device) => names(only, device));
    const twice =
      byName.length === lost.length
        ? []
        : (await repeat(group, confirmer)).lost.filter((device) => lost.includes(device));
    const again = [...new Set([...byName, ...twice])];
    (again.length > 0 ? tried.guilty : tried.cleared).add(keyOf(only));
    confirmer.sink({
      type: 'confirmation',
      suspect: only.id,
      repeat: repeats[0]?.id ?? '',
      lost: again,
    });
  } else {
    const middle = Math.ceil(group.length / 2);
    await tryGroup(group.slice(0, middle), confirmer, tried);
    await tryGroup(group.slice(middle), confirmer, tried);
  }
}

/** Sends them one after the other with every device online, and gives the devices that were lost without their answers' doing. */
async function repeat(group: readonly Exchange[], confirmer: Confirmer): Promise<{ repeats: Exchange[]; lost: Id[] }> {
  const { pool, setting, effects, exchanges, sessions, now } = confirmer;
  await untilQuiet(exchanges, sessions, effects, now);
  await pool.bringOnline([...setting.takeable, ...setting.bystanders]);
  const from = now();
  const repeats: Exchange[] = [];
  for (const suspect of group) {
    const count = exchanges.filter((x) => x.repeatOf === suspect.id && x.retryOf == null).length + 1;
    try {
      repeats.push(
        await sendOnline(confirmer, suspect.request, {
          id: `${suspect.id}~${count}`,
          check: suspect.check,
          repeatOf: suspect.id,
        }),
      );
    } catch (error) {
      if (!(error instanceof Withheld)) throw error;
    }
  }
  await effects.settle(repeats);
  const lostSince = () => [
    ...new Set(
      sessions
        .filter((event) => event.at >= from && event.event === 'down' && event.by === 'peer')
        .map(({ device }) => device)
        .filter((device) => !repeats.some((x) => mayHaveTakenOffline(x, device))),
    ),
  ];
  const end = now() + effects.settlingMs();
  // A loss that nothing accounts for decides at once; innocence needs the whole wait.
  while (lostSince().length === 0 && now() < end) await pause(Math.min(10, end - now()));
  if (lostSince().length > 0) await pause(20); // the same request may take others too
  const lost = lostSince();
  await followWithGood(group, repeats, confirmer);
  return { repeats, lost };
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
