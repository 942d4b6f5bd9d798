import { closeSync, lstatSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from '../base/config-error.ts';
import { isObject, readPlainJson } from '../base/json.ts';
import { readRegularFile } from '../base/regular-file.ts';
import { MOST_VALUES_OF_FILE } from '../base/values.ts';
import { tell } from '../messages/speech.ts';
import type { SiteFile } from '../site/frame.ts';
import { OWN_PATH } from '../site/paths.ts';
import { MODES, makeFolder, NEW_FILE } from './folder.ts';

/** Names every file of the site, so that the next build knows its own files from others. */
const LIST = '.roma-site.json';
const LIST_LIMITS = { most: 256 * 1024 * 1024, follow: false };

/** A folder that a site is written to. */
export interface SiteFolder {
  /** Writes a file, whole or not at all. Throws a ConfigError where something else has its name. */
  write(file: SiteFile): void;
  /** Takes away what an earlier build left and this one did not write: its own files, and no others. */
  close(): void;
}

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code ?? 'unknown';

/** Opens a folder, which may hold other things. Throws a ConfigError where it cannot be written to. */
export async function openSiteFolder(out: string): Promise<SiteFolder> {
  const refused = (path: string, error: unknown) =>
    error instanceof ConfigError ? error : new ConfigError(tell`${path}: cannot be written (${codeOf(error)})`);
  const before = new Set(listed(out));
  const written = new Set<string>();
  const folders = new Set<string>();

  const note = (paths: Iterable<string>) =>
    put(join(out, LIST), `${JSON.stringify({ files: [...paths].sort() }, null, 1)}\n`);
  /** The folders that a file lies in, from the outside; a link among them would lead elsewhere. */
  const foldersOf = (path: string) =>
    path
      .split('/')
      .slice(0, -1)
      .map((_, i, parts) => join(out, ...parts.slice(0, i + 1)));
  const makeFolders = (path: string) => {
    for (const folder of foldersOf(path)) {
      if (folders.has(folder)) continue;
      const found = kindAt(folder);
      if (found === 'other')
        throw new ConfigError(tell`--out ${out}: ${folder} is a link or a file; name the folder that is meant`);
      if (found === null) mkdirSync(folder);
      folders.add(folder);
    }
  };
  try {
    await makeFolder(out);
    // From here on what is written counts as its own, also where this build does not come to its end.
    note(before);
  } catch (error) {
    throw refused(out, error);
  }
  let isNoted = false;
  return {
    write: ({ path, text }) => {
      if (!OWN_PATH.test(path)) throw new Error(`no path of a site: ${path}`);
      try {
        makeFolders(path);
        if (!before.has(path) && kindAt(join(out, path)) !== null)
          throw new ConfigError(
            tell`--out ${out}: ${join(out, path)} is there and is no file of an earlier site; name another folder, or move it away`,
          );
        put(join(out, path), text);
      } catch (error) {
        // What it wrote until now is known as its own the next time; a full disk may not take even that.
        try {
          if (!isNoted) note(new Set([...before, ...written]));
        } catch {}
        isNoted = true;
        throw refused(join(out, path), error);
      }
      written.add(path);
    },
    close: () => {
      try {
        for (const path of before)
          if (!written.has(path) && foldersOf(path).every((folder) => kindAt(folder) === 'folder'))
            rmSync(join(out, path), { force: true });
        note(written);
      } catch (error) {
        throw refused(out, error);
      }
    },
  };
}

/** What stands at a path: a folder, something else (a link too), or nothing. */
function kindAt(path: string): 'folder' | 'other' | null {
  const found = lstatSync(path, { throwIfNoEntry: false });
  return found === undefined ? null : found.isDirectory() ? 'folder' : 'other';
}

/** The files of an earlier build, those that a site may consist of: the list may have been written by anybody. */
function listed(out: string): string[] {
  const path = join(out, LIST);
  if (kindAt(path) === null) return [];
  try {
    const json = readPlainJson(readRegularFile(path, LIST_LIMITS).toString('utf8'), MOST_VALUES_OF_FILE);
    const files = json.ok && isObject(json.plain) ? json.plain['files'] : null;
    if (Array.isArray(files))
      return files.filter((file): file is string => typeof file === 'string' && OWN_PATH.test(file));
  } catch {}
  throw new ConfigError(tell`${path}: no list that an earlier site wrote; remove it, or name another folder`);
}

/** Puts a file in the place of what has its name, at once. A link of that name is replaced, never followed. */
function put(path: string, text: string): void {
  const draft = `${path}.${process.pid}.tmp`;
  try {
    const file = openSync(draft, NEW_FILE, MODES.shared);
    try {
      writeFileSync(file, text);
    } finally {
      closeSync(file);
    }
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}
