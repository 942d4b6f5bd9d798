import { existsSync, readdirSync } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readRegularFile, UnreadableFile } from '../base/regular-file.ts';
import { tell } from '../messages/speech.ts';
import type { StoredRun } from './run.gen.ts';
import { type RunReader, runReader } from './run.ts';
import { type ResultStore, type RunQuery, readOrTell, StoreError, UnreadableRun } from './store.ts';

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
const RUN = /^(\d{8}T\d{9}Z-[0-9a-f]{8})\.json$/;
const REPORT = /^(\d{8}T\d{9}Z-[0-9a-f]{8})\.report\.json$/;

/** In bytes; far more than a report that keeps all its evidence. */
const MOST_BYTES = 512 * 1024 * 1024;

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code ?? 'unknown';
const newestFirst = (a: string, b: string) => (a < b ? 1 : a > b ? -1 : 0);

/**
 * Runs as files: `<folder>/<deployment>/runs/<id>.json`, beside it `<id>.report.json` for the last ones. A file appears
 * whole or not at all, and each run has its own, so any number of processes may write at the same time.
 */
export function openFiles(folder: string, mode: number): ResultStore {
  const runsFolder = (deployment: string) => join(folder, deployment, 'runs');
  /** Names of the files of a folder; none where it is not there. */
  const filesIn = (path: string): string[] => {
    try {
      return readdirSync(path);
    } catch (error) {
      if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return [];
      throw new StoreError(tell`${path}: cannot be read (${codeOf(error)})`);
    }
  };
  // Thousands of small files are read several times as fast this way as one promise each.
  const read = (path: string): string | null => {
    try {
      return readRegularFile(path, { most: MOST_BYTES }).toString('utf8');
    } catch (error) {
      if (!(error instanceof UnreadableFile)) throw error;
      if (error.code === 'ENOENT') return null;
      throw new StoreError(`${path}: ${error.message}`);
    }
  };
  const idsOf = (deployment: string, pattern: RegExp): string[] =>
    filesIn(runsFolder(deployment))
      .flatMap((file) => pattern.exec(file)?.[1] ?? [])
      .sort(newestFirst);
  const deployments = (): string[] =>
    filesIn(folder)
      .filter((name) => NAME.test(name) && existsSync(runsFolder(name)))
      .filter((name) => idsOf(name, RUN).length > 0)
      .sort();
  const runAt = (deployment: string, id: string, readRun: RunReader): StoredRun | null => {
    const path = join(runsFolder(deployment), `${id}.json`);
    let text: string | null;
    try {
      text = read(path);
    } catch (error) {
      throw error instanceof StoreError ? new UnreadableRun(id, error.message) : error;
    }
    return text === null ? null : readRun(text, { id, place: path });
  };
  const placeOf = (id: string): string | null =>
    RUN.test(`${id}.json`)
      ? (deployments().find((name) => existsSync(join(runsFolder(name), `${id}.json`))) ?? null)
      : null;

  return {
    name: folder,
    add: async (run, report, keep) => {
      const path = runsFolder(run.deployment);
      const file = join(path, `${run.id}.json`);
      try {
        await mkdir(path, { recursive: true });
        if (existsSync(file)) return;
        // The run last: where it is seen, its report is there too.
        if (keep > 0) await writeWhole(join(path, `${run.id}.report.json`), report, mode);
        await writeWhole(file, `${JSON.stringify(run)}\n`, mode);
        for (const id of idsOf(run.deployment, REPORT).slice(keep))
          await rm(join(path, `${id}.report.json`), { force: true });
      } catch (error) {
        if (error instanceof StoreError) throw error;
        throw new StoreError(tell`${path}: cannot be written (${codeOf(error)})`);
      }
    },
    deployments: async () => deployments(),
    runs: async ({ deployment, limit = Number.POSITIVE_INFINITY, before, onUnreadable }: RunQuery = {}) => {
      const bound = before?.replace(/[-:.]/g, '');
      const found = (deployment === undefined ? deployments() : NAME.test(deployment) ? [deployment] : [])
        .flatMap((name) => idsOf(name, RUN).map((id) => ({ name, id })))
        .filter(({ id }) => bound === undefined || id < bound)
        .sort((a, b) => newestFirst(a.id, b.id));
      const runs: StoredRun[] = [];
      const readRun = runReader();
      for (const { name, id } of found) {
        if (runs.length >= limit) break;
        const run = readOrTell(() => runAt(name, id, readRun), onUnreadable);
        if (run !== null) runs.push(run);
      }
      return runs;
    },
    run: async (id) => {
      const deployment = placeOf(id);
      return deployment === null ? null : runAt(deployment, id, runReader());
    },
    report: async (id) => {
      const deployment = placeOf(id);
      return deployment === null ? null : read(join(runsFolder(deployment), `${id}.report.json`));
    },
    close: async () => {},
  };
}

let drafts = 0;

async function writeWhole(path: string, content: string | Buffer, mode: number): Promise<void> {
  const draft = `${path}.${process.pid}-${drafts++}.tmp`;
  try {
    const file = await open(draft, 'wx', mode);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true }).catch(() => {});
    throw error;
  }
}
