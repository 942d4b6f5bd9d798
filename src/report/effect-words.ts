import type { Report, ReportCheck, ReportEffect } from './report.gen.ts';
import { duration } from './words.ts';

/** "20001 offline 6312 ms after the answer". */
export function sayEffect({ device, offlineAfterMs, watchedMs, lostTo }: ReportEffect): string {
  const when =
    offlineAfterMs === null
      ? `not offline in the ${duration(Math.max(0, watchedMs))} that it was watched`
      : offlineAfterMs < 0
        ? 'offline before the answer'
        : `offline ${offlineAfterMs} ms after the answer`;
  return `${device} ${when}${lostTo === undefined ? '' : `, only after ${lostTo}`}`;
}

/** When the devices of the exchanges that a check cites went offline: exact, and so no part of the finding. Null: nothing. */
export function effectLines({ exchanges }: ReportCheck, report: Report): string | null {
  const cited = report.exchanges.filter(({ id }) => exchanges.includes(id));
  const lines = cited.flatMap(({ id, effects = [] }) => effects.map((effect) => `${id}: ${sayEffect(effect)}`));
  return lines.length === 0 ? null : lines.join('\n');
}
