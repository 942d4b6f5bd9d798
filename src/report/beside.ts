/** What stands beside a report. */
export interface Beside {
  /** SHA-256 of the record that the report was made from, in hexadecimal digits; null where there is none. */
  record: string | null;
  /** Likewise of its report.json, where it was written already. */
  report?: string;
}
