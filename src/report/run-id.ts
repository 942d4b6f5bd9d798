/** "20261101T020000123Z-1a2b3c4d": sorts by time. `digest` is the SHA-256 of report.json: the same run is the same everywhere. */
export const runId = (startedAt: string, digest: string): string =>
  `${startedAt.replace(/[-:.]/g, '')}-${digest.slice(0, 8)}`;
