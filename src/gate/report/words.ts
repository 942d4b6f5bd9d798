import type { GateChange, GateReport } from '../gate.gen.ts';

export const TITLES: Readonly<Record<GateReport['verdict'], string>> = {
  breaking: 'Breaking',
  warning: 'Compatible, with warnings',
  compatible: 'Compatible',
};

export const MARKS: Readonly<Record<GateChange['class'], string>> = { breaking: '✗', warning: '!', compatible: '✓' };

export const count = (n: number, what: string) => `${n} ${what}${n === 1 ? '' : 's'}`;

/** "2 breaking changes, 1 warning, 3 compatible changes"; "no change". */
export function tally(changes: readonly GateChange[]): string {
  const of = (name: GateChange['class']) =>
    changes.filter((change) => change.class === name && !change.accepted).length;
  const accepted = changes.filter((change) => change.accepted).length;
  const parts = [
    [of('breaking'), 'breaking change'],
    [of('warning'), 'warning'],
    [of('compatible'), 'compatible change'],
    [accepted, 'accepted change'],
  ] as const;
  return parts.flatMap(([n, what]) => (n > 0 ? [count(n, what)] : [])).join(', ') || 'no change';
}

const MOST_SAID = 80;
const short = (text: string | null) =>
  text === null ? 'nothing' : text.length > MOST_SAID ? `${text.slice(0, MOST_SAID)}...` : text;

/** "minimum 1 -> nothing", long values cut: whole ones are in gate.json. */
export const beforeAfter = ({ before, after }: GateChange) => `${short(before)} -> ${short(after)}`;

/** How many things of a list are told, and how many are left. */
export const some = (list: readonly string[], most: number) =>
  list.slice(0, most).join(', ') + (list.length > most ? ` and ${list.length - most} more` : '');
