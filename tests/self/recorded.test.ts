/** What is judged on a recorded run comes to the same as live; what only a live run shows is not judged so. */
import { describe, expect, test } from '@jest/globals';
import { seed } from '../seed.ts';
import { drawn, inLongTier, whenLong } from '../tier.ts';
import { drawOf } from '../trouble/draw.ts';
import { allRows as all } from './pinned.ts';
import { tryOnRecord } from './recorded.ts';
import { sideBySide } from './side-by-side.ts';
import { tryOverride } from './trial.ts';

/** So many that a record can judge are run live as well. */
const DRAWN = inLongTier() ? 12 : 1;

describe('a recorded run', () => {
  whenLong(test)(`comes to the same as a live one (seed ${seed})`, async () => {
    const draw = drawOf(seed);
    const order = [...all].sort((a, b) => draw(a.override.name) - draw(b.override.name));
    const both: { recorded: unknown; live: unknown }[] = [];
    for (const { kind, override } of order) {
      if (both.length === DRAWN) break;
      const recorded = await tryOnRecord(kind, override);
      if (recorded !== null) both.push({ recorded, live: await tryOverride(kind, override) });
    }
    expect(both).toHaveLength(DRAWN);
    expect(both.map(({ recorded }) => recorded)).toEqual(both.map(({ live }) => live));
  });

  const chosen = (...names: string[]) =>
    drawn(
      all.filter(({ override }) => names.includes(override.name)),
      1,
    );
  const told = chosen(
    'error-is-html',
    'code-is-missing',
    'id-is-string',
    'names-in-capitals',
    'answers-in-gzip',
    'rml-codes',
  );
  const untold = chosen(
    'get-performs', // takes devices offline
    'effect-only-on-the-first',
    'effect-late', // is about time
    'shared-answer', // is about what meets
    'omits-the-last', // leaves an effect without its promise
    'in-both-lists', // makes the suite look again
    'body-is-cut', // promises nothing that can be read
    'invalid-is-401', // may be the credential
    'throttled-with-retry-after', // makes the suite send again
    'seen-by-query-only',
  );
  const onRecord = sideBySide([...told, ...untold], ({ kind, override }) => tryOnRecord(kind, override));

  test.each(told)('tells of $override.name, which changes what answers say', async (one) =>
    expect(await onRecord(one)).not.toBeNull(),
  );

  test.each(untold)('tells nothing of $override.name', async (one) => expect(await onRecord(one)).toBeNull());
});
