import { visible } from './visible.ts';

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  // In an attribute a bare line feed or tab would be read as a space.
  '\n': '&#10;',
  '\t': '&#9;',
};

/** Text of an element. What XML 1.0 does not allow, and what cannot be seen, is written as an escape. */
export const xmlText = (text: string): string =>
  visible(text).replace(/[&<>]/g, (character) => ENTITIES[character] ?? '');

/** Text of a quoted attribute. */
export const xmlAttribute = (text: string): string =>
  visible(text).replace(/[&<>"'\n\t]/g, (character) => ENTITIES[character] ?? '');
