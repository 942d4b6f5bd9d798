import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ConfigError } from '../base/config-error.ts';
import { loadDotenv } from '../deployment/load.ts';
import { tell } from '../messages/speech.ts';
import { renderJson } from '../report/json.ts';
import type { Report } from '../report/report.gen.ts';
import { openStore } from '../results/open.ts';
import type { StoredRun } from '../results/run.gen.ts';
import { runOf } from '../results/run.ts';
import { joinStores } from '../results/several.ts';
import { type ResultStore, StoreError } from '../results/store.ts';
import { MODES } from './folder.ts';
import { type Print, toStreams } from './print.ts';

/** Where the store is, and how many whole reports of each deployment it keeps. */
export interface StoreFlags {
  store?: string;
  keep: string;
  out: string;
  shareReports?: boolean;
}

/** The store that `--store` or ROMA_STORE names, else the folder of the reports. Throws a ConfigError. */
export async function storeOf({ store, out, shareReports }: Omit<StoreFlags, 'keep'>): Promise<ResultStore> {
  if (store === '') throw new ConfigError(tell`--store is empty; name a folder, or a postgres:// address`);
  return openStore(store ?? (loadDotenv(process.cwd(), process.env)['ROMA_STORE'] || out), {
    fileMode: MODES[shareReports ? 'shared' : 'own'],
  });
}

/** All the stores that `--store` names, read as one. Throws a ConfigError. */
export async function storesOf({ store: named, out }: { store: readonly string[]; out: string }): Promise<ResultStore> {
  const [first, ...others] = named;
  if (first === undefined) return storeOf({ out });
  const stores: [ResultStore, ...ResultStore[]] = [await storeOf({ store: first, out })];
  try {
    for (const store of others) stores.push(await storeOf({ store, out }));
  } catch (error) {
    await joinStores(stores).close();
    throw error;
  }
  return joinStores(stores);
}

const MOST_KEPT = 100_000;

export function keepOf(keep: string): number {
  const value = /^\d+$/.test(keep) ? Number(keep) : Number.NaN;
  if (!(value <= MOST_KEPT))
    throw new ConfigError(tell`--keep ${keep}: a number of reports from 0 to ${MOST_KEPT} is wanted`);
  return value;
}

/** What became of a run that was to be kept. */
export interface Kept {
  run: StoredRun;
  /** Whether the store that was asked for has it. */
  isKept: boolean;
}

/**
 * Puts a run into the store, after its own reports were written. Where the store fails, the run goes into the folder of
 * the reports, and that is said: no run is lost for a database.
 */
export async function keepRun(
  store: ResultStore,
  { folder, out, keep }: { folder: string; out: string; keep: number },
  report: Report,
  print: Print = toStreams,
): Promise<Kept> {
  // As it lies there, byte for byte: that is what digests speak of.
  const content = await readFile(join(folder, 'report.json')).catch(() => renderJson(report));
  const run = runOf(report, content, await digestOf(join(folder, 'record.jsonl')));
  try {
    await store.add(run, content, keep);
    return { run, isKept: true };
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    print.err(`${error.message}\n`);
  }
  try {
    const files = await openStore(out);
    await files.add(run, content, keep);
    print.err(tell`The reports of this run are written, and the run itself is kept in ${folder}\n`);
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    print.err(tell`The run is in no store: ${error.message}\n`);
  }
  return { run, isKept: false };
}

/** SHA-256 of a file, read piece by piece; null where there is none. */
async function digestOf(path: string): Promise<string | null> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(path), hash);
    return hash.digest('hex');
  } catch {
    return null;
  }
}
