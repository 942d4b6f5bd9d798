import { createHash } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError } from '../base/config-error.ts';
import { readRegularFile } from '../base/regular-file.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { keysOf } from '../many/keys.ts';
import { tell } from '../messages/speech.ts';

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code ?? 'unknown';

/** Of a lock: the number of a process. */
const MOST_BYTES = 1024;

/** Locks of this process. */
const held = new Set<string>();
process.on('exit', () => {
  for (const path of held) leave(path);
});

/** Where the folder cannot be written to any more the file stays; what is left of a process that is gone holds nothing. */
function leave(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {}
}

/**
 * Takes a lock for this process; gives what lets go of it. However the process ends it lets go, and one that was killed does
 * not hold it. Throws a ConfigError with what `taken` makes of the holder (" (process 123)", or nothing).
 */
export function holdLock(path: string, taken: (holder: string) => string): () => void {
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      writeFileSync(path, String(process.pid), { flag: 'wx' });
      held.add(path);
      return () => {
        held.delete(path);
        leave(path);
      };
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw new ConfigError(tell`${path} cannot be written (${codeOf(error)})`);
      const holder = Number(readLock(path));
      // In a container the number may be that of a run before.
      if (holder === process.pid ? held.has(path) : isAlive(holder))
        throw new ConfigError(taken(` (process ${holder})`));
      removeLock(path);
    }
  }
  throw new ConfigError(taken(''));
}

/**
 * Takes the instance, and the MQTT clients that it logs in as, for this process: two runs that take the same devices offline accuse the deployment of what the other
 * one did. Sees runs on this machine only. Throws a ConfigError where one has it.
 */
export function holdInstance(deployment: Deployment): () => void {
  const releases: (() => void)[] = [];
  const releaseAll = () => {
    for (const release of releases) release();
  };
  try {
    for (const [i, key] of keysOf(deployment).entries()) {
      const digest = createHash('sha256').update(key).digest('hex');
      const what = i === 0 ? tell`the instance is` : tell`an MQTT client that a test device logs in as is`;
      releases.push(
        holdLock(
          join(tmpdir(), `roma-conformance-${digest.slice(0, 32)}.lock`),
          (holder) =>
            tell`${deployment.name}: ${what} in use by another run${holder}, and each would see what the other one does; wait for it to end`,
        ),
      );
    }
  } catch (error) {
    releaseAll();
    throw error;
  }
  return releaseAll;
}

/** What a lock says; nothing where it is no file, such as a pipe, which would never end. */
function readLock(path: string): string {
  try {
    return readRegularFile(path, { most: MOST_BYTES, follow: false }).toString('utf8');
  } catch {
    return '';
  }
}

function removeLock(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch (error) {
    throw new ConfigError(
      tell`${path} was left by a run that is gone, and cannot be removed (${codeOf(error)}); remove it`,
    );
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}
