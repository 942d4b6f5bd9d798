import { ConfigError } from '../base/config-error.ts';
import { nearest } from '../base/suggest.ts';
import { loadEdition } from '../edition/load.ts';
import type { Language } from '../messages/messages.ts';
import { listed, tell, tongueOf } from '../messages/speech.ts';
import { type FormatName, formats } from '../report/formats.ts';
import type { Report } from '../report/report.gen.ts';
import { refuseUnknownOptions } from './options.ts';

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
 * @throws {@link ConfigError} for a format or an option that there is not.
 * @throws Error where the report is of an edition that this version does not know.
 * @since 0.1.0
 */
export async function render(report: Report, format: FormatName, options: RenderOptions = {}): Promise<string> {
  if (!Object.hasOwn(formats, format)) {
    const near = nearest(format, Object.keys(formats));
    throw new ConfigError(
      tell`render: ${format} is no format; ${near === undefined ? tell`there are ${listed(Object.keys(formats))}` : tell`did you mean ${near}?`}`,
    );
  }
  refuseUnknownOptions('render', options, ['language']);
  const { clauses } = loadEdition(report.suite.edition);
  return formats[format].render(report, clauses, undefined, await tongueOf(options.language ?? 'en'));
}
