import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, posix, relative, resolve, sep } from 'node:path';
import { promisify } from 'node:util';
import { ConfigError } from '../../base/config-error.ts';
import { readRegularFile, UnreadableFile } from '../../base/regular-file.ts';
import { sayUnreadable } from '../../messages/path-error.ts';
import { tell } from '../../messages/speech.ts';

/** A place that documents are read from: a folder, or a folder of a commit. Nothing outside its bounds is read. */
export interface Source {
  /** As the user named it. */
  name: string;
  /** The file to begin with, inside the folder. */
  file: string;
  /** The folder, where it is not the one of the name. */
  root?: string;
  /** The text of a file of the folder. Throws a ConfigError that names it. */
  read: (file: string) => Promise<string>;
}

/** No description of an API is longer; in bytes. */
const MAX_BYTES = 16 * 1024 * 1024;

const leaves = (name: string, file: string, bounds?: string) =>
  new ConfigError(
    bounds === undefined
      ? tell`${name}: a reference leads to ${file}, which is outside its folder and its repository; name the folder that holds both with --root`
      : tell`${name}: a reference leads to ${file}, which is outside --root ${bounds}; name a folder that holds both`,
  );

/** Whether a way from a folder leads out of it; a file may be called `..x`. */
const leadsOut = (way: string) => way === '..' || /^\.\.[/\\]/.test(way) || isAbsolute(way);

/** The folder of the repository that a folder lies in; itself where it lies in none. */
function repositoryOf(folder: string): string {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at;
    if (dirname(at) === at) return folder;
  }
}

/**
 * The folder that an input lies in, for readers: relative to the working folder where it lies in it. That of a commit is
 * the one of the working tree.
 */
export function folderOf({ name, root }: Pick<Source, 'name' | 'root'>): string {
  const isCommit = name.startsWith('git:');
  const written = root ?? dirname(isCommit ? commitPath(name)[1] : name);
  const path = isCommit ? relative(process.cwd(), join(repositoryOf(process.cwd()), written)) : written;
  const inside = isAbsolute(path) ? relative(process.cwd(), path) : path;
  return (leadsOut(inside) ? path : inside).replaceAll('\\', '/') || '.';
}

/**
 * A file, and what its references lead to within `bounds`: the repository it lies in by default, or its folder where it lies
 * in none. Files are named from its folder, or from `root`.
 */
export async function fileSource(path: string, root?: string, bounds?: string): Promise<Source> {
  const wanted = resolve(root ?? dirname(path));
  const folder = await realpath(wanted).catch(() => wanted);
  const outermost = bounds === undefined ? repositoryOf(folder) : await realpath(bounds).catch(() => resolve(bounds));
  const first = root === undefined ? basename(path) : relative(root, path).split(sep).join('/');
  return {
    name: path,
    file: first,
    ...(root !== undefined && { root }),
    read: async (file) => {
      const target = join(folder, file);
      if (leadsOut(relative(outermost, target))) throw leaves(path, file, bounds);
      try {
        const real = await realpath(target);
        // A link may lead elsewhere.
        if (leadsOut(relative(outermost, real))) throw leaves(path, file, bounds);
        return readRegularFile(real, { most: MAX_BYTES }).toString('utf8');
      } catch (error) {
        if (error instanceof ConfigError) throw error;
        const problem =
          error instanceof UnreadableFile
            ? sayUnreadable(error)
            : tell`cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`;
        throw new ConfigError(tell`${file === first ? path : file}: ${problem}`);
      }
    },
  };
}

/**
 * The revision and the path that a name says, as git reads it: from the root of the repository, or from the working folder
 * where it begins with `./` or `../`. The path is given from the root. Throws a ConfigError.
 */
export function commitPath(name: string): [rev: string, path: string] {
  const [, rev = '', path = ''] = /^git:([^:]+):(.+)$/.exec(name) ?? [];
  if (path === '' || rev.startsWith('-'))
    throw new ConfigError(tell`${name}: git:REV:PATH is wanted, such as git:main:api/openapi.yaml`);
  const here = relative(repositoryOf(process.cwd()), process.cwd()).split(sep).join('/');
  return [rev, posix.normalize(/^\.\.?(\/|$)/.test(path) ? posix.join(here, path) : path)];
}

/** The files below a folder, or below one of a commit; relative to it, in the order of their names. */
export async function filesIn(name: string): Promise<string[]> {
  if (!name.startsWith('git:')) {
    const entries = await readdir(name, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => relative(name, join(entry.parentPath, entry.name)).split(sep).join('/'))
      .filter((file) => !/(^|\/)(node_modules|\.[^/]*)(\/|$)/.test(file))
      .sort();
  }
  const [rev, path] = commitPath(name);
  try {
    const { stdout } = await promisify(execFile)(
      'git',
      ['ls-tree', '-r', '-z', '--name-only', '--full-tree', treeOf(rev, path)],
      {
        maxBuffer: MAX_BYTES,
      },
    );
    return stdout
      .split('\0')
      .filter((file) => file !== '')
      .sort();
  } catch (error) {
    throw new ConfigError(tell`${name}: cannot be read${saidByGit(error)}`);
  }
}

/** A path of a commit; its root has none. */
const treeOf = (rev: string, path: string) => `${rev}:${/^\.?\/?$/.test(path) ? '' : path}`;

/** What to write where the path is that of a file of the working folder. */
function hereInstead(name: string, path: string): string {
  const isHere =
    !/^git:[^:]+:\.\.?\//.test(name) && existsSync(path) && !existsSync(join(repositoryOf(process.cwd()), path));
  const [rev] = commitPath(name);
  return isHere ? tell`; paths count from the root of the repository; did you mean git:${rev}:./${path}?` : '';
}

const saidByGit = (error: unknown): string => {
  const said = String((error as { stderr?: unknown }).stderr ?? '').split('\n')[0];
  return said ? ` (${said})` : '';
};

/**
 * `git:REV:PATH`: a file of a commit of the repository in the working folder, and what its references lead to in the same
 * commit, within `bounds`.
 */
export function gitSource(name: string, root?: string, bounds?: string): Source {
  const [rev, path] = commitPath(name);
  const folder = root ?? posix.dirname(path);
  return {
    name,
    file: posix.relative(folder, path),
    ...(root !== undefined && { root }),
    read: async (file) => {
      const target = posix.normalize(posix.join(folder, file));
      const repository = repositoryOf(process.cwd());
      const outermost = bounds === undefined ? repository : resolve(bounds);
      if (leadsOut(relative(outermost, resolve(repository, target)))) throw leaves(name, file, bounds);
      try {
        const { stdout } = await promisify(execFile)('git', ['show', treeOf(rev, target)], { maxBuffer: MAX_BYTES });
        return stdout;
      } catch (error) {
        throw new ConfigError(
          tell`${name}: ${target} cannot be read from ${rev}${saidByGit(error)}${hereInstead(name, path)}`,
        );
      }
    },
  };
}
