import { readFile } from 'node:fs/promises';
import { ConfigError } from '../base/config-error.ts';
import { rejudge } from '../suite/rejudge.ts';
import type { ExitCode } from '../verdict/exit-code.ts';
import { deliver } from './deliver.ts';
import { prepareFolder } from './folder.ts';
import { formatNames } from './format-names.ts';

export interface ReportFlags {
  out: string;
  shareReports?: boolean;
  strict?: boolean;
  format?: string[];
}

/** More than the evidence that a run keeps, with all its other lines; in bytes. */
const MAX_BYTES = 512 * 1024 * 1024;

/** `report`: judges a record again, by the checks of this version and without traffic, and writes the reports. */
export async function report(file: string, flags: ReportFlags): Promise<ExitCode> {
  const names = formatNames(flags.format, process.env);
  const { strict } = flags;
  const content = await rejudge(await read(file), { name: file, ...(strict !== undefined && { strict }) });
  return deliver(content, {
    folder: await prepareFolder(flags.out, content.deployment.name),
    names,
    shared: flags.shareReports === true,
  });
}

async function read(file: string): Promise<string> {
  try {
    const text = await readFile(file);
    if (text.length > MAX_BYTES) throw new ConfigError(`${file}: longer than ${MAX_BYTES / 1024 / 1024} MiB`);
    return text.toString('utf8');
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    throw new ConfigError(`${file}: cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
}
