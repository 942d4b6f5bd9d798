/** What a verified pact does not say, in the words of reports. */
export const blindSpots: readonly string[] = [
  'A verified pact is no conformance: it says that consumers can read the answers, not that the answers are true. Run verify for that.',
  'Pact compares ids by type only, so it does not see a wrong id: one rounded up, one that lost digits past 2^53, one of another device.',
  'Pact does not see what became of the devices, nor whether each requested device is listed once and nothing else is.',
  'Pact does not see bounds of numbers, further members, a wrong type in a member that may be absent, other methods, or requests that no consumer sends.',
];
