/** `{"device_ids":[...]}` with the elements exactly as given: digits, fractions, or anything else. */
export function listOf(...elements: readonly string[]): string {
  return `{"device_ids":[${elements.join(',')}]}`;
}
