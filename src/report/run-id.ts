import { createHash } from 'node:crypto';

/** "20261101T020000123Z-1a2b3c4d": sorts by time, and is the same for the same report everywhere. */
export const runId = (startedAt: string, reportText: string): string =>
  `${startedAt.replace(/[-:.]/g, '')}-${createHash('sha256').update(reportText).digest('hex').slice(0, 8)}`;
