/** A text without its escapes, and the way back. */
export interface Unescaped {
  text: string;
  /** Where a boundary between two of its characters lies in the text that it was made of. */
  placeOf: (boundary: number) => number;
}

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  sol: '/',
  plus: '+',
  equals: '=',
  num: '#',
  percnt: '%',
  colon: ':',
  semi: ';',
  commat: '@',
  dollar: '$',
  excl: '!',
  lowbar: '_',
  grave: '`',
  period: '.',
  comma: ',',
  quest: '?',
  ast: '*',
  hat: '^',
  lpar: '(',
  rpar: ')',
  lsqb: '[',
  lbrack: '[',
  rsqb: ']',
  rbrack: ']',
  lcub: '{',
  lbrace: '{',
  rcub: '}',
  rbrace: '}',
  bsol: '\\',
  vert: '|',
  verbar: '|',
};
const CONTROLS: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/**
 * As JSON, JavaScript, URLs and HTML write a character that they cannot or will not write plainly. Browsers read numbers and
 * the oldest names of HTML without a semicolon too.
 */
const ESCAPE =
  /(?:\\|%)u([0-9a-f]{4})|\\u\{0*([0-9a-f]{1,6})\}|\\x([0-9a-f]{2})|\\([0-3][0-7]{2})|\\(["'\\/bfnrt])|((?:%[0-9a-f]{2})+)|&(?:(?:#x0*([0-9a-f]{1,6})|#0*([0-9]{1,7}));?|([a-z]{2,6});|(amp|lt|gt|quot))/gi;

/** Undoes escapes once, whatever their kind; null where there are none. */
export function undoEscapes(text: string): Unescaped | null {
  if (!/[\\%&]/.test(text)) return null;
  const parts: string[] = [];
  /** For each escape: where it ends, before and after it is undone. */
  const ends: [before: number, after: number][] = [];
  let length = 0;
  let last = 0;
  const add = (part: string) => {
    parts.push(part);
    length += part.length;
  };
  const undo = (from: number, to: number, written: string) => {
    add(text.slice(last, from));
    add(written);
    ends.push([to, length]);
    last = to;
  };
  for (const match of text.matchAll(ESCAPE)) {
    const [whole, unit, point, byte, octal, sign, percent, hex, decimal, closed, open] = match;
    const name = closed ?? open;
    const to = match.index + whole.length;
    if (percent !== undefined) {
      let at = match.index;
      for (const character of Buffer.from(percent.replaceAll('%', ''), 'hex').toString('utf8')) {
        const next = Math.min(to, at + 3 * Buffer.byteLength(character));
        undo(at, next, character);
        at = next;
      }
      continue;
    }
    const radix = decimal !== undefined ? 10 : octal !== undefined ? 8 : 16;
    const code = Number.parseInt(unit ?? point ?? byte ?? octal ?? hex ?? decimal ?? '', radix);
    const written =
      sign !== undefined
        ? (CONTROLS[sign] ?? sign)
        : name !== undefined
          ? NAMED[name.toLowerCase()]
          : code <= 0x10ffff
            ? String.fromCodePoint(code)
            : undefined;
    if (written !== undefined) undo(match.index, to, written);
  }
  if (ends.length === 0) return null;
  add(text.slice(last));
  return {
    text: parts.join(''),
    placeOf: (boundary) => {
      // The last escape that ends before it.
      let [from, to] = [0, ends.length];
      while (from < to) {
        const middle = (from + to) >> 1;
        if ((ends[middle]?.[1] ?? 0) <= boundary) from = middle + 1;
        else to = middle;
      }
      const [before, after] = ends[from - 1] ?? [0, 0];
      return before + boundary - after;
    },
  };
}
