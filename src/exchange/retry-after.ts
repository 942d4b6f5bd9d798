/** The longest that a gateway is waited for, in ms, whatever it asks for. */
const LONGEST = 60_000;

/** Retry-After in ms: seconds, or an HTTP date seen from `today` (ms since 1970). Null where absent or unreadable. */
export function readRetryAfter(value: string | undefined, today: number): number | null {
  const text = value?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Math.min(Number(text) * 1000, LONGEST);
  // Only the forms of RFC 9110, 5.6.7: Date.parse takes far more for a date.
  if (!/^[A-Z][a-z]{2,8},? /.test(text)) return null;
  // The oldest form names no zone and means GMT.
  const date = Date.parse(/(GMT|UTC|[+-]\d{4})$/.test(text) ? text : `${text} GMT`);
  return Number.isNaN(date) ? null : Math.min(Math.max(0, date - today), LONGEST);
}
