import { ConfigError } from '../base/config-error.ts';
import { readRegularFile, UnreadableFile } from '../base/regular-file.ts';
import { sayUnreadable } from '../messages/path-error.ts';
import { tell } from '../messages/speech.ts';

/** More than the evidence that a run keeps, with all its other lines; in bytes. */
const MOST_BYTES = 512 * 1024 * 1024;

/**
 * A file that somebody else handed in, whole; null where it is not there. Throws a ConfigError where it is a link, a pipe,
 * a folder, or too long.
 */
export function evidenceFile(path: string): Buffer | null {
  return read(path, path, { most: MOST_BYTES, follow: false });
}

/** A file that the user named, as text; a link may lead to it. `name` is what messages call it. Throws a ConfigError. */
export function namedText(path: string, { name = path, most = MOST_BYTES } = {}): string {
  const content = read(path, name, { most, follow: true });
  if (content === null) throw new ConfigError(tell`${name}: cannot be read (ENOENT)`);
  return content.toString('utf8');
}

function read(path: string, name: string, limits: { most: number; follow: boolean }): Buffer | null {
  try {
    return readRegularFile(path, limits);
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    if (error.code === 'ENOENT') return null;
    throw new ConfigError(tell`${name}: ${sayUnreadable(error)}`);
  }
}
