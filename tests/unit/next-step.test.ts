import { expect, test } from '@jest/globals';
import type { Report } from '../../src/report/report.gen.ts';
import { nextStep } from '../../src/report/words.ts';

test('what was interrupted is run again; there is nothing to remove', () => {
  const told = (interrupted: boolean) =>
    nextStep({ verdict: 'inconclusive', run: { interrupted, partial: false } } as Report, 3);
  expect(told(true)).toContain('to its end');
  expect(told(false)).toContain('what stood in the way');
});
