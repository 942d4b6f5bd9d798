import type { Clause } from '../edition/edition.ts';
import { ENGLISH, speaking, type Tongue } from '../messages/speech.ts';
import type { Beside } from './beside.ts';
import { renderCtrf } from './ctrf.ts';
import { renderGithub } from './github.ts';
import { renderGitlab } from './gitlab.ts';
import { renderHar } from './har.ts';
import { prepareHtml, renderHtml } from './html.ts';
import { renderJson } from './json.ts';
import { renderJunit } from './junit.ts';
import { renderMarkdown } from './markdown.ts';
import type { Report } from './report.gen.ts';
import { renderSarif } from './sarif.ts';

/**
 * The formats that a report can be written in.
 *
 * @since 0.1.0
 */
export type FormatName = 'json' | 'html' | 'markdown' | 'junit' | 'sarif' | 'ctrf' | 'har' | 'gitlab' | 'github';

export interface Format {
  /** Name of its file; null: it is printed. */
  file: string | null;
  /** When it is made: always, where no list of formats is given, or only where it is asked for. */
  made: 'always' | 'by default' | 'on request';
  /**
   * Its text from a report, the clauses of the report's edition, and what stands beside the report; formats for people are
   * in the given language, English by default. Pure.
   */
  render: (report: Report, clauses: readonly Clause[], beside?: Beside, tongue?: Tongue) => string;
  /** All of that but what stands beside the report, where that is in it. */
  prepare?: (report: Report, clauses: readonly Clause[], tongue?: Tongue) => (beside?: Beside) => string;
}

/** Programs read English, whoever started them. */
const forPrograms =
  (render: Format['render']): Format['render'] =>
  (report, clauses, beside) =>
    speaking(ENGLISH, () => render(report, clauses, beside));

/** Every format. Help, defaults and what is written are made of this list. */
export const formats: Readonly<Record<FormatName, Format>> = {
  json: { file: 'report.json', made: 'always', render: forPrograms(renderJson) },
  html: { file: 'report.html', made: 'always', render: renderHtml, prepare: prepareHtml },
  markdown: {
    file: 'report.md',
    made: 'by default',
    render: (report, clauses, _, tongue) => renderMarkdown(report, clauses, tongue),
  },
  junit: { file: 'junit.xml', made: 'by default', render: forPrograms(renderJunit) },
  sarif: { file: 'report.sarif', made: 'on request', render: forPrograms(renderSarif) },
  ctrf: { file: 'ctrf-report.json', made: 'on request', render: forPrograms(renderCtrf) },
  har: { file: 'report.har', made: 'on request', render: forPrograms(renderHar) },
  gitlab: { file: 'gl-code-quality-report.json', made: 'on request', render: forPrograms(renderGitlab) },
  github: { file: null, made: 'on request', render: forPrograms(renderGithub) },
};

/** The names of the formats, in the order of the list. */
export const formatList = Object.keys(formats) as FormatName[];

/** Every file that a report may be written to: those of an earlier run would tell of another. */
export const reportFiles: readonly string[] = formatList.flatMap((name) => formats[name].file ?? []);
