import { phrase } from './speech.ts';

/** What keeps a text from being JSON. */
export const JSON_PROBLEMS = {
  empty: phrase`empty`,
  'too deep': phrase`too deep`,
  'not JSON': phrase`not JSON`,
  'too many values': phrase`too many values`,
} as const;
