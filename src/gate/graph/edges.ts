/** Texts, numbers and counts at, before and behind every limit. */
import { addWhole, isMembers, isNumber, type Members, type Tree } from '../tree.ts';
import { FORMAT_RANGES } from './formats.ts';
import type { Facets } from './shapes.ts';

/** Strings that match an expression; none where that cannot be told. */
export type StringsOf = (pattern: string) => readonly string[];

const LONGEST_TEXT = 200_000;

/** A name that no description uses. */
export const UNLISTED = 'unlisted-member';

/** Names that are longer show nothing more. */
export const LONGEST_NAME = 300;

/** Another value of the same kind. */
export function variantOf(value: Tree, i: number): Tree {
  if (typeof value === 'number') return value + i;
  if (typeof value === 'string') return `${value}${i}`;
  if (Array.isArray(value)) return [...value, i];
  return isMembers(value) ? { ...value, [UNLISTED]: i } : value;
}

export const without = (base: Members, name: string): Members => {
  const { [name]: _, ...rest } = base;
  return rest;
};

export const counts = (facets: readonly Facets[], low: string, high: string, most: number): number[] =>
  facets
    .flatMap(({ bounds }) => [bounds.get(low)?.value, bounds.get(high)?.value])
    .filter((count): count is number => typeof count === 'number' && count <= most)
    .flatMap((count) => [count - 1, count, count + 1])
    .filter((count) => count >= 0);

export const containing = (facets: readonly Facets[]): number[] =>
  facets
    .flatMap(({ opaque }) => opaque.flatMap(({ value }) => [value['minContains'], value['maxContains']]))
    .filter((count): count is number => typeof count === 'number' && count <= 100)
    .flatMap((count) => [count, count + 1]);

export const filled = (base: Members, count: number, value: Tree): Members => {
  const all = Object.entries(base).slice(0, count);
  for (let i = all.length; i < count; i++) all.push([`member${i}`, value]);
  return Object.fromEntries(all);
};

export function numbers(facets: readonly Facets[]): Tree[] {
  return facets.flatMap(({ bounds, multiples, formats }) => {
    const limits = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'].flatMap(
      (keyword) => bounds.get(keyword)?.value ?? [],
    );
    const steps = multiples.map(({ value }) => value);
    const around = [...limits, ...steps].filter(isNumber).flatMap((limit): Tree[] => {
      const half = typeof limit === 'number' ? [limit + 0.5, limit - 0.5, limit * 2, limit / 2, limit * 3] : [];
      return [limit as Tree, addWhole(limit, 1), addWhole(limit, -1), ...half];
    });
    const edges = [...formats.keys()].flatMap((format): Tree[] => {
      const range = FORMAT_RANGES[format];
      return range ? [range[0], range[1], addWhole(range[0], -1), addWhole(range[1], 1)] : [];
    });
    return [...around, ...edges];
  });
}

export function texts(facets: readonly Facets[], strings: StringsOf): Tree[] {
  const patterns = facets.flatMap((one) => [...one.patterns.keys()]);
  const lengths = counts(facets, 'minLength', 'maxLength', LONGEST_TEXT);
  const matching = patterns.flatMap((pattern) => [...strings(pattern)]);
  const stretched = matching.slice(0, 6).flatMap((text) => lengths.flatMap((length) => stretch(text, length)));
  return [...lengths.map((length) => 'x'.repeat(length)), ...matching, ...stretched];
}

/** The text with that length, one of its characters repeated or the end cut: it may still match what it matched. */
function stretch(text: string, length: number): string[] {
  const characters = [...text];
  if (characters.length >= length) return [characters.slice(0, length).join('')];
  const more = length - characters.length;
  const places = [characters.length - 1, characters.length >> 1, 0].filter((at) => at >= 0);
  return places.map((at) =>
    [
      ...characters.slice(0, at),
      ...Array.from({ length: more + 1 }, () => characters[at]),
      ...characters.slice(at + 1),
    ].join(''),
  );
}
