import { readJson } from '../base/json.ts';
import { phrase } from '../messages/speech.ts';

/**
 * Names of members that a JSON text has twice with different values: one program reads the first, another the last, so the
 * text says two things. null where it cannot be read at all.
 */
export function saidTwice(text: string): string[] | null {
  const json = readJson(text);
  return json.ok ? [...new Set(json.duplicateKeys)] : null;
}

/** As it was before an editor or git made CRLF of its line feeds; null where there is no CRLF. */
export function withoutCrlf(content: Buffer): Buffer | null {
  return content.includes('\r\n') ? Buffer.from(content.toString('latin1').replaceAll('\r\n', '\n'), 'latin1') : null;
}

export const LINE_ENDS = phrase`its line ends were changed to CRLF, as git and editors do (autocrlf)`;
