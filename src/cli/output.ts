import { createHash } from 'node:crypto';
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { ConfigError } from '../base/config-error.ts';
import { tell } from '../messages/speech.ts';
import type { Beside } from '../report/beside.ts';
import { type FormatName, formats, reportFiles } from '../report/formats.ts';
import { chainer } from '../run/chain.ts';
import type { Sink } from '../run/record.ts';
import { MODES, makeFolder, NEW_FILE, replaceFile } from './folder.ts';
import { holdLock } from './lock.ts';
import type { Texts } from './texts.ts';

/** A record that is being written. */
export interface RecordFile {
  path: string;
  sink: Sink;
  /** SHA-256 of what was written so far, in hexadecimal digits. */
  digest: () => string;
  /** Why it cannot be written any more, or null. */
  problem: () => string | null;
  close: () => void;
}

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code ?? 'unknown';

/**
 * Opens the record, written line by line as it happens, so that a run that dies leaves what it saw. The folder belongs to
 * this run meanwhile. Throws a ConfigError where another run has it; its sink throws one where the first line cannot be
 * written, because nothing was sent by then.
 */
export function recordFile(folder: string): RecordFile {
  const release = holdLock(
    resolve(folder, 'run.lock'),
    (holder) => tell`${folder} is in use by another run${holder}; name another --out, or wait for it`,
  );
  const path = join(folder, 'record.jsonl');
  let file: number;
  try {
    // From here on it is this run's folder: a report of another would pass for the report of this one, should it die.
    for (const name of reportFiles) rmSync(join(folder, name), { force: true });
    rmSync(path, { force: true });
    file = openSync(path, NEW_FILE, MODES.own);
  } catch (error) {
    release();
    throw new ConfigError(tell`${path} cannot be written (${codeOf(error)})`);
  }
  let problem: string | null = null;
  const chained = chainer();
  const hash = createHash('sha256');
  return {
    path,
    sink: (entry) => {
      if (problem !== null) return;
      try {
        const line = `${chained(JSON.stringify(entry))}\n`;
        writeSync(file, line);
        hash.update(line);
      } catch (error) {
        // What was seen is still in memory, and in the reports.
        problem = tell`${path} cannot be written (${codeOf(error)})`;
        if (entry.type === 'start') throw new ConfigError(problem);
      }
    },
    digest: () => hash.copy().digest('hex'),
    problem: () => problem,
    close: () => {
      closeSync(file);
      release();
    },
  };
}

/** The reports could not be written, after the run. */
export class UnwritableReports extends Error {
  override name = 'UnwritableReports';
}

/**
 * Writes the reports, none of them ever half, in the place of those of an earlier run: what is left of that would tell of
 * another run. Gives the paths of what was written. Throws an UnwritableReports.
 */
export async function writeReports(
  folder: string,
  names: readonly FormatName[],
  texts: Pick<Texts, 'of'>,
  { mode, record }: Beside & { mode: number },
): Promise<string[]> {
  // It may have vanished during the run.
  await makeFolder(folder).catch(() => {});
  for (const file of reportFiles) {
    const path = join(folder, file);
    await rm(path, { force: true }).catch((error: unknown) => {
      throw new UnwritableReports(tell`${path}, of an earlier run, cannot be removed (${codeOf(error)})`);
    });
  }
  const paths: string[] = [];
  let beside: Beside = { record };
  // One after the other: each may be as long as all that was seen.
  for (const name of names) {
    const { file } = formats[name];
    if (file === null) continue;
    const path = join(folder, file);
    try {
      const text = texts.of(name, beside);
      if (name === 'json') beside = { ...beside, report: createHash('sha256').update(text).digest('hex') };
      await replaceFile(path, text, mode);
    } catch (error) {
      throw new UnwritableReports(tell`${path} cannot be written (${codeOf(error)})`);
    }
    paths.push(path);
  }
  return paths;
}
