import type { Report, ReportExchange } from './report.gen.ts';

/** HAR 1.2 with every exchange of the run, redacted as in report.json: opens in the developer tools of a browser. */
export function renderHar(report: Report): string {
  const log = {
    version: '1.2',
    creator: { name: report.suite.name, version: report.suite.version },
    comment: `${report.deployment.name}: ${report.verdict}. Secrets are replaced.`,
    entries: report.exchanges.map((exchange) => entryOf(exchange, report)),
  };
  return `${JSON.stringify({ log }, null, 2)}\n`;
}

function entryOf(x: ReportExchange, { startedAt }: Report) {
  const { request, answer, failure } = x;
  const mimeType = headerOf(request.headers, 'content-type') ?? '';
  return {
    startedDateTime: new Date(Date.parse(startedAt) + x.sentAtMs).toISOString(),
    time: x.durationMs,
    comment: `${x.id}${failure ? `: ${failure.code}, ${failure.message}` : ''}`,
    request: {
      method: request.method,
      url: request.url,
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: headersOf(request.headers),
      queryString: [],
      ...(request.body !== null && { postData: { mimeType, text: request.body } }),
      headersSize: -1,
      bodySize: Buffer.byteLength(request.body ?? ''),
    },
    response: {
      // 0: there was no answer.
      status: answer?.status ?? 0,
      statusText: '',
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: headersOf(answer?.headers ?? {}),
      content: {
        size: answer?.bytes ?? 0,
        mimeType: headerOf(answer?.headers ?? {}, 'content-type') ?? '',
        text: answer?.body ?? '',
        ...(answer?.truncated && { comment: 'only the beginning was kept' }),
      },
      redirectURL: headerOf(answer?.headers ?? {}, 'location') ?? '',
      headersSize: -1,
      bodySize: -1,
      ...(failure && { _error: failure.code }),
    },
    cache: {},
    timings: { send: 0, wait: x.durationMs, receive: 0 },
  };
}

type Headers = Readonly<Record<string, string | undefined>>;

const headersOf = (headers: Headers) =>
  Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }]));

const headerOf = (headers: Headers, wanted: string) =>
  Object.entries(headers).find(([name]) => name.toLowerCase() === wanted)?.[1];
