import { closeSync, openSync, readSync } from 'node:fs';

/** More than ten thousand devices with their logins. */
const MOST_BYTES = 1024 * 1024;

/** A file of at most 1 MiB of UTF-8. Reads no further, whatever its size says: it may be a pipe or a device. */
export function readText(path: string): { text: string } | { problem: string } {
  let bytes: Buffer;
  try {
    bytes = readBounded(path);
  } catch (error) {
    return { problem: sayReadError(error) };
  }
  if (bytes.length > MOST_BYTES) return { problem: 'is larger than 1 MiB; name the right file' };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { problem: 'is not UTF-8 text; save it as UTF-8' };
  }
}

function readBounded(path: string): Buffer {
  const file = openSync(path, 'r');
  try {
    const buffer = Buffer.alloc(MOST_BYTES + 1);
    let length = 0;
    for (;;) {
      const read = readSync(file, buffer, length, buffer.length - length, null);
      length += read;
      if (read === 0 || length === buffer.length) return buffer.subarray(0, length);
    }
  } finally {
    closeSync(file);
  }
}

function sayReadError(error: unknown): string {
  const code = errorCode(error);
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'does not exist; check the path';
  if (code === 'EACCES' || code === 'EPERM') return 'may not be read; check its permissions';
  if (code === 'EISDIR') return 'is a folder; name a file in it';
  return `cannot be read (${code ?? 'unknown error'})`;
}

/** The code of a system error ("ENOENT"), if it is one. */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return String(error.code);
}
