const LOST = 'a device whose request was performed without an answer is accused when the request is repeated';
const COINCIDENCE = 'losses that nothing of the suite brought about are taken for the effect of a request';

/** Kinds of trouble that still bring wrong verdicts about, each with what is known of it. Empty is the aim. */
export const OPEN: Readonly<Record<string, string>> = {
  'reset-after': LOST,
  '503-after': LOST,
  '504-after': LOST,
  '502-after': LOST,
  'cut-when-idle': LOST,
  truncated: LOST,
  delayed: LOST,
  'repeated-by-gateway': 'an answer that speaks of the second attempt alone is taken at its word',
  'broker-restarted': COINCIDENCE,
  'session-taken-over': COINCIDENCE,
  'taken-offline-by-another': COINCIDENCE,
  'token-revoked': 'a refused credential is not noticed where other addresses still answer',
  'token-expired': 'a token that expires on its way is refused, and the answer judged',
};
