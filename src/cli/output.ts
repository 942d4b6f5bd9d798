import { closeSync, openSync, writeSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigError } from '../edition/config-error.ts';
import type { Clause } from '../edition/edition.ts';
import { nearest } from '../edition/suggest.ts';
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

/** Writes the record line by line as it happens, so that a run that dies leaves what it saw. */
export function recordFile(folder: string): { sink: Sink; close: () => void } {
  const file = openSync(join(folder, 'record.jsonl'), 'w');
  return {
    sink: (entry) => void writeSync(file, `${JSON.stringify(entry)}\n`),
    close: () => closeSync(file),
  };
}

/**
 * Writes the reports, each replaced at once and never left half, and removes those of an earlier run that were not asked
 * for this time: they would tell of another run. Gives the paths of what was written.
 */
export async function writeReports(
  folder: string,
  names: readonly FormatName[],
  report: Report,
  clauses: readonly Clause[],
): Promise<string[]> {
  const others = (Object.keys(formats) as FormatName[]).filter((name) => !names.includes(name));
  await Promise.all(others.map((name) => rm(join(folder, formats[name].file), { force: true })));
  return Promise.all(
    names.map(async (name) => {
      const { file, render } = formats[name];
      const path = join(folder, file);
      const draft = `${path}.${process.pid}.tmp`;
      await writeFile(draft, render(report, clauses));
      await rename(draft, path);
      return path;
    }),
  );
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
