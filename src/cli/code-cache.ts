/**
 * Loads a CommonJS file together with what V8 made of it in an earlier run: compiling takes a quarter of the CPU of a short
 * run. The cache is code, so it is taken from a folder only that nobody else may write to, and only for the very same file,
 * the same V8 and the same flags. Whatever is wrong with it, the file is compiled as if there were none.
 */
import { createHash, randomUUID } from 'node:crypto';
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import { cachedDataVersionTag } from 'node:v8';
import { Script } from 'node:vm';

/** Three for each version and Node that is in use; older ones are taken away. */
const MOST_FILES = 12;
const DIGEST_BYTES = 32;

const sha256 = (...parts: (string | Buffer)[]) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/** Where the user's caches lie; null where there are to be none. NODE_COMPILE_CACHE and its opposite are those of Node. */
export function cacheFolder(env: NodeJS.ProcessEnv, platform = process.platform): string | null {
  const { NODE_DISABLE_COMPILE_CACHE, NODE_COMPILE_CACHE, NODE_V8_COVERAGE, XDG_CACHE_HOME, LOCALAPPDATA } = env;
  // Coverage of what comes out of a cache is not exact.
  if (NODE_DISABLE_COMPILE_CACHE === '1' || NODE_V8_COVERAGE) return null;
  const usual = () => {
    if (platform === 'win32') return LOCALAPPDATA;
    if (XDG_CACHE_HOME && isAbsolute(XDG_CACHE_HOME)) return XDG_CACHE_HOME;
    return join(homedir(), ...(platform === 'darwin' ? ['Library', 'Caches'] : ['.cache']));
  };
  try {
    const base = NODE_COMPILE_CACHE || usual();
    return base && isAbsolute(base) ? join(base, 'roma-conformance') : null;
  } catch {
    return null;
  }
}

/** Nobody but this user may have written it. Windows keeps the folders of users apart by itself. */
const isOwn = ({ uid, mode }: { uid: number; mode: number }) =>
  process.getuid === undefined || (uid === process.getuid() && (mode & 0o022) === 0);

function read(folder: string, file: string): Buffer | undefined {
  try {
    const stat = lstatSync(folder);
    if (!stat.isDirectory() || !isOwn(stat)) return undefined;
    const fd = openSync(join(folder, file), constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
    try {
      const stat = fstatSync(fd);
      if (!stat.isFile() || !isOwn(stat)) return undefined;
      const all = readFileSync(fd);
      const data = all.subarray(DIGEST_BYTES);
      return sha256(data).equals(all.subarray(0, DIGEST_BYTES)) ? data : undefined;
    } finally {
      closeSync(fd);
    }
  } catch {
    return undefined;
  }
}

function write(folder: string, file: string, data: Buffer): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (!isOwn(lstatSync(folder))) return;
    const part = join(folder, `${file}.${randomUUID()}.part`);
    try {
      writeFileSync(part, Buffer.concat([sha256(data), data]), { flag: 'wx', mode: 0o600 });
      renameSync(part, join(folder, file));
    } finally {
      rmSync(part, { force: true });
    }
    const age = (name: string) => statSync(join(folder, name)).mtimeMs;
    const old = readdirSync(folder).sort((a, b) => age(b) - age(a));
    for (const name of old.slice(MOST_FILES)) rmSync(join(folder, name), { force: true });
  } catch {
    // A full disk, a home that is read only: the next run compiles once more.
  }
}

export interface Loaded {
  exports: unknown;
  /** Keeps what V8 made of the file, unless it came out of the cache. To be called once all is done. */
  keep: () => void;
}

/** `use` tells apart runs that need different parts of the file. Without a folder nothing is read or kept. */
export function loadCached(path: string, use: string, folder: string | null): Loaded {
  const code = readFileSync(path);
  const name = `${use}-${sha256(code).toString('hex').slice(0, 32)}-${cachedDataVersionTag().toString(16)}`;
  const cachedData = folder === null ? undefined : read(folder, name);
  // The build sees to it that the file is ASCII.
  const script = new Script(
    `(function (exports, require, module, __filename, __dirname) {${code.toString('latin1')}\n})`,
    {
      filename: path,
      ...(cachedData && { cachedData }),
    },
  );
  const isKept = cachedData !== undefined && script.cachedDataRejected !== true;
  const module = { exports: {} as unknown };
  const run = script.runInThisContext() as (...args: unknown[]) => void;
  run(module.exports, createRequire(path), module, path, dirname(path));
  return {
    exports: module.exports,
    keep: () => {
      if (folder !== null && !isKept) write(folder, name, script.createCachedData());
    },
  };
}
