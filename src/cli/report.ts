import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { ATTESTATION_FILE, RECORD_FILE } from '../attest/statement.ts';
import { ConfigError } from '../base/config-error.ts';
import { tell } from '../messages/speech.ts';
import { rejudge } from '../suite/rejudge.ts';
import type { ExitCode } from '../verdict/exit-code.ts';
import { deliver } from './deliver.ts';
import { evidenceFile, namedText } from './evidence-file.ts';
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
  const path = statSync(file, { throwIfNoEntry: false })?.isDirectory() ? join(file, RECORD_FILE) : file;
  const text = namedText(path);
  const recordDigest = createHash('sha256').update(text).digest('hex');
  const content = await rejudge(text, { name: path, ...(strict !== undefined && { strict }) });
  const folder = await prepareFolder(flags.out, content.deployment.name);
  refuseToReplace(folder, recordDigest);
  return deliver(content, {
    folder,
    names,
    shared: flags.shareReports === true,
    recordDigest,
  });
}

/** A report that was signed, or that of another run, is not this command's to replace. Throws a ConfigError. */
function refuseToReplace(folder: string, recordDigest: string): void {
  if (statSync(join(folder, ATTESTATION_FILE), { throwIfNoEntry: false }))
    throw new ConfigError(
      tell`${folder} holds a signed report, which would be overwritten; name another folder with --out`,
    );
  const other = evidenceFile(join(folder, RECORD_FILE));
  if (other !== null && createHash('sha256').update(other).digest('hex') !== recordDigest)
    throw new ConfigError(
      tell`${folder} holds the report of another run, which would be overwritten; name another folder with --out`,
    );
}
