import { constants } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { ConfigError } from '../base/config-error.ts';

/** More than the evidence that a run keeps, with all its other lines; in bytes. */
const MAX_BYTES = 512 * 1024 * 1024;

/**
 * A file that somebody else handed in, whole; null where it is not there. Throws a ConfigError where it is a link, a pipe,
 * a folder, or too long.
 */
export async function evidenceFile(path: string): Promise<Buffer | null> {
  let file: Awaited<ReturnType<typeof open>>;
  try {
    file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return null;
    throw new ConfigError(code === 'ELOOP' ? `${path}: a link; a file is wanted` : `${path}: cannot be read (${code})`);
  }
  try {
    const { size, isFile } = await file.stat().then((stat) => ({ size: stat.size, isFile: stat.isFile() }));
    if (!isFile) throw new ConfigError(`${path}: no file`);
    if (size > MAX_BYTES) throw new ConfigError(`${path}: longer than ${MAX_BYTES / 1024 / 1024} MiB`);
    return await file.readFile();
  } finally {
    await file.close();
  }
}

/** A file that the user named, as text; a link may lead to it. Throws a ConfigError. */
export async function namedText(path: string): Promise<string> {
  try {
    const content = await readFile(path);
    if (content.length > MAX_BYTES) throw new ConfigError(`${path}: longer than ${MAX_BYTES / 1024 / 1024} MiB`);
    return content.toString('utf8');
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    throw new ConfigError(`${path}: cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
}
