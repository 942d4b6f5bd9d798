import { isPlain } from '../checks/request.ts';
import { type Loss, losses } from '../devices/attribution.ts';
import { SHORT_REST_MS } from '../devices/rested.ts';
import { isAnswered, mayHaveActed, readLists, successOf } from '../exchange/answer.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { message } from '../messages/messages.ts';
import type { Id } from '../operation/id.ts';
import { noneTried, type Proof, sawByChance, type Tried, wantedOf } from './chance.ts';
import type { Confirmer } from './confirmer.ts';
import { untilQuiet } from './quiet.ts';
import { type Sink, unstableBecause } from './record.ts';
import { repeat } from './repeat-alone.ts';
import { suspectsOf } from './suspects.ts';

/**
 * Finds out what took devices offline that no answer accounts for: waits for late effects, then sends the suspect
 * requests again, each alone, and watches. Suspects that were refused are first sent in groups, whose innocence one
 * wait shows. Only what a repeat brings about is judged. Losses before `since` (ms) are left alone. Gives the suspects that
 * were not cleared.
 */
export async function confirm(confirmer: Confirmer, since = 0): Promise<Exchange[]> {
  const { pool, sink, now } = confirmer;
  if (pool.witness === 'none') return [];
  await settleInSight(confirmer);
  const unexplained = unexplainedOf(confirmer, since);
  const isFirst = pool.witness === 'query' && since === 0;
  if (unexplained.length === 0) return isFirst ? lookClosely(confirmer) : [];
  // A deployment may know of a session only a moment after the device does, and takes nobody offline until then.
  confirmer.rest.atLeast(SHORT_REST_MS);
  const devicesOf = (of: readonly Loss[]) => [...new Set(of.map(({ device }) => device))];
  if (await isUnstable(confirmer, devicesOf(unexplained))) return [];

  // What an attempt without an answer may have done needs nobody else who did it.
  const tried = noneTried(devicesOf(unexplained.filter(({ explainedBy }) => explainedBy === null)));
  const isGuilty = (x: Exchange) => tried.guilty.has(keyOf(x));
  const isUnsure = (x: Exchange) => tried.unsure.has(keyOf(x));
  const isUnseen = (x: Exchange) => tried.unseen.has(keyOf(x));
  const fresh = (x: Exchange) => !tried.cleared.has(keyOf(x)) && !isGuilty(x) && !isUnsure(x) && !isUnseen(x);
  const suspected = unexplained.map((loss) => ({ loss, ...suspectsOf(loss, confirmer) }));
  let inVain = 0;
  for (const { loss, naming, others } of suspected) {
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
    // Nobody did it again, and no attempt without an answer did it: this one came by chance.
    const isOpen =
      loss.explainedBy !== null || [...naming, ...others].some((x) => isGuilty(x) || isUnsure(x) || isUnseen(x));
    if (!isOpen && !confirmer.isOver()) sawByChance(tried, 1);
  }
  await beyondChance(confirmer, tried);
  tell(tried, sink);
  const hindered = new Set<Id>();
  const unseen = new Set<Id>();
  const untried = new Set<Id>();
  for (const { loss, naming, others } of suspected) {
    if ([...naming, ...others].some(isGuilty)) continue;
    if (naming.some(isUnsure)) hindered.add(loss.device);
    else if (loss.explainedBy !== null) continue;
    else if ([...naming, ...others].some((x) => tried.unseen.get(keyOf(x))?.devices.includes(loss.device)))
      unseen.add(loss.device);
    else if (confirmer.isOver() && [...naming, ...others].some(fresh)) untried.add(loss.device);
    else sink({ type: 'unconfirmed', device: loss.device, at: now() });
  }
  if (hindered.size > 0) sink(unstableBecause(message('noticed.not-repeatable', { devices: [...hindered] })));
  if (unseen.size > 0) sink(unstableBecause(message('noticed.out-of-sight', { devices: [...unseen].sort() })));
  if (untried.size > 0) sink(unstableBecause(message('noticed.not-repeated', { devices: [...untried].sort() })));
  await control(confirmer, tried);
  const more = isFirst && tried.devices.length === 0 ? await lookClosely(confirmer) : [];
  const open = unlike(suspected.flatMap(({ naming, others }) => [...naming, ...others])).filter(
    (x) => isGuilty(x) || isUnsure(x) || isUnseen(x),
  );
  return [...open, ...more];
}

/** So many plain requests are sent again where nobody was seen to be lost. */
const SAMPLES = 3;

