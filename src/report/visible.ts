/**
 * What a reader cannot see or what moves other text about: controls but tab and line feed, marks of format (direction,
 * zero width, tags), line separators, noncharacters, and halves of surrogate pairs.
 */
export const UNSEEN = /(?![\t\n])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}\p{NChar}]/gu;

const escapeOf = (character: string): string => {
  const code = character.codePointAt(0) ?? 0;
  return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, '0')}`;
};

/** Most texts hold nothing but these, and the classes of Unicode take long to compile. */
const PLAIN = /^[\t\n\x20-\x7e]*$/;

/** The text with each character that cannot be seen written otherwise. */
export const withoutUnseen = (text: string, write: (character: string) => string): string =>
  PLAIN.test(text) ? text : text.replace(UNSEEN, write);

/**
 * The text with everything that cannot be seen written as an escape: a mark that turns the direction becomes `\u202e`.
 * Tabs and line feeds stay. `mark` may wrap each escape, so that it differs from the same six characters in the text.
 */
export function visible(text: string, mark: (written: string) => string = (written) => written): string {
  return withoutUnseen(text, (character) => mark(escapeOf(character)));
}

/** As `visible`, in one line: tabs and line feeds are escapes too. */
export function visibleLine(text: string): string {
  return visible(text).replace(/[\t\n]/g, escapeOf);
}
