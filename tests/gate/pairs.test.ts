/** Pairs of each kind that users report, in both directions, each with what is right. */
import { describe, expect, test } from '@jest/globals';
import { worstOf } from '../../src/gate/change.ts';
import { changesOf } from './changes.ts';
import { addresses } from './pairs/addresses.ts';
import { afterReports } from './pairs/after-reports.ts';
import { bodies } from './pairs/bodies.ts';
import { keywordPairs } from './pairs/keywords.ts';
import { oddCorners } from './pairs/odd-corners.ts';
import { rewritings } from './pairs/rewritings.ts';
import { schemaPairs } from './pairs/schemas.ts';
import { security } from './pairs/security.ts';
import { wholeDocuments } from './pairs/whole-documents.ts';

const groups = {
  security,
  bodies,
  addresses,
  ...schemaPairs,
  ...keywordPairs,
  ...wholeDocuments,
  ...rewritings,
  ...afterReports,
  ...oddCorners,
};

describe.each(Object.entries(groups))('%s', (_, pairs) => {
  test.each(pairs.map((one) => [one.name, one] as const))('%s', async (_name, { base, head, accept, because }) => {
    const changes = await changesOf(base, head, 'all');
    const verdict = worstOf(changes);
    expect({ verdict, because, changes: accept.includes(verdict) ? [] : changes }).toEqual({
      verdict: accept.includes(verdict) ? verdict : accept,
      because,
      changes: [],
    });
    expect(await changesOf(base, base, 'all')).toEqual([]);
  });
});
