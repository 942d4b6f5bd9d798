import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { attest } from '../attest/attest.ts';
import { privateKeyOf } from '../attest/keys.ts';
import { ATTESTATION_FILE, RECORD_FILE, REPORT_FILE } from '../attest/statement.ts';
import { ConfigError } from '../base/config-error.ts';
import { tell } from '../messages/speech.ts';
import { EXIT, type ExitCode } from '../verdict/exit-code.ts';
import { writeDocument } from './documents.ts';
import { evidenceFile, namedText } from './evidence-file.ts';
import { MODES } from './folder.ts';

/** `attest`: signs a statement about a report and the record beside it, and writes it beside them. */
export async function attestCommand(path: string, flags: { key: string }): Promise<ExitCode> {
  const key = privateKeyOf(namedText(flags.key), flags.key);
  const folder = await folderOf(path);
  const read = async (name: string): Promise<Buffer> => {
    const content = evidenceFile(join(folder, name));
    if (content === null)
      throw new ConfigError(tell`${join(folder, name)}: is not there; verify leaves report and record together`);
    return content;
  };
  const text = await attest({ report: await read(REPORT_FILE), record: await read(RECORD_FILE) }, key);
  // It holds no evidence.
  await writeDocument(join(folder, ATTESTATION_FILE), text, MODES.shared);
  process.stdout.write(tell`Signed: ${join(folder, ATTESTATION_FILE)}\n`);
  return EXIT.conformant;
}

/** A report is named by its file or its folder. */
async function folderOf(path: string): Promise<string> {
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (isFolder) return path;
  if (!path.endsWith(REPORT_FILE))
    throw new ConfigError(tell`${path}: name a ${REPORT_FILE}, or the folder that it lies in`);
  return dirname(path);
}
