import { terminalLine } from './escape-terminal.ts';
import { cut } from './words.ts';

/** Of a text on a terminal so many UTF-16 units are shown. */
export const TEXT_SHOWN = 600;

/** The text in lines of at most `columns`, the first behind `lead` and the others behind `margin` spaces: as long as it is shown. */
export function wrapped(text: string, lead: string, columns: number, margin = lead.length): string[] {
  const { shown, left } = cut(text, TEXT_SHOWN);
  const room = columns - margin;
  const rows: string[] = [];
  let row = '';
  for (const word of `${terminalLine(shown)}${left > 0 ? ' …' : ''}`.split(' ')) {
    const joined = row === '' ? word : `${row} ${word}`;
    if (joined.length <= room) {
      row = joined;
      continue;
    }
    if (row !== '') rows.push(row);
    row = word;
    while (row.length > room) {
      const { shown: piece } = cut(row, room);
      rows.push(piece);
      row = row.slice(piece.length);
    }
  }
  rows.push(row);
  return rows.map((one, i) => (i === 0 ? lead : ' '.repeat(margin)) + one);
}
