import type { Clause } from '../edition/edition.ts';
import { renderHtml } from './html.ts';
import { renderJson } from './json.ts';
import { renderJunit } from './junit.ts';
import { renderMarkdown } from './markdown.ts';
import type { Report } from './report.gen.ts';

export type FormatName = 'json' | 'html' | 'markdown' | 'junit';

/** Every format: the name of its file, and its text from a report and the clauses of the report's edition. Pure. */
export const formats: Readonly<
  Record<FormatName, { file: string; render: (report: Report, clauses: readonly Clause[]) => string }>
> = {
  json: { file: 'report.json', render: renderJson },
  html: { file: 'report.html', render: renderHtml },
  markdown: { file: 'report.md', render: renderMarkdown },
  junit: { file: 'junit.xml', render: renderJunit },
};
