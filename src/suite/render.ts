import { loadEdition } from '../edition/load.ts';
import type { Language } from '../messages/messages.ts';
import { tongueOf } from '../messages/speech.ts';
import { type FormatName, formats } from '../report/formats.ts';
import type { Report } from '../report/report.gen.ts';

/**
 * How a report is written.
 *
 * @since 0.1.0
 */
export interface RenderOptions {
  /** What formats for people are written in; "en" by default. Formats for programs are in English always. */
  language?: Language;
}

/**
 * Writes a report in one of the formats of the command line, as a text in UTF-8. Prints nothing and writes no file.
 *
 * @throws Error where the report is of an edition that this version does not know.
 * @since 0.1.0
 */
export async function render(report: Report, format: FormatName, options: RenderOptions = {}): Promise<string> {
  const { clauses } = loadEdition(report.suite.edition);
  return formats[format].render(report, clauses, undefined, await tongueOf(options.language ?? 'en'));
}
