import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import {
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

export const PASSWORD = 'a-password-that-nobody-may-see';

/** A PostgreSQL of the test's own, on loopback. */
export interface Postgres {
  /** A new and empty database. */
  database: (name: string) => string;
  sql: (database: string, text: string) => string;
  /** Stops the server, which cuts all connections, and starts it again where it was. */
  restart: () => Promise<void>;
  stop: () => Promise<void>;
}

/** The folder of PostgreSQL's programs: as Debian installs them, or on the path. null where there is none. */
export function postgresPrograms(): string | null {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...versions.map((version) => join(debian, version, 'bin')),
    ...(process.env['PATH'] ?? '').split(delimiter),
  ];
  return folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres'))) ?? null;
}

/** PostgreSQL refuses to run as root: then the user of the package is taken, or nobody. */
function servant(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
  const line = lines.find((one) => one.startsWith('postgres:')) ?? lines.find((one) => one.startsWith('nobody:')) ?? '';
  const [, , uid, gid] = line.split(':');
  return { uid: Number(uid), gid: Number(gid) };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** New servers begin as a copy of the first: that takes a fifth of the time of `initdb`. */
const CACHE = new URL('../../node_modules/.cache', import.meta.url).pathname;

/** Keeps a copy, whole or not at all; another file may be faster with it. */
function keep(data: string, kept: string): void {
  const draft = `${kept}.${process.pid}`;
  cpSync(data, draft, { recursive: true });
  try {
    renameSync(draft, kept);
  } catch {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** PostgreSQL takes no port 0: a free one is asked for, and another where somebody was faster. */
const ATTEMPTS = 5;

export async function startPostgres(programs: string): Promise<Postgres> {
  const folder = mkdtempSync(join(tmpdir(), 'roma-postgres-'));
  const data = join(folder, 'data');
  const passwordFile = join(folder, 'password');
  const user = servant();
  mkdirSync(data, { mode: 0o700 });
  writeFileSync(passwordFile, PASSWORD);
  for (const path of [folder, data, passwordFile]) if (user) chownSync(path, user.uid, user.gid);
  const as = { ...(user ?? {}), cwd: folder, env: { PATH: process.env['PATH'], LC_ALL: 'C' } };
  const kept = join(CACHE, `postgres${programs.replaceAll(/\W/g, '-')}`);
  if (existsSync(kept)) {
    cpSync(kept, data, { recursive: true });
    if (user) execFileSync('chown', ['-R', `${user.uid}:${user.gid}`, data]);
  } else {
    const login = ['-U', 'roma', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`];
    const options = ['--no-sync', '-E', 'UTF8', '--wal-segsize=1', ...login];
    execFileSync(join(programs, 'initdb'), ['-D', data, ...options], { ...as, stdio: 'pipe' });
    keep(data, kept);
  }
  let said = '';
  const serve = async (port: number): Promise<ChildProcess | null> => {
    const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off'].flatMap((one) => [
      '-c',
      one,
    ]);
    const child = spawn(join(programs, 'postgres'), ['-D', data, '-p', String(port), ...settings], {
      ...as,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let own = '';
    const isReady = await new Promise<boolean>((resolve) => {
      child.stderr.on('data', (chunk) => {
        own += chunk;
        said += chunk;
        if (own.includes('ready to accept connections')) resolve(true);
      });
      child.on('exit', () => resolve(false));
    });
    return isReady ? child : null;
  };
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const port = await freePort();
    const child = await serve(port);
    if (!child) continue;
    const again = async () => {
      const next = await serve(port);
      if (!next) throw new Error(`PostgreSQL did not start again:\n${said}`);
      return next;
    };
    return running(child, { programs, port, folder, again });
  }
  rmSync(folder, { recursive: true, force: true });
  throw new Error(`PostgreSQL did not start:\n${said}`);
}

function running(
  first: ChildProcess,
  {
    programs,
    port,
    folder,
    again,
  }: { programs: string; port: number; folder: string; again: () => Promise<ChildProcess> },
): Postgres {
  const address = (name: string) => `postgres://roma:${PASSWORD}@127.0.0.1:${port}/${name}`;
  const psql = existsSync(join(programs, 'psql')) ? join(programs, 'psql') : 'psql';
  const sql = (name: string, text: string) =>
    execFileSync(psql, ['-X', '-q', '-A', '-t', '-v', 'ON_ERROR_STOP=1', '-c', text, address(name)], {
      encoding: 'utf8',
      stdio: 'pipe',
    }).trim();
  let child = first;
  const halt = async () => {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    // Fast shutdown: open connections are cut.
    if (child.exitCode !== null) return;
    child.kill('SIGINT');
    await ended;
  };
  return {
    database: (name) => {
      sql('postgres', `create database ${name}`);
      return address(name);
    },
    sql,
    restart: async () => {
      await halt();
      child = await again();
    },
    stop: async () => {
      await halt();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
