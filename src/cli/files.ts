import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ConfigError } from '../base/config-error.ts';
import { tell } from '../messages/speech.ts';

const DEPLOYMENT_FILE = /^[^.].*\.(?:ya?ml|json)$/i;
const WILD = /[*?[\]{}!]/;

type Kind = 'file' | 'folder' | 'glob' | 'absent';

function kindOf(path: string): Kind {
  try {
    return statSync(path).isDirectory() ? 'folder' : 'file';
  } catch {
    // What is there is meant as it is, stars and all.
    return WILD.test(path) ? 'glob' : 'absent';
  }
}

/** Whether FILE arguments can mean several files, however many they are just now. */
export const nameSeveral = (args: readonly string[]): boolean =>
  args.length > 1 || args.some((arg) => ['folder', 'glob'].includes(kindOf(arg)));

/**
 * The deployment files that FILE arguments name: a file itself, those of a folder (*.yaml, *.yml, *.json; not of the folders
 * below it), those that fit a glob (`**` goes through folders); in order, each once. What is not there stays, and reading it
 * says so. Throws a ConfigError where a folder or a glob gives none.
 */
export async function filesOf(args: readonly string[]): Promise<string[]> {
  const problems: string[] = [];
  const named: { isNamed: boolean; files: string[] }[] = [];
  for (const arg of args) {
    const kind = kindOf(arg);
    if (kind === 'file' || kind === 'absent') {
      named.push({ isNamed: true, files: [arg] });
      continue;
    }
    const files = kind === 'folder' ? inFolder(arg) : await fitting(arg);
    if (typeof files === 'string') problems.push(files);
    else if (files.length === 0)
      problems.push(
        kind === 'folder'
          ? tell`${arg}: the folder holds no deployment file (*.yaml, *.yml, *.json); name the folder that does, or a glob such as "${join(arg, '**', '*.yaml')}"`
          : tell`${arg}: no file fits this glob; check the path, and quote it so that the shell leaves it alone`,
      );
    named.push({ isNamed: false, files: typeof files === 'string' ? [] : files });
  }
  if (problems.length > 0) throw new ConfigError(problems.join('\n'));
  const written = new Set(named.flatMap(({ isNamed, files }) => (isNamed ? files.map((file) => resolve(file)) : [])));
  // A folder and a glob may both give a file, or give one that is named too: it is meant once.
  const seen = new Set<string>();
  return named.flatMap(({ isNamed, files }) =>
    files.filter((file) => {
      const path = resolve(file);
      if (isNamed) return true;
      if (written.has(path) || seen.has(path)) return false;
      seen.add(path);
      return true;
    }),
  );
}

function inFolder(folder: string): string[] | string {
  try {
    return readdirSync(folder)
      .filter((name) => DEPLOYMENT_FILE.test(name))
      .map((name) => join(folder, name))
      .filter((path) => kindOf(path) === 'file')
      .sort();
  } catch (error) {
    return tell`${folder}: the folder cannot be read (${(error as NodeJS.ErrnoException).code}); check its permissions`;
  }
}

async function fitting(glob: string): Promise<string[]> {
  const { glob: find } = await import('tinyglobby');
  return (await find(glob, { expandDirectories: false, onlyFiles: true })).sort();
}

/**
 * What each file that is named holds, in their order. No two may have one name.
 *
 * @throws `ConfigError` with all that is wrong in any of them.
 */
export async function readEach<T extends { name: string; source: string }>(
  args: readonly string[],
  read: (file: string) => T | Promise<T>,
): Promise<T[]> {
  const byName = new Map<string, T>();
  const problems: string[] = [];
  for (const file of await filesOf(args)) {
    try {
      const one = await read(file);
      const same = byName.get(one.name);
      if (same)
        problems.push(
          tell`${file}: name: "${one.name}" is the name of ${same.source} too; reports would overwrite each other, rename one`,
        );
      byName.set(one.name, one);
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      problems.push(error.message);
    }
  }
  if (problems.length > 0) throw new ConfigError(problems.join('\n'));
  return [...byName.values()];
}
