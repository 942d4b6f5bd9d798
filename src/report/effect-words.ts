import { say } from '../messages/speech.ts';
import type { Report, ReportCheck, ReportEffect } from './report.gen.ts';
import { duration } from './words.ts';

/** "20001 offline 6312 ms after the answer". */
export function sayEffect({ device, offlineAfterMs, watchedMs, upMs, lostTo }: ReportEffect): string {
  const effect =
    offlineAfterMs === null
      ? sayNotOffline(device, duration(Math.max(0, watchedMs)), upMs)
      : offlineAfterMs < 0
        ? say('effect.before', { device })
        : say('effect.after', { device, ms: offlineAfterMs });
  return lostTo === undefined ? effect : say('effect.only-after', { effect, exchange: lostTo });
}

const sayNotOffline = (device: string, watched: string, upMs: number | undefined): string =>
  upMs === undefined
    ? say('effect.not-offline', { device, watched })
    : say('effect.not-offline.up', { device, watched, up: duration(upMs) });

/** When the devices of the exchanges that a check cites went offline: exact, and so no part of the finding. Null: nothing. */
export function effectLines({ exchanges }: ReportCheck, report: Report): string | null {
  const cited = report.exchanges.filter(({ id }) => exchanges.includes(id));
  const lines = cited.flatMap(({ id, effects = [] }) =>
    effects.map((effect) => say('effect.of', { exchange: id, effect: sayEffect(effect) })),
  );
  return lines.length === 0 ? null : lines.join('\n');
}
