import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs';

/** How a file is read. */
export interface ReadLimits {
  /** In bytes; a longer file is not read to its end. */
  most: number;
  /** Whether a link may lead to the file; by default it may. */
  follow?: boolean;
}

/** Why a file cannot be read, to be put behind its name; `code` is that of the system, if it is one. */
export class UnreadableFile extends Error {
  override name = 'UnreadableFile';
  readonly code: string | null;
  constructor(problem: string, code: string | null = null) {
    super(problem);
    this.code = code;
  }
}

const PIECE = 1024 * 1024;

/**
 * A regular file, whole. What is none is refused at once: a pipe would be waited for, and a device has no end. Whatever its
 * size says, no more than `most` bytes are read. Throws an UnreadableFile.
 */
export function readRegularFile(path: string, { most, follow = true }: ReadLimits): Buffer {
  const file = opened(path, follow);
  try {
    const stat = fstatSync(file);
    if (!stat.isFile()) throw new UnreadableFile(kindOf(stat), stat.isDirectory() ? 'EISDIR' : null);
    const tooLong = () => new UnreadableFile(`is larger than ${most / 1024 / 1024} MiB; name the right file`);
    if (stat.size > most) throw tooLong();
    const pieces: Buffer[] = [];
    for (let length = 0; ; ) {
      const piece = Buffer.allocUnsafe(Math.min(Math.max(stat.size - length, 0) + 1, PIECE));
      const read = readSync(file, piece, 0, piece.length, null);
      length += read;
      if (length > most) throw tooLong();
      pieces.push(piece.subarray(0, read));
      // A piece has room for more than the file is said to hold: where that is left over, its end was seen.
      if (read === 0 || (read < piece.length && length === stat.size)) return whole(pieces, length);
    }
  } catch (error) {
    throw error instanceof UnreadableFile ? error : systemError(error);
  } finally {
    closeSync(file);
  }
}

const whole = ([first, ...more]: Buffer[], length: number): Buffer =>
  first === undefined || more.length > 0 ? Buffer.concat([...(first ? [first] : []), ...more], length) : first;

function opened(path: string, follow: boolean): number {
  const { O_RDONLY, O_NONBLOCK, O_NOCTTY, O_NOFOLLOW } = constants;
  try {
    // Without O_NONBLOCK opening a pipe waits for whoever writes into it.
    return openSync(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | (follow ? 0 : O_NOFOLLOW));
  } catch (error) {
    const problem = systemError(error);
    throw !follow && problem.code === 'ELOOP' ? new UnreadableFile('a link; a file is wanted', 'ELOOP') : problem;
  }
}

function systemError(error: unknown): UnreadableFile {
  const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
  // A socket in the file system cannot be opened at all.
  return code === 'ENXIO' ? new UnreadableFile(NO_FILE) : new UnreadableFile(`cannot be read (${code})`, code);
}

const NO_FILE = 'is no regular file but a pipe, a socket or a device; name a file';
const kindOf = (stat: Stats): string => (stat.isDirectory() ? 'is a folder; name a file in it' : NO_FILE);
