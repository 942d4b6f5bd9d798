import { UNSEEN } from './visible.ts';

/**
 * JSON with two spaces and a line feed at the end. JSON escapes C0 itself; the rest that could steer a terminal is escaped
 * too, and stays the same value.
 */
export const printableJson = (value: unknown): string =>
  `${JSON.stringify(value, null, 2).replace(UNSEEN, escapeOf)}\n`;

const escapeOf = (character: string) =>
  character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
