import { printableJson } from './printable-json.ts';
import type { Report, ReportExchange } from './report.gen.ts';

/** report.json: keys as the report was assembled, names of headers and labels sorted, two spaces, a line feed at the end. */
export function renderJson(report: Report): string {
  const { deployment, exchanges } = report;
  return printableJson({
    ...report,
    deployment: { ...deployment, ...(deployment.labels && { labels: sorted(deployment.labels) }) },
    exchanges: exchanges.map(withSortedHeaders),
  });
}

const withSortedHeaders = (x: ReportExchange): ReportExchange => ({
  ...x,
  request: { ...x.request, headers: sorted(x.request.headers) },
  answer: x.answer && { ...x.answer, headers: sorted(x.answer.headers) },
});

const sorted = (named: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(named)
      .filter((entry): entry is [string, string] => entry[1] !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
