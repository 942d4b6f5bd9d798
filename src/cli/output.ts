import { closeSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigError } from '../base/config-error.ts';
import { nearest } from '../base/suggest.ts';
import type { Clause } from '../edition/edition.ts';
import { type FormatName, formats } from '../report/formats.ts';
import type { Report } from '../report/report.gen.ts';
import type { Sink } from '../run/record.ts';

/** Makes the folder of a deployment's reports and shows that it can be written to. Throws a ConfigError. */
export async function prepareFolder(out: string, name: string): Promise<string> {
  const folder = join(out, name);
  const probe = join(folder, `.write-test-${process.pid}`);
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(probe, '');
    await rm(probe);
  } catch (error) {
    throw new ConfigError(
      `--out ${out}: ${folder} cannot be written to (${(error as NodeJS.ErrnoException).code}); name another folder`,
    );
  }
  return folder;
}

/** A record that is being written. */
export interface RecordFile {
  sink: Sink;
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
  const release = lock(folder);
  const path = join(folder, 'record.jsonl');
  let file: number;
  try {
    file = openSync(path, 'w');
  } catch (error) {
    release();
    throw new ConfigError(`${path} cannot be written (${codeOf(error)})`);
  }
  let problem: string | null = null;
  return {
    sink: (entry) => {
      if (problem !== null) return;
      try {
        writeSync(file, `${JSON.stringify(entry)}\n`);
      } catch (error) {
        // What was seen is still in memory, and in the reports.
        problem = `${path} cannot be written (${codeOf(error)})`;
        if (entry.type === 'start') throw new ConfigError(problem);
      }
    },
    problem: () => problem,
    close: () => {
      closeSync(file);
      release();
    },
  };
}

/** Takes the folder for this process; gives what lets go of it. A process that died does not hold it. */
function lock(folder: string): () => void {
  const path = join(folder, 'run.lock');
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      writeFileSync(path, String(process.pid), { flag: 'wx' });
      return () => rmSync(path, { force: true });
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw new ConfigError(`${path} cannot be written (${codeOf(error)})`);
      const holder = Number(readText(path));
      if (isAlive(holder))
        throw new ConfigError(
          `${folder} is in use by another run (process ${holder}); name another --out, or wait for it`,
        );
      rmSync(path, { force: true });
    }
  }
  throw new ConfigError(`${folder} is in use by another run; name another --out`);
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/** The reports could not be written, after the run. */
export class UnwritableReports extends Error {
  override name = 'UnwritableReports';
}

/**
 * Writes the reports, each replaced at once and never left half, and removes those of an earlier run that were not asked
 * for this time: they would tell of another run. Gives the paths of what was written. Throws an UnwritableReports.
 */
export async function writeReports(
  folder: string,
  names: readonly FormatName[],
  report: Report,
  clauses: readonly Clause[],
): Promise<string[]> {
  const others = (Object.keys(formats) as FormatName[]).filter((name) => !names.includes(name));
  // It may have vanished during the run.
  await mkdir(folder, { recursive: true }).catch(() => {});
  await Promise.all(others.map((name) => rm(join(folder, formats[name].file), { force: true })));
  const paths: string[] = [];
  // One after the other: each may be as long as all that was seen.
  for (const name of names) {
    const { file, render } = formats[name];
    const path = join(folder, file);
    const draft = `${path}.${process.pid}.tmp`;
    try {
      await writeFile(draft, render(report, clauses));
      await rename(draft, path);
    } catch (error) {
      await rm(draft, { force: true }).catch(() => {});
      throw new UnwritableReports(`${path} cannot be written (${codeOf(error)})`);
    }
    paths.push(path);
  }
  return paths;
}

/** report.json and report.html always; others as asked for. */
export function formatNames(asked: readonly string[]): FormatName[] {
  const known = Object.keys(formats) as FormatName[];
  const chosen = new Set<FormatName>(['json', 'html']);
  for (const name of asked.flatMap((list) => list.split(','))) {
    const format = known.find((one) => one === name.trim());
    if (!format) {
      const near = nearest(name, known);
      throw new ConfigError(
        `--format ${name}: no such format; ${near === undefined ? `there are ${known.join(', ')}` : `did you mean ${near}?`}`,
      );
    }
    chosen.add(format);
  }
  return known.filter((name) => chosen.has(name));
}
