import { ConfigError } from '../base/config-error.ts';
import type { UnreadableFile } from '../base/regular-file.ts';
import { phrase, tell, told } from './speech.ts';

/** What the system says of a path that somebody named, and what to do about it. */
const SAYS: Readonly<Record<string, string>> = {
  ENOTDIR: phrase`is a file, or lies below one, where a folder is wanted; name another path`,
  EISDIR: phrase`is a folder where a file is wanted; name a file`,
  EACCES: phrase`is closed to you; check its permissions, or name another path`,
  EPERM: phrase`is closed to you; check its permissions, or name another path`,
  EROFS: phrase`lies where nothing can be written; name another path`,
  ENOSPC: phrase`has no room left on its disk; make room, or name another path`,
  ENAMETOOLONG: phrase`is too long for a name; shorten it`,
  ELOOP: phrase`is a link that leads back to itself; name the path that is meant`,
};

const UNREADABLE: readonly string[] = [
  phrase`is no regular file but a pipe, a socket or a device; name a file`,
  phrase`is a folder; name a file in it`,
  phrase`a link; a file is wanted`,
];

/** What `readRegularFile` says of a file, in the language that is spoken. */
export function sayUnreadable({ message }: UnreadableFile): string {
  const [, most] = /^is larger than ([\d.]+) MiB; name the right file$/.exec(message) ?? [];
  if (most !== undefined) return tell`is larger than ${most} MiB; name the right file`;
  const [, code] = /^cannot be read \((.*)\)$/.exec(message) ?? [];
  if (code !== undefined) return tell`cannot be read (${code})`;
  return UNREADABLE.includes(message) ? told(message) : message;
}

/** An error of the file system that the user can mend, as a ConfigError that names the path; else null. */
export function pathProblem(error: unknown): ConfigError | null {
  if (!(error instanceof Error)) return null;
  const { code, path } = error as NodeJS.ErrnoException;
  const says = code !== undefined && Object.hasOwn(SAYS, code) ? SAYS[code] : undefined;
  if (says === undefined || path === undefined) return null;
  return new ConfigError(tell`${path} ${told(says)} (${code})`);
}
