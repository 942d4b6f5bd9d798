import { createHash } from 'node:crypto';
import { rejudge } from '../suite/rejudge.ts';
import type { ExitCode } from '../verdict/exit-code.ts';
import { deliver } from './deliver.ts';
import { namedText } from './evidence-file.ts';
import { prepareFolder } from './folder.ts';
import { formatNames } from './format-names.ts';

export interface ReportFlags {
  out: string;
  shareReports?: boolean;
  strict?: boolean;
  format?: string[];
}

/** `report`: judges a record again, by the checks of this version and without traffic, and writes the reports. */
export async function report(file: string, flags: ReportFlags): Promise<ExitCode> {
  const names = formatNames(flags.format, process.env);
  const { strict } = flags;
  const text = namedText(file);
  const content = await rejudge(text, { name: file, ...(strict !== undefined && { strict }) });
  return deliver(content, {
    folder: await prepareFolder(flags.out, content.deployment.name),
    names,
    shared: flags.shareReports === true,
    recordDigest: createHash('sha256').update(text).digest('hex'),
  });
}
