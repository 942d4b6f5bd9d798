import type { Message } from '../base/message.ts';
import type { BrokenRelation, ExploredFailure, Sequence } from '../checks/explore/sequence.ts';
import { SHORT_REST_MS } from '../devices/rested.ts';
import { inEnglish, message } from '../messages/messages.ts';
import { soundBeside } from './explored-beside.ts';
import {
  confirmed,
  costOf,
  type Found,
  MOST_RELATIONS,
  MOST_SHRINKING,
  mayHaveTakenAll,
  relationsOf,
  shrunk,
} from './explored-failure.ts';
import { type Explorer, type RunSequence, runnerOf } from './explored-run.ts';

/**
 * How much to explore.
 *
 * @since 0.1.0
 */
export interface ExploreOptions {
  /** About how many generated requests to send, from 1 to 1,000,000. */
  requests: number;
  /** The same seed draws the same requests. A whole number of 32 bits. */
  seed: number;
}

/** Sequences that are drawn with one seed of fast-check. */
export const CHUNK = 20;

/** The seed of a chunk: a whole number of 32 bits. */
export const seedOf = (seed: number, chunk: number): number => (seed + Math.imul(chunk, 0x9e3779b1)) | 0;

/** After so many losses that cannot be shown again the sessions end for reasons of their own. */
const MOST_UNCONFIRMED = 6;

/** A late effect may come from one of so many sequences before. */
const LOOK_BACK = 3;

/** How far exploring is. */
interface Course {
  sent: number;
  unconfirmed: number;
  ended: Message | null;
  failure: ExploredFailure | null;
  relations: BrokenRelation[];
  /** The last sequences that were run alone, the latest first. */
  before: Sequence[];
}

/**
 * Draws sequences of requests, sends them and judges each at once, until so many requests were sent or one sequence breaks
 * a MUST. That one is made as small as it gets and sent twice more. What it came to is put into the record. Sequences that
 * share no device run side by side first; only what is run alone accuses anybody.
 */
export async function explore(explorer: Explorer, { requests: wanted, seed }: ExploreOptions): Promise<void> {
  const { default: fc } = await import('fast-check');
  const { drawing } = await import('../checks/explore/draw.ts');
  const { setting, sink } = explorer;
  const run = runnerOf(explorer);
  const draw = drawing(setting);
  const course: Course = {
    sent: 0,
    unconfirmed: 0,
    ended: setting.takeable.length === 0 ? message('explore.no-device', {}) : null,
    failure: null,
    relations: [],
    before: [],
  };
  for (let chunk = 0; course.sent < wanted && !course.failure && course.ended === null; chunk++) {
    const drawn = draw(chunk);
    const how = { seed: seedOf(seed, chunk), numRuns: CHUNK };
    const sound = new Set<string>();
    if (drawn.isApart) {
      const all = upTo(fc.sample(drawn.sequences, how), wanted - course.sent);
      const { sent } = course;
      const onSent = onSentIn(course, wanted, explorer);
      const beside = await soundBeside(all, { run, explorer, onSent });
      for (const one of beside.keys()) sound.add(JSON.stringify(one));
      // The others are sent once more.
      course.sent = [...beside.values()].reduce((sum, count) => sum + count, sent);
    }
    const search = searchIn(course, { run, explorer, wanted, isSound: (one) => sound.delete(JSON.stringify(one)) });
    await fc.check(fc.asyncProperty(drawn.sequences, search.look), how);
    if (course.ended === null) await search.conclude();
  }
  const { sent, ended, failure, relations } = course;
  sink({
    type: 'exploration',
    seed,
    wanted,
    sent,
    ended: ended && inEnglish(ended),
    ...(ended && { said: ended }),
    failures: failure ? [failure] : [],
    relations,
  });
}

/** Counts requests, and tells how far it is. */
const onSentIn =
  (course: Course, wanted: number, { onProgress }: Explorer) =>
  (count: number) => {
    course.sent += count;
    onProgress(Math.min(course.sent, wanted));
  };

/** The first of them, as many as it takes for so many requests. */
function upTo(all: readonly Sequence[], requests: number): Sequence[] {
  let before = 0;
  return all.filter((sequence) => {
    const isWanted = before < requests;
    before += sequence.flatMap((step) => step.requests).length;
    return isWanted;
  });
}

interface SearchOptions {
  run: RunSequence;
  explorer: Explorer;
  wanted: number;
  /** Whether the sequence ran beside others, and nothing was wrong. */
  isSound: (sequence: Sequence) => boolean;
}

/** Looks for a failing sequence among those of a chunk, each alone. */
function searchIn(course: Course, { run, explorer, wanted, isSound }: SearchOptions) {
  let found: Found | null = null;
  let first: Found | null = null;
  let spent = 0;
  const onSent = onSentIn(course, wanted, explorer);
  const isOver = () => explorer.isOver() !== null;
  return {
    /** Throws where a requirement is broken: fast-check then tries smaller ones. */
    look: async (sequence: Sequence): Promise<void> => {
      if (!found && isSound(sequence)) return;
      course.ended ??= explorer.isOver();
      if (course.ended !== null || (found ? spent >= MOST_SHRINKING : course.sent >= wanted)) return;
      const shown = await run(sequence, { watch: found?.shown.broken === 'loss', patient: false });
      if ('kind' in shown) {
        course.ended = shown;
        return;
      }
      if (found) spent += costOf(shown, found);
      else onSent(shown.exchanges.length);
      if (found ? shown.broken === found.shown.broken : shown.broken) {
        found = { sequence, shown };
        first ??= found;
        if (shown.broken === 'loss') explorer.rest.atLeast(SHORT_REST_MS);
        if (mayHaveTakenAll(found, explorer)) spent = MOST_SHRINKING;
        throw new Error('a requirement is broken');
      }
      const { relations, before } = course;
      if (relations.length < MOST_RELATIONS) relations.push(...(await relationsOf(sequence, shown, run, explorer)));
      if (!found) before.unshift(sequence);
      before.length = Math.min(before.length, LOOK_BACK);
    },
    /** Makes what was found smaller still, and confirms it. */
    conclude: async (): Promise<void> => {
      if (!found || !first) return;
      const { before } = course;
      const smallest = await shrunk(found, spent, run, isOver);
      course.failure =
        (await confirmed(smallest.found, smallest.isMinimal, before, run, explorer)) ??
        // Where effects are slow, making it smaller may have gone astray.
        (await confirmed(first, false, before, run, explorer));
      if (!course.failure && smallest.found.shown.broken === 'loss') course.unconfirmed++;
      if (course.unconfirmed >= MOST_UNCONFIRMED) course.ended = message('explore.unstable', {});
    },
  };
}
