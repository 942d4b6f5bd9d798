import { isDeepStrictEqual } from 'node:util';
import { listed, tell } from '../messages/speech.ts';
import { renderJson } from '../report/json.ts';
import type { Report, ReportCheck, ReportExchange } from '../report/report.gen.ts';
import { visibleLine } from '../report/visible.ts';
import { verdictWord } from '../report/words.ts';

/** What a report says otherwise than its record, judged again. */
export interface Differences {
  /** Sentences; none: the two agree. */
  differing: string[];
  /** What could not be compared, and why. */
  open: string[];
}

/** As it is written: keys in order, nothing that JSON does not have. */
const written = (report: Report): Report => JSON.parse(renderJson(report)) as Report;

/**
 * Compares a report with what this version makes of its record. Outcomes and evidence have to be the same whatever version
 * judged; where it was this one, every word has to be. Pure.
 */
export function differencesBetween(report: Report, judged: Report): Differences {
  const [said, again] = [written(report), written(judged)];
  const isSameRun =
    said.startedAt === again.startedAt &&
    said.deployment.name === again.deployment.name &&
    said.suite.edition === again.suite.edition;
  if (!isSameRun) return { differing: [tell`the record is of another run than the report`], open: [] };
  const isSameVersion = said.suite.version === again.suite.version;
  const checks = checksBetween(said, again, isSameVersion);
  return {
    differing: [
      ...checks.differing,
      ...(said.verdict === again.verdict
        ? []
        : [tell`the verdict is ${verdictWord(again.verdict)}, not ${verdictWord(said.verdict)}`]),
      ...exchangesBetween(said.exchanges, again.exchanges),
      ...partsBetween(said, again, isSameVersion),
    ],
    open: checks.open,
  };
}

function checksBetween(said: Report, again: Report, isSameVersion: boolean): Differences {
  const differing: string[] = [];
  const open: string[] = [];
  const judged = new Map(again.checks.map((check) => [check.id, check]));
  for (const check of said.checks) {
    const other = judged.get(check.id);
    judged.delete(check.id);
    if (!other) {
      (isSameVersion ? differing : open).push(tell`${check.id}: this version has no such check`);
    } else if (other.outcome !== check.outcome) {
      differing.push(tell`${check.id}: ${other.outcome}, where the report says ${check.outcome}`);
    } else if (isSameVersion) {
      const words = (Object.keys(other) as (keyof ReportCheck)[]).filter(
        (key) => !isDeepStrictEqual(check[key], other[key]),
      );
      if (words.length > 0) differing.push(tell`${check.id}: the report has another ${listed(words)}`);
    }
  }
  for (const id of judged.keys())
    (isSameVersion ? differing : open).push(tell`${id}: the report does not have this check`);
  return { differing, open };
}

/** Times are rounded in a report, and need no proof. */
const evidenceOf = ({ request, answer, failure, check, repeatOf }: ReportExchange) => ({
  request,
  answer,
  failure,
  check,
  repeatOf,
});

function exchangesBetween(said: readonly ReportExchange[], again: readonly ReportExchange[]): string[] {
  const seen = new Map(again.map((exchange) => [exchange.id, exchange]));
  const reported = new Set(said.map(({ id }) => id));
  return [
    ...said.flatMap((exchange) => {
      const other = seen.get(exchange.id);
      if (!other) return [tell`the exchange ${exchange.id} is not in the record`];
      return isDeepStrictEqual(evidenceOf(exchange), evidenceOf(other))
        ? []
        : [tell`the exchange ${exchange.id} is another one in the record`];
    }),
    ...again.flatMap(({ id }) => (reported.has(id) ? [] : [tell`the exchange ${id} is not in the report`])),
  ];
}

/** The rest of a report. What only the judging version decides is left out where another one judged. */
function partsBetween(said: Report, again: Report, isSameVersion: boolean): string[] {
  const parts: (keyof Report)[] = [
    'run',
    'deployment',
    'events',
    ...(isSameVersion ? (['suite', 'summary', 'remarks'] as const) : []),
  ];
  return parts
    .flatMap((part) => placesBetween(said[part], again[part], part))
    .map((place) => tell`the report has other content under "${place}"`);
}

/** Where two parts differ: of members those that do, of anything else the whole. */
function placesBetween(said: unknown, again: unknown, place: string): string[] {
  if (isDeepStrictEqual(said, again)) return [];
  const members = (value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
  const [one, other] = [members(said), members(again)];
  if (!one || !other) return [place];
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return names
    .filter((name) => !isDeepStrictEqual(one[name], other[name]))
    .map((name) => `${place}.${visibleLine(name)}`);
}
