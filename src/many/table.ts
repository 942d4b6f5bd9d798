import { listed, say, speaking, type Tongue } from '../messages/speech.ts';
import { terminalLine } from '../report/escape-terminal.ts';
import { duration, plural, VERDICTS } from '../report/words.ts';
import { padded, paddedLeft, widthOf, wrapped } from '../report/wrap.ts';
import type { Summary, SummaryDeployment } from './summary.gen.ts';

/** With more deployments the conformant ones are not listed. */
const MOST_LISTED = 100;
const IDS_SHOWN = 3;
const GAP = 2;
const LEAST_ROOM = 24;

const COLOURS: Readonly<Record<string, number>> = { '✓': 32, '✗': 31, '?': 33, '!': 35, '-': 2 };

/** A summary as a table for a terminal, a row for each deployment, and a last line with the counts. Pure. */
export function renderTable(
  summary: Summary,
  { colour, width, tongue }: { colour: boolean; width: number; tongue: Tongue },
): string {
  return speaking(tongue, () => {
    const { deployments } = summary;
    const isLong = deployments.length > MOST_LISTED;
    const shown = isLong ? deployments.filter(({ verdict }) => verdict !== 'conformant') : deployments;
    const rows = shown.map(rowOf);
    const head: Row = {
      mark: ' ',
      name: say('many.deployment', {}),
      verdict: say('many.verdict', {}),
      time: say('many.time', {}),
      what: say('many.what', {}),
    };
    const columnOf = (key: 'name' | 'verdict' | 'time') => Math.max(...[head, ...rows].map((row) => widthOf(row[key])));
    const [name, verdict, time] = [columnOf('name'), columnOf('verdict'), columnOf('time')];
    const gap = ' '.repeat(GAP);
    const before = 2 + name + verdict + time + 3 * GAP;
    const lines = [head, ...rows].flatMap((row) => {
      const { mark } = row;
      const shown = colour && COLOURS[mark] !== undefined ? `\x1b[${COLOURS[mark]}m${mark}\x1b[0m` : mark;
      const lead = `${shown} ${padded(row.name, name)}${gap}${padded(row.verdict, verdict)}${gap}${paddedLeft(row.time, time)}${gap}`;
      if (row.what === '') return [lead.trimEnd()];
      return width - before >= LEAST_ROOM
        ? wrapped(row.what, lead, width, before)
        : [lead.trimEnd(), ...wrapped(row.what, '    ', Math.max(width, LEAST_ROOM))];
    });
    return [
      '',
      ...(rows.length > 0 ? lines : []),
      ...(isLong ? [say('many.not-listed', { n: deployments.length - shown.length })] : []),
      lastLine(summary),
      '',
    ].join('\n');
  });
}

interface Row {
  mark: string;
  name: string;
  verdict: string;
  time: string;
  what: string;
}

function rowOf({ name, verdict, startedAt, durationMs, checks, failed, error }: SummaryDeployment): Row {
  const errors = checks?.['error'] ?? 0;
  const found = [
    ...(failed.length > 0 ? [idsIn(failed)] : []),
    ...(errors > 0 ? [say('many.errors', { n: errors })] : []),
    ...(error === null ? [] : [terminalLine(error)]),
  ];
  const { mark, label } =
    verdict !== null
      ? VERDICTS[verdict]
      : startedAt === null
        ? { mark: '-', label: say('many.not-begun', {}) }
        : { mark: '!', label: say('many.no-verdict', {}) };
  return { mark, name, verdict: label, time: startedAt === null ? '' : duration(durationMs), what: found.join('; ') };
}

function idsIn(ids: readonly string[]): string {
  const named = listed(ids.slice(0, IDS_SHOWN));
  return ids.length <= IDS_SHOWN ? named : say('many.more', { listed: named, n: ids.length - IDS_SHOWN });
}

function lastLine({ deployments, durationMs, counts }: Summary): string {
  const labels: readonly [keyof Summary['counts'], string][] = [
    ['conformant', VERDICTS.conformant.label],
    ['non-conformant', VERDICTS['non-conformant'].label],
    ['inconclusive', VERDICTS.inconclusive.label],
    ['failed', say('many.no-verdict', {})],
    ['not-begun', say('many.not-begun', {})],
  ];
  const counted = labels.flatMap(([key, verdict]) =>
    counts[key] === 0 ? [] : [say('many.count', { verdict: verdict.toLowerCase(), n: counts[key] })],
  );
  return say('many.all', {
    deployments: plural(deployments.length, 'deployment'),
    duration: duration(durationMs),
    counts: listed(counted),
  });
}
