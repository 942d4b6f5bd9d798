import { describe, expect, test } from '@jest/globals';
import { catalogue } from '../../src/checks/catalogue.ts';
import type { Check } from '../../src/checks/check.ts';
import { atOnce, sideBySide } from '../self/side-by-side.ts';
import { drawOf, pick } from './draw.ts';
import { type Mode, modes } from './modes.ts';
import { FAULTS, type Fault, tryUnderTrouble } from './trial.ts';

const SEEDS = [1, 2, 3];
/** Of all waits: `npm run trouble` takes them whole, all checks, and more seeds. */
const SCALE = 0.2;
/** Each run takes a part of the checks, another one for each mode and seed. */
const PART = 0.4;

/** What finds each fault, as the kill table says, and always runs. */
const FINDERS: Record<Fault, RegExp> = {
  'rounds-half-up': /^rounding\//,
  'effect-on-the-next-device': /^effects\//,
  'error-is-html': /^errors\//,
  'any-token-accepted': /^auth\//,
  'in-both-lists': /^accounting\//,
};

const partOf = (mode: string, seed: number, fault: Fault | null): Check[] => {
  const draw = drawOf(seed);
  return catalogue.filter(
    ({ id, kind }) => kind === 'invariant' || (fault && FINDERS[fault].test(id)) || draw(mode, id) < PART,
  );
};

const faults = Object.values(FAULTS);

const conforming = (mode: Mode, seed: number) => ({
  mode,
  seed,
  fault: null,
  key: `${mode.name}, seed ${seed}, a mock that conforms`,
});
/** Over all modes each fault has its turn. */
const faulty = (mode: Mode) => {
  const fault = faults[modes.indexOf(mode) % faults.length] ?? null;
  return { mode, seed: 1, fault, key: `${mode.name}, seed 1, ${fault}` };
};

/** Tests every second mode, from the first or the second on: two files share the work. */
export function underTrouble(half: 0 | 1): void {
  tested(
    modes
      .filter((_, i) => i % 2 === half)
      .flatMap((mode) => [...SEEDS.map((seed) => conforming(mode, seed)), faulty(mode)]),
  );
}

/** Tests so many modes that the seed draws: a mock that conforms in all of them, and a faulty one in two. */
export function underDrawnTrouble(seed: number, many: number): void {
  const draw = drawOf(seed);
  const drawn = [...modes].sort((a, b) => draw(a.name) - draw(b.name)).slice(0, many);
  tested([
    ...drawn.map((mode) => conforming(mode, pick([1, 2, 3], draw('seed of', mode.name)))),
    ...drawn.slice(0, 2).map(faulty),
  ]);
}

function tested(trials: readonly { mode: Mode; seed: number; fault: Fault | null; key: string }[]): void {
  atOnce(12);
  const verdictOf = sideBySide(trials, async ({ mode, seed, fault }) =>
    tryUnderTrouble({ mode, seed, fault, scale: SCALE, checks: partOf(mode.name, seed, fault) }),
  );

  describe('under trouble', () => {
    test.each(trials)('$key', async (trial) => {
      const { mode, seed, fault, verdict, isWrong, failed } = await verdictOf(trial);
      const told = { mode, seed, fault, verdict };
      expect({ ...told, isWrong, failed: isWrong ? failed : [] }).toEqual({ ...told, isWrong: false, failed: [] });
    });
  });
}
