/** Pairs after reports of users of such tools, each with the verdicts that are right; every operation is compared. */
import { readFileSync } from 'node:fs';

interface Reported {
  name: string;
  accept: string[];
  why: string;
  /** A document, or its text in YAML. */
  base: object | string;
  head: object | string;
}

export const reported: readonly Reported[] = readFileSync(new URL('fixtures/reported.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Reported);
