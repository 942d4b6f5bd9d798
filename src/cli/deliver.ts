import { existsSync } from 'node:fs';
import { loadEdition } from '../edition/load.ts';
import { listed, tell } from '../messages/speech.ts';
import { type FormatName, formats } from '../report/formats.ts';
import { renderMarkdown } from '../report/markdown.ts';
import type { Report } from '../report/report.gen.ts';
import { EXIT, type ExitCode, exitCodeOf, worstOf } from '../verdict/exit-code.ts';
import { MODES } from './folder.ts';
import { readerTongue } from './language.ts';
import { type RecordFile, UnwritableReports, writeReports } from './output.ts';
import { type Print, toStreams } from './print.ts';
import { addToSummary } from './step-summary.ts';
import { type Texts, textsOf } from './texts.ts';

/** Where a report goes. */
export interface Delivery {
  folder: string;
  names: readonly FormatName[];
  /** Whether others may read the reports. */
  shared: boolean;
  /** The record of the run, where one was written. */
  record?: RecordFile;
  /** SHA-256 of the record, where it was read. */
  recordDigest?: string;
  print?: Print;
  /** Its texts, where some were made before. */
  texts?: Texts | undefined;
}

const markdownOf = (report: Report): string =>
  renderMarkdown(report, loadEdition(report.suite.edition).clauses, readerTongue());

/** Prints a report, writes its files, says what could not be written, and gives the exit code: for every command. */
export async function deliver(
  report: Report,
  { folder, names, shared, record, recordDigest, print = toStreams, texts = textsOf(report, print.look) }: Delivery,
): Promise<ExitCode> {
  print.out(texts.summary());
  const problem = record?.problem() ?? null;
  if (problem !== null) print.err(tell`${problem}, so it does not have all of the run\n`);
  const code = exitCodeOf({ verdict: report.verdict, interrupted: report.run.interrupted });
  for (const name of names) if (formats[name].file === null) print.out(texts.of(name));
  try {
    if (names.includes('github')) await addToSummary(markdownOf(report), print);
    const paths = await writeReports(folder, names, texts, {
      record: recordDigest ?? record?.digest() ?? null,
      mode: MODES[shared ? 'shared' : 'own'],
    });
    print.out(tell`Reports: ${listed(paths)}\n`);
    return code;
  } catch (error) {
    if (!(error instanceof UnwritableReports)) throw error;
    print.err(tell`${error.message}; the verdict above stands, but there is no report of it\n`);
    if (record && problem === null && existsSync(record.path))
      print.err(tell`The record is whole: roma-conformance report ${record.path} --out FOLDER makes its report\n`);
    return worstOf([code, EXIT.inconclusive]);
  }
}
