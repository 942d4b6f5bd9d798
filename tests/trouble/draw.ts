import { createHash } from 'node:crypto';

/** A number in [0, 1) that depends on the seed and these keys alone: not on the order in which it is asked for. */
export type Draw = (...keys: readonly (string | number)[]) => number;

export const drawOf =
  (seed: number): Draw =>
  (...keys) =>
    createHash('sha256')
      .update(JSON.stringify([seed, ...keys]))
      .digest()
      .readUIntBE(0, 6) /
    2 ** 48;

/** One of them. */
export function pick<T>(among: readonly [T, ...T[]], at: number): T {
  return among[Math.floor(at * among.length)] ?? among[0];
}
