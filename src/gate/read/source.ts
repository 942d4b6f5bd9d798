import { execFile } from 'node:child_process';
import { realpath } from 'node:fs/promises';
import { basename, dirname, join, posix, relative, resolve, sep } from 'node:path';
import { promisify } from 'node:util';
import { ConfigError } from '../../base/config-error.ts';
import { readRegularFile, UnreadableFile } from '../../base/regular-file.ts';

/** A place that documents are read from: a folder, or a folder of a commit. Nothing outside it is read. */
export interface Source {
  /** As the user named it. */
  name: string;
  /** The file to begin with, inside the folder. */
  file: string;
  /** The text of a file of the folder. Throws a ConfigError that names it. */
  read: (file: string) => Promise<string>;
}

/** No description of an API is longer; in bytes. */
const MAX_BYTES = 16 * 1024 * 1024;

const leaves = (name: string, file: string) =>
  new ConfigError(
    `${name}: a reference leads to ${file}, which is outside its folder; keep what it refers to beside it`,
  );

/** A file, and those beside it and below. */
export async function fileSource(path: string): Promise<Source> {
  const folder = await realpath(dirname(resolve(path))).catch(() => dirname(resolve(path)));
  return {
    name: path,
    file: basename(path),
    read: async (file) => {
      const target = join(folder, file);
      const inside = relative(folder, target);
      if (inside.startsWith('..')) throw leaves(path, file);
      try {
        const real = await realpath(target);
        // A link may lead elsewhere.
        if (real !== folder && !real.startsWith(folder + sep)) throw leaves(path, file);
        return readRegularFile(real, { most: MAX_BYTES }).toString('utf8');
      } catch (error) {
        if (error instanceof ConfigError) throw error;
        const problem =
          error instanceof UnreadableFile
            ? error.message
            : `cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`;
        throw new ConfigError(
          file === basename(path) ? `${path}: ${problem}` : `${path}: ${file}, which it refers to, ${problem}`,
        );
      }
    },
  };
}

/** `git:REV:PATH`: a file of a commit of the repository in the working folder, and those beside it. */
export function gitSource(name: string): Source {
  const [, rev = '', path = ''] = /^git:([^:]+):(.+)$/.exec(name) ?? [];
  if (path === '' || rev.startsWith('-'))
    throw new ConfigError(`${name}: git:REV:PATH is wanted, such as git:main:api/openapi.yaml`);
  const folder = posix.dirname(path);
  return {
    name,
    file: posix.basename(path),
    read: async (file) => {
      const target = posix.normalize(posix.join(folder, file));
      if (posix.relative(folder, target).startsWith('..')) throw leaves(name, file);
      try {
        const { stdout } = await promisify(execFile)('git', ['show', `${rev}:./${target}`], { maxBuffer: MAX_BYTES });
        return stdout;
      } catch (error) {
        const said = String((error as { stderr?: unknown }).stderr ?? '').split('\n')[0];
        throw new ConfigError(`${name}: ${target} cannot be read from ${rev}${said ? ` (${said})` : ''}`);
      }
    },
  };
}
