import { sep } from 'node:path';
import Sequencer from '@jest/test-sequencer';

/** Seconds that files take alone, the longest of each kind; what is not named takes a few. Ratios are enough. */
const SECONDS = [
  [/self\/faults-(combinations|accounting|sizes)\.long/, 90],
  [/self\/(variants-explored|faults-explored|faults-effects|variants-timing)\.long/, 60],
  [/cli\/.*\.long/, 40],
  [/self\/.*\.long/, 30],
  [/trouble\/(one|other)-half\.long/, 30],
  [/mock\/late/, 40],
  [/self\/(kill-table|recorded|explored)/, 30],
  [/cli\/(fleet|compare|contracts|gate|many|new-edition|exit-codes|attest)/, 25],
  [/trouble\/|mock\/(access|secrets|run|kinds|bad-credentials|internal-errors)/, 20],
  [/cli\/(plan|report|readme|verify-flags|chinese|store|ends|secrets|doctor|hostile|runs|site)/, 15],
  [/browser\/|attest\/(attacks|honest)|results\/store|unit\/attack/, 12],
  [/gate\/(pairs|history|fuzz|property)|(cli|mock)\//, 10],
];

/**
 * Runs the files that take longest first, so that no core waits for one that began last. Where jest knows how long each took
 * it does so by itself; on a fresh machine it goes by their sizes, and the longest here are the smallest.
 */
export default class SlowFirst extends Sequencer {
  sort(tests) {
    const msOf = ({ path, duration }) => {
      const file = path.split(sep).join('/');
      return duration ?? 1000 * (SECONDS.find(([which]) => which.test(file))?.[1] ?? 3);
    };
    return [...super.sort(tests)].sort((a, b) => msOf(b) - msOf(a));
  }
}
