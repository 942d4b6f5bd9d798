import fc from 'fast-check';

/** How many characters there are, without the halves of pairs. */
const CHARACTERS = 0x110000 - 0x800;

const character = fc.nat(CHARACTERS - 1).map((n) => String.fromCodePoint(n < 0xd800 ? n : n + 0x800));

/** Text of any characters: `unit: 'binary'` of fast-check, without its table of all of them, which takes half a second. */
export const anyText = (maxLength?: number): fc.Arbitrary<string> =>
  fc.string({ unit: character, ...(maxLength !== undefined && { maxLength }) });
