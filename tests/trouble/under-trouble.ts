import { describe, expect, test } from '@jest/globals';
import { catalogue } from '../../src/checks/catalogue.ts';
import type { Check } from '../../src/checks/check.ts';
import { atOnce, sideBySide } from '../self/side-by-side.ts';
import { drawOf } from './draw.ts';
import { modes } from './modes.ts';
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

/** Tests every second mode, from the first or the second on: two files share the work. */
export function underTrouble(half: 0 | 1): void {
  const trials = modes.flatMap((mode, i) => {
    if (i % 2 !== half) return [];
    // Over all modes each fault has its turn.
    const fault = faults[i % faults.length] ?? null;
    return [
      ...SEEDS.map((seed) => ({ mode, seed, fault: null, key: `${mode.name}, seed ${seed}, a mock that conforms` })),
      { mode, seed: 1, fault, key: `${mode.name}, seed 1, ${fault}` },
    ];
  });

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