/**
 * A witness that is asked only now and then may have missed every loss that was over soon: some plain requests are sent once
 * more, each alone, and all devices watched.
 */
async function lookClosely(confirmer: Confirmer): Promise<Exchange[]> {
  const { setting, exchanges, sink } = confirmer;
  const tried = noneTried([...setting.takeable, ...setting.bystanders]);
  const performed = exchanges.filter((x) => x.repeatOf === null && isPlain(x.request) && successOf(x).length > 0);
  for (const x of unlike(performed).slice(0, SAMPLES)) await tryGroup([x], confirmer, tried);
  tell(tried, sink);
  await control(confirmer, tried);
  return [...tried.guilty.values()].map(({ suspect }) => suspect);
}

/** Waits for late effects. Who is asked tells of a short one only when asked meanwhile. */
async function settleInSight({ pool, setting, effects }: Confirmer): Promise<void> {
  const wait = () => pause(effects.settlingMs());
  if (pool.witness === 'query') await pool.watch([...setting.takeable, ...setting.bystanders], wait);
  else await wait();
}

/** Who was shown to do it, and of whom nobody could see it. */
function tell({ guilty, unseen }: Tried, sink: Sink): void {
  for (const { suspect, repeat, lost } of guilty.values())
    sink({ type: 'confirmation', suspect: suspect.id, repeat, lost });
  for (const one of unseen.values()) sink({ type: 'out-of-sight', ...one });
}

/** What was shown before chance was seen at work has to hold by the measure of what is known now. */
async function beyondChance(confirmer: Confirmer, tried: Tried): Promise<void> {
  const isShort = ({ count, before }: Proof) => count < wantedOf(tried, before);
  for (;;) {
    const [short] = [...tried.guilty].filter(([, proof]) => isShort(proof));
    if (!short) return;
    const [key, proof] = short;
    tried.guilty.delete(key);
    await prove(proof, confirmer, tried);
  }
}

/**
 * Sessions that end by chance end while nothing is sent too: where somebody counts as guilty, all devices are watched for
 * longer than it took the repeats to lose theirs.
 */
async function control(confirmer: Confirmer, { guilty, exposedMs }: Tried): Promise<void> {
  const { setting, effects, exchanges, sessions, now } = confirmer;
  if (guilty.size === 0) return;
  await untilQuiet(exchanges, sessions, effects, now);
  await isUnstable(confirmer, [...setting.takeable, ...setting.bystanders], CONTROL * exposedMs);
}

/** Where a repeat loses nobody that others lost, devices rest longer before the next, as far as that; in ms. */
const LONGEST_REST_MS = 1500;
/** The watch while nothing is sent, in terms of the time that the repeats took to lose devices. */
const CONTROL = 3;
/** After so many of those repeated in vain the sessions end for reasons of their own: what is left stays a remark. */
const MOST_IN_VAIN = 24;
/** So many repeats may be lost on the way. */
const MOST_LOST = 3;

/** What a request and its answer have in common with others that have the same fault. */
const kindOf = ({ request, answer }: Exchange, lost: readonly Id[]) => {
  const success = answer?.status === 200 ? (readLists(answer)?.failed ?? []).map(({ key }) => key) : [];
  const where = lost.some((device) => success.includes(device)) ? 'in failed' : 'elsewhere';
  return `${request.method} ${request.credential} ${request.instance} ${answer?.status} ${where}`;
};

/** The same request has to be repeated only once, however often it was sent. */
const keyOf = ({ request }: Exchange) => JSON.stringify(request);

const unlike = (exchanges: readonly Exchange[]) => [...new Map(exchanges.map((x) => [keyOf(x), x])).values()];

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Losses that no answer accounts for. An attempt without an answer may have caused one, which clears nobody else. */
export const unexplainedOf = (
  { sessions, exchanges, setting }: Pick<Confirmer, 'sessions' | 'exchanges' | 'setting'>,
  since: number,
): Loss[] =>
  losses(sessions, exchanges, setting.limits.effectLatestMs).filter(
    ({ at, explainedBy }) => at >= since && (explainedBy === null || mayHaveActed(explainedBy)),
  );

/** With nothing in flight a session must last. One that ends all the same makes every effect doubtful. */
async function isUnstable(
  { pool, effects, sink, sessions, now }: Confirmer,
  devices: readonly Id[],
  atLeastMs = 0,
): Promise<boolean> {
  const missing = await pool.bringOnline(devices);
  const online = devices.filter((device) => !missing.some((other) => other.device === device));
  const from = now();
  await pool.watch(online, () => pause(Math.max(effects.settlingMs(), atLeastMs)));
  const lost = online.filter((device) =>
    sessions.some(
      (event) => event.device === device && event.event === 'down' && event.by === 'peer' && event.at > from,
    ),
  );
  if (lost.length === 0) return false;
  const kind = pool.witness === 'mqtt' ? 'noticed.session-dropped' : 'noticed.offline-by-itself';
  sink(unstableBecause(message(kind, { devices: lost })));
  return true;
}

