import { statSync } from 'node:fs';
import { tell } from '../messages/speech.ts';
import { refuseUnknownOptions } from '../suite/options.ts';
import { type ResultStore, StoreError } from './store.ts';

/**
 * How a store is opened.
 *
 * @since 0.1.0
 */
export interface StoreOptions {
  /** Who may read what a store of files holds, as the mode of its files: 0o600, its owner alone, by default. */
  fileMode?: number;
}

/**
 * Opens a store: a folder of reports, or PostgreSQL at a postgres:// address, whose driver is loaded only then.
 *
 * @param where - The path of a folder, or postgres://user@host/database.
 * @throws `ConfigError` for an option that there is not.
 * @throws {@link StoreError} that holds no password.
 * @since 0.1.0
 */
export async function openStore(where: string, options: StoreOptions = {}): Promise<ResultStore> {
  refuseUnknownOptions('openStore', options, ['fileMode'] satisfies (keyof StoreOptions)[]);
  const { fileMode = 0o600 } = options;
  if (/^postgres(ql)?:\/\//i.test(where)) return (await import('./postgres/store.ts')).openPostgres(where);
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(where)?.[1];
  if (scheme !== undefined)
    throw new StoreError(tell`a store at ${scheme}:// is not known; name a folder, or a postgres:// address`);
  refuseNoFolder(where);
  return (await import('./files.ts')).openFiles(where, fileMode);
}

/** A folder may still be missing; what is there and is none holds no run, and takes none. */
function refuseNoFolder(where: string): void {
  let isFolder: boolean;
  try {
    isFolder = statSync(where, { throwIfNoEntry: false })?.isDirectory() ?? true;
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    throw new StoreError(tell`the store ${where} cannot be opened: ${code}`);
  }
  if (!isFolder) throw new StoreError(tell`the store ${where} is no folder; name one, or a postgres:// address`);
}
