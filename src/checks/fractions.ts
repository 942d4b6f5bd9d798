import { isDeclared } from '../exchange/guard.ts';
import type { Id } from '../operation/id.ts';
import type { Setting } from './setting.ts';

/** N with these digits behind its point, or with digits that begin so: "20001.5". */
export type Fraction = (id: Id, digits: string) => string;

/** More digits would be beyond what a fraction at MUST may have. */
const MOST_DIGITS = 16;

/**
 * How fractions are written. On this machine: as they are asked for. Elsewhere with as many digits as it takes so that a
 * deployment which takes those behind the point for an id, or drops the point, hits what is declared: `20001.5` may be
 * read as 5 or 200015, `20001.50000000001` only as ids from 2^31 up.
 */
export function fractionsFor({ ownMachine, ground }: Pick<Setting, 'ownMachine' | 'ground'>): Fraction {
  return (id, digits) => {
    const room = MOST_DIGITS - id.length;
    if (ownMachine || room <= digits.length) return `${id}.${digits}`;
    // Zeros at the end are gone once a double is printed, so another digit stands there; unless it is a whole number.
    const padded = /^0+$/.test(digits)
      ? digits.padEnd(room - (digits.length > 1 ? 1 : 0), '0')
      : `${digits.padEnd(room - 1, '0')}1`;
    const undeclared = (behind: string) =>
      [behind, id + behind].filter((text) => !isDeclared(BigInt(text).toString(), ground)).length;
    return `${id}.${undeclared(padded) < undeclared(digits) ? padded : digits}`;
  };
}
