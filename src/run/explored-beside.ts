import { inTurn } from '../base/in-turn.ts';
import type { Sequence } from '../checks/explore/sequence.ts';
import { isAnswered } from '../exchange/answer.ts';
import { readingsIn } from '../exchange/readings.ts';
import type { Id } from '../operation/id.ts';
import { unexplainedOf } from './confirm.ts';
import { bringOnline } from './drive.ts';
import { breaksRelations } from './explored-failure.ts';
import type { Explorer, RunSequence, Shown } from './explored-run.ts';
import { mayMeanAll } from './late.ts';
import { untilQuiet } from './quiet.ts';

/**
 * Runs sequences side by side, as far as no two of them could touch the same device, however their numbers are read. Gives
 * those in which nothing was wrong, each with the number of its requests. Nobody is accused by what was seen here: the others
 * are to be run alone. Where a session ended that no answer accounts for, or a request had no answer, that goes for what was
 * under way too, or for all of them.
 */
export async function soundBeside(
  sequences: readonly Sequence[],
  { run, explorer, onSent }: { run: RunSequence; explorer: Explorer; onSent: (count: number) => void },
): Promise<Map<Sequence, number>> {
  const { pool, setting, sessions, exchanges, effects, now } = explorer;
  const everyDevice = [...setting.takeable, ...setting.bystanders];
  const beside = sequences.filter((sequence) => !sequence.some(({ requests }) => requests.some(mayMeanAll)));
  const sound = new Map<Sequence, Shown>();
  if (pool.witness !== 'mqtt' || beside.length < 2) return new Map();
  if ((await bringOnline(pool, everyDevice)).length > 0) return new Map();
  const from = now();
  let isOver = false;
  const devicesOf = new Map(beside.map((sequence) => [sequence, devicesIn(sequence, everyDevice)]));
  await inTurn(
    beside,
    {
      width: setting.limits.concurrency,
      keysOf: (sequence) => devicesOf.get(sequence) ?? everyDevice,
      isOver: () => isOver || explorer.isOver() !== null,
    },
    async (sequence) => {
      const shown = await run(sequence, { watch: false, patient: false, devices: devicesOf.get(sequence) ?? [] });
      if ('kind' in shown || !shown.exchanges.every(isAnswered)) {
        isOver = true;
        return;
      }
      onSent(shown.exchanges.length);
      // What ended a session may not have been answered yet: that is looked at in the end.
      if (shown.broken !== 'answer') sound.set(sequence, shown);
    },
  );
  await untilQuiet(exchanges, sessions, effects, now);
  if (unexplainedOf(explorer, from).length > 0 || explorer.isOver() !== null) return new Map();
  return new Map(
    [...sound]
      .filter(([sequence, shown]) => !breaksRelations(sequence, shown, explorer))
      .map(([sequence, { exchanges: sent }]) => [sequence, sent.length]),
  );
}

/** Which of these devices somebody may find in the sequence, however faulty. */
function devicesIn(sequence: Sequence, devices: readonly Id[]): Id[] {
  const known = new Set(devices);
  const found = new Set<Id>();
  for (const { body } of sequence.flatMap(({ requests }) => requests)) {
    const unreadable = readingsIn(body ?? '', (_, id) => {
      if (known.has(id)) found.add(id);
      return true;
    });
    if (unreadable !== null) return [...devices];
  }
  return [...found];
}
