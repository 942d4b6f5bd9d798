import { lstatSync, statSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { type Audit, audit } from '../attest/audit.ts';
import { publicKeyOf } from '../attest/keys.ts';
import { note } from '../attest/point.ts';
import { renderAuditJson, renderAuditMarkdown, renderAuditText } from '../attest/render.ts';
import { ATTESTATION_FILE, RECORD_FILE, REPORT_FILE } from '../attest/statement.ts';
import { KEY_FILE, README_FILE, submissionPoints, unsignedAmong } from '../attest/submission.ts';
import { ConfigError } from '../base/config-error.ts';
import { ENGLISH, listed, speakFrom, tell } from '../messages/speech.ts';
import { EXIT, type ExitCode } from '../verdict/exit-code.ts';
import { formatsOf, printDocuments } from './documents.ts';
import { evidenceFile, namedText } from './evidence-file.ts';
import { wantsColour } from './terminal.ts';

export interface AuditFlags {
  key?: string;
  submission?: boolean;
  format: string;
}

const FORMATS = ['text', 'json', 'markdown'] as const;

/** `audit`: says whether a report is what it says, a sentence for each point; ends with 1 where one of them fails. */
export async function auditCommand(path: string, flags: AuditFlags): Promise<ExitCode> {
  const formats = formatsOf([flags.format], FORMATS);
  if (formats.length !== 1) throw new ConfigError(tell`--format ${flags.format}: one format is wanted`);
  const folder = basename(path) === REPORT_FILE ? dirname(path) : path;
  const isFolder = await stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder) throw new ConfigError(tell`${folder}: no folder; name the one that holds ${REPORT_FILE}`);
  const place = flags.key ?? (flags.submission ? join(folder, '..', KEY_FILE) : null);
  if (place === null) throw new ConfigError(tell`audit needs --key: the public key of whoever vouches for the report`);
  if (flags.key === undefined && statSync(place, { throwIfNoEntry: false }) === undefined)
    throw new ConfigError(
      tell`--submission wants a folder results/<vendor>/<version>, with ${KEY_FILE} in results/<vendor>; ${place} is not there`,
    );
  // A key that nobody named is taken as it lies there, and not from wherever a link leads.
  const keyText = flags.key === undefined ? (evidenceFile(place)?.toString('utf8') ?? '') : namedText(place);
  const key = publicKeyOf(keyText, place);
  const [report, record, attestation] = [REPORT_FILE, RECORD_FILE, ATTESTATION_FILE].map((name) =>
    evidenceFile(join(folder, name)),
  );
  // Programs read English.
  if (formats.includes('json')) speakFrom(ENGLISH);
  const found = await audit({ report: report ?? null, record: record ?? null, attestation: attestation ?? null }, key);
  const result = flags.submission ? await withSubmission(folder, found) : await withUnsigned(folder, found);
  await printDocuments(
    {
      text: { file: '', render: () => renderAuditText(result, { colour: wantsColour(process.stdout, process.env) }) },
      json: { file: '', render: () => renderAuditJson(result) },
      markdown: { file: '', render: () => renderAuditMarkdown(result) },
    },
    formats,
    '.',
  );
  return result.passed ? EXIT.conformant : EXIT.nonConformant;
}

/** People are handed pages: nobody signed those, and whoever audits is to know it. */
async function withUnsigned(folder: string, found: Audit): Promise<Audit> {
  const unsigned = unsignedAmong((await readdir(folder)).sort());
  if (unsigned.length === 0) return found;
  const text = tell`Nobody signed ${listed(unsigned)}: read ${REPORT_FILE}, or make them anew with report ${join(folder, RECORD_FILE)}.`;
  return { ...found, points: [...found.points, note('unsigned', text)] };
}

async function withSubmission(folder: string, found: Audit): Promise<Audit> {
  const readme = evidenceFile(join(folder, README_FILE));
  const points = submissionPoints(
    {
      path: resolve(folder).split(sep),
      isLinked: [folder, join(folder, '..')].some((one) => lstatSync(resolve(one)).isSymbolicLink()),
      entries: (await readdir(folder)).sort().map((name) => {
        const found = lstatSync(join(folder, name));
        return { name, isFile: found.isFile(), bytes: found.size };
      }),
      readme: readme?.toString('utf8') ?? null,
    },
    found,
  );
  return {
    ...found,
    passed: found.passed && points.every(({ state }) => state !== 'failed'),
    points: [...found.points, ...points],
  };
}
