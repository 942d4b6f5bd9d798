import { constants, type Stats } from 'node:fs';
import { lstat, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { ConfigError } from '../base/config-error.ts';
import { tell } from '../messages/speech.ts';

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code ?? 'unknown';

async function statOf(path: string, follow: boolean): Promise<Stats | null> {
  try {
    return await (follow ? stat(path) : lstat(path));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

/**
 * Makes a folder and those above it. One step at a time: Node's own way never ends below /proc, where a folder may be there
 * and take none. Throws what the system says.
 */
export async function makeFolder(path: string): Promise<void> {
  const missing: string[] = [];
  let at = resolve(path);
  for (;;) {
    const found = await statOf(at, true);
    if (found?.isDirectory()) break;
    if (found) throw Object.assign(new Error(`${at} is no folder`), { code: 'ENOTDIR', path: at });
    missing.push(at);
    at = dirname(at);
  }
  for (const folder of missing.reverse()) {
    await mkdir(folder).catch((error: unknown) => {
      // Somebody else made it just now.
      if (codeOf(error) !== 'EEXIST') throw error;
    });
  }
}

/** Throws a ConfigError where `out` is no folder, nor may become one. Makes nothing. */
export async function refuseNoFolder(out: string): Promise<void> {
  const code = await stat(out).then(
    (found) => (found.isDirectory() ? null : 'ENOTDIR'),
    (error: unknown) => (codeOf(error) === 'ENOENT' ? null : codeOf(error)),
  );
  if (code !== null)
    throw new ConfigError(tell`--out ${out}: ${out} cannot be written to (${code}); name another folder`);
}

/** Makes `<out>/<name>` and shows that it can be written to. `out` may be a link, what is below it may not. Throws a ConfigError. */
export async function prepareFolder(out: string, name: string): Promise<string> {
  const folder = join(out, name);
  const probe = join(folder, `.write-test-${process.pid}`);
  try {
    await makeFolder(out);
    for (let below = folder; below !== join(out) && below !== dirname(below); below = dirname(below)) {
      if ((await statOf(below, false))?.isSymbolicLink())
        throw new ConfigError(tell`--out ${out}: ${below} is a link to elsewhere; name the folder that is meant`);
    }
    await makeFolder(folder);
    await rm(probe, { force: true });
    await writeNew(probe, '');
    await rm(probe);
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    throw new ConfigError(tell`--out ${out}: ${folder} cannot be written to (${codeOf(error)}); name another folder`);
  }
  return folder;
}

/** What opens a file for writing that is not there yet: never through a link, never into a pipe. */
export const NEW_FILE = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL;

/** Who may read a file: its owner alone, or everybody, as far as the umask lets them. */
export const MODES = { own: 0o600, shared: 0o644 } as const;

async function writeNew(path: string, text: string, mode: number = MODES.own): Promise<void> {
  const file = await open(path, NEW_FILE, mode);
  try {
    await file.writeFile(text);
  } finally {
    await file.close();
  }
}

/**
 * Puts a file in the place of whatever has its name, at once and never half. A link of that name is replaced, and what it
 * leads to is left alone. Throws what the system says.
 */
export async function replaceFile(path: string, text: string, mode: number): Promise<void> {
  const draft = `${path}.${process.pid}.tmp`;
  try {
    await rm(draft, { force: true });
    await writeNew(draft, text, mode);
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true }).catch(() => {});
    throw error;
  }
}
