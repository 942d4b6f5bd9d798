/** Exploring accuses no lawful deployment: not at MUST, and not of a broken relation. */
import { describe, expect, test } from '@jest/globals';
import { accusedOf, MANY_DEVICES } from './explored.ts';
import { sideBySide } from './side-by-side.ts';
import { variants } from './trial.ts';

describe('lawful variants under exploration', () => {
  const accused = sideBySide(variants, accusedOf);
  test.each(variants)('$name is not accused', async (variant) => {
    expect(await accused(variant)).toEqual({ failed: [], harmed: [] });
  });
});

describe('lawful variants under sequences side by side', () => {
  const accused = sideBySide(variants, (variant) => accusedOf(variant, MANY_DEVICES));
  test.each(variants)('$name is not accused', async (variant) => {
    expect(await accused(variant)).toEqual({ failed: [], harmed: [] });
  });
});