const setUnseen = ({ unseen }: Tried, suspect: Exchange, repeat: string, devices: readonly Id[]): void => {
  unseen.set(keyOf(suspect), { suspect: suspect.id, repeat, devices: [...devices].sort() });
};

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
  const { repeats, lost, unseen, ms, isHindered } = await repeat(group, confirmer, tried, tried.slowestMs);
  if (only && !second && !repeats.some(isAnswered)) {
    // Withheld is no doubt: it was never to be sent.
    if (repeats.length > 0 || isHindered) tried.unsure.add(keyOf(only));
    return;
  }
  if (repeats.length < group.length || !repeats.every(isAnswered)) {
    for (const suspect of group) await tryGroup([suspect], confirmer, tried);
    return;
  }
  const repeatOf = (suspect: Exchange) => repeats[group.indexOf(suspect)]?.id ?? '';
  if (lost.length === 0 && unseen.length > 0) {
    for (const suspect of group) setUnseen(tried, suspect, repeatOf(suspect), unseen);
  } else if (lost.length === 0) {
    for (const suspect of group) {
      tried.cleared.add(keyOf(suspect));
      confirmer.sink({ type: 'confirmation', suspect: suspect.id, repeat: repeatOf(suspect), lost: [] });
    }
  } else if (only && !second) {
    const kind = kindOf(repeats[0] ?? only, lost);
    const proof: Proof = {
      suspect: only,
      kind,
      before: tried.kinds.get(kind) ?? 0,
      repeat: repeats[0]?.id ?? '',
      count: 1,
      counts: new Map(lost.map((device) => [device, 1])),
      lost,
      slowestMs: ms,
    };
    await prove(proof, confirmer, tried);
  } else {
    const middle = Math.ceil(group.length / 2);
    await tryGroup(group.slice(0, middle), confirmer, tried);
    await tryGroup(group.slice(middle), confirmer, tried);
  }
}

/**
 * Repeats the request until it is beyond chance that it takes devices offline: guilty where every further repeat loses some
 * as the first one did, cleared where one lost nobody, unsure where too many had no answer.
 */
async function prove(proof: Proof, confirmer: Confirmer, tried: Tried): Promise<void> {
  const { suspect, counts, kind, before } = proof;
  const key = keyOf(suspect);
  const { rest } = confirmer;
  const restBefore = rest.ms();
  let longest = proof.count;
  for (let gone = 0; proof.count < wantedOf(tried, before); ) {
    if (confirmer.isOver()) return void tried.unsure.add(key);
    // What is late of one repeat falls into the next of the same request, and is its doing all the same.
    const again = await repeat([suspect], confirmer, tried, proof.slowestMs);
    if (!again.repeats.some(isAnswered)) {
      if (++gone > MOST_LOST) return void tried.unsure.add(key);
      continue;
    }
    if (again.lost.length === 0 && again.unseen.length > 0)
      return setUnseen(tried, suspect, again.repeats[0]?.id ?? '', again.unseen);
    if (again.lost.length === 0) {
      // Perhaps the deployment did not know yet that the device was online.
      if (rest.next() > LONGEST_REST_MS || !rest.atLeast(rest.next())) {
        rest.backTo(restBefore);
        sawByChance(tried, longest);
        tried.cleared.add(key);
        confirmer.sink({ type: 'confirmation', suspect: suspect.id, repeat: proof.repeat, lost: [] });
        return;
      }
      proof.count = 0;
      counts.clear();
      continue;
    }
    longest = Math.max(longest, ++proof.count);
    for (const device of again.lost) counts.set(device, (counts.get(device) ?? 0) + 1);
    tried.exposedMs += again.ms;
    proof.slowestMs = Math.max(proof.slowestMs, again.ms);
  }
  tried.kinds.set(kind, (tried.kinds.get(kind) ?? 0) + 1);
  tried.slowestMs = Math.max(tried.slowestMs, proof.slowestMs);
  const always = [...counts].filter(([, count]) => count === proof.count).map(([device]) => device);
  // A deployment may take another device each time.
  tried.guilty.set(key, always.length > 0 ? { ...proof, lost: always } : proof);
}
