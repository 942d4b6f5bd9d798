/** All groups of pairs, in one list: a name that two of them had would lose one of them in an object. */
import { addresses } from './addresses.ts';
import { afterReports } from './after-reports.ts';
import { bodies } from './bodies.ts';
import { keywordPairs } from './keywords.ts';
import { oddCorners } from './odd-corners.ts';
import type { Pair } from './parts.ts';
import { rewritings } from './rewritings.ts';
import { schemaPairs } from './schemas.ts';
import { security } from './security.ts';
import { wholeDocuments } from './whole-documents.ts';

export const groups: readonly (readonly [name: string, pairs: readonly Pair[]])[] = [
  { security, bodies, addresses },
  schemaPairs,
  keywordPairs,
  wholeDocuments,
  rewritings,
  afterReports,
  oddCorners,
].flatMap((some: Readonly<Record<string, readonly Pair[]>>) => Object.entries(some));
