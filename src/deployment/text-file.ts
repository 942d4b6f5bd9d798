import { readRegularFile, UnreadableFile } from '../base/regular-file.ts';
import { sayUnreadable } from '../messages/path-error.ts';
import { tell } from '../messages/speech.ts';

/** More than ten thousand devices with their logins. */
const MOST_BYTES = 1024 * 1024;

/** A regular file of at most 1 MiB of UTF-8. */
export function readText(path: string): { text: string } | { problem: string } {
  let bytes: Buffer;
  try {
    bytes = readRegularFile(path, { most: MOST_BYTES });
  } catch (error) {
    return { problem: sayReadError(error) };
  }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { problem: tell`is not UTF-8 text; save it as UTF-8` };
  }
}

function sayReadError(error: unknown): string {
  if (!(error instanceof UnreadableFile)) throw error;
  switch (error.code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return tell`does not exist; check the path`;
    case 'EACCES':
    case 'EPERM':
      return tell`may not be read; check its permissions`;
    default:
      return sayUnreadable(error);
  }
}
