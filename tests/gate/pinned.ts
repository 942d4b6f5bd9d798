/** What a comparison came to before, one line of a file for each pair; UPDATE=1 writes the file. */
import { readFileSync, writeFileSync } from 'node:fs';
import { expect } from '@jest/globals';
import { type Change, spotText } from '../../src/gate/change.ts';

const isUpdate = Boolean(process.env['UPDATE']);

export function openPinned(file: string) {
  const path = new URL(`fixtures/${file}`, import.meta.url);
  const known = isUpdate ? [] : readFileSync(path, 'utf8').trim().split('\n');
  const lines = new Map(known.map((line) => JSON.parse(line) as [string, string[]]));
  return {
    compare: (name: string, now: string[]): void => {
      if (isUpdate) lines.set(name, now);
      expect({ name, changes: now }).toEqual({ name, changes: lines.get(name) });
    },
    save: (): void => {
      if (isUpdate) writeFileSync(path, `${[...lines].map((line) => JSON.stringify(line)).join('\n')}\n`);
    },
  };
}

/** A change as its reader meets it: class, rule, where it is, what is said, an example, and where it stands in each file. */
export const toldLine = ({ class: kind, rule, part, field, says, witness, base, head, uses }: Change): string =>
  [
    `${kind} ${rule}`,
    part,
    field,
    says,
    witness ? `${witness.what}: ${witness.value}` : '',
    spotText(base),
    spotText(head),
    uses.length > 1 ? `${uses.length} uses` : '',
  ].join(' | ');
