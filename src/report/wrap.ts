import stringWidth from 'string-width';
import { terminalLine } from './escape-terminal.ts';
import { cut } from './words.ts';

/** Of a text on a terminal so many UTF-16 units are shown. */
export const TEXT_SHOWN = 600;

/** Each takes one column: what English is written in here. The rules for all others take long to load. */
const NARROW = /^[\x20-\x7e·–—‘’“”…→✓✗✕○●]*$/;

/** How many columns a text takes on a terminal: two for each character of Chinese. */
export const widthOf = (text: string): number => (NARROW.test(text) ? text.length : stringWidth(text));

/** Filled with spaces up to so many columns. */
export const padded = (text: string, columns: number): string =>
  text + ' '.repeat(Math.max(0, columns - widthOf(text)));
export const paddedLeft = (text: string, columns: number): string =>
  ' '.repeat(Math.max(0, columns - widthOf(text))) + text;

/**
 * The text in lines of at most `columns`, the first behind `lead` and the others behind `margin` spaces: as long as it is
 * shown. Chinese is broken between any two characters, but never before what closes or after what opens.
 */
export function wrapped(text: string, lead: string, columns: number, margin = widthOf(lead)): string[] {
  const { shown, left } = cut(text, TEXT_SHOWN);
  const room = columns - margin;
  const rows: string[] = [];
  let row = '';
  for (const { piece, glue } of piecesOf(`${terminalLine(shown)}${left > 0 ? ' …' : ''}`)) {
    const joined = row === '' ? piece : row + glue + piece;
    if (widthOf(joined) <= room) {
      row = joined;
      continue;
    }
    if (row !== '') rows.push(row);
    row = piece;
    while (widthOf(row) > room) {
      const head = headOf(row, room);
      rows.push(head);
      row = row.slice(head.length);
    }
  }
  rows.push(row);
  return rows.map((one, i) => (i === 0 ? lead : ' '.repeat(margin)) + one);
}

const PIECES =
  /[（《「“]*(?:[\p{Script=Han}\u3000-\u303f\uff00-\uff60]|[^\p{Script=Han}\u3000-\u303f\uff00-\uff60]+)[，。；：、）》」”！？]*/gu;

/** What is never broken, and what stands between it and the piece before on one line. */
function piecesOf(text: string): { piece: string; glue: string }[] {
  return text.split(' ').flatMap((word) => {
    const pieces = /^[\x21-\x7e]*$/.test(word) ? [word] : (word.match(PIECES) ?? [word]);
    return pieces.map((piece, i) => ({ piece, glue: i === 0 ? ' ' : '' }));
  });
}

/** As much of the beginning as fits, at least one character. */
function headOf(text: string, room: number): string {
  const { shown } = cut(text, room);
  if (widthOf(shown) <= room) return shown;
  let head = '';
  for (const character of shown) {
    if (head !== '' && widthOf(head + character) > room) break;
    head += character;
  }
  return head;
}
