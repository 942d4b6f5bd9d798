/** Gateways lock an account after bad credentials in a row: when such requests are repeated, each is followed by a good one. */
import { expect, test } from '@jest/globals';
import { openOwnTime } from '../../src/base/own-time.ts';
import { catalogue } from '../../src/checks/catalogue.ts';
import { parseDeployment } from '../../src/deployment/load.ts';
import { loadEdition } from '../../src/edition/load.ts';
import { startMock } from '../../src/mock/mock.ts';
import { run } from '../../src/run/run.ts';

test('repeats with a bad credential go alone, each followed by one with a good credential', async () => {
  // Late, so that several requests are suspect.
  const mock = await startMock({ faults: ['late-effect-of-refused'], variants: ['missing-token-is-400'] });
  const clock = openOwnTime();
  try {
    const deployment = parseDeployment(mock.deploymentFile(), 'the mock', {}, '.');
    const { exchanges, confirmations } = await run({
      deployment,
      edition: loadEdition(deployment.edition),
      checks: catalogue.filter(({ id }) => id === 'uri/post' || id.startsWith('auth/')),
      now: clock.now,
      signal: new AbortController().signal,
    });
    const repeats = exchanges.filter((x) => x.repeatOf !== null).sort((a, b) => a.sentAt - b.sentAt);
    const bad = repeats.filter(({ request }) => request.credential !== 'valid');
    expect(bad.length).toBeGreaterThan(2);
    expect(confirmations.length).toBeGreaterThan(0);
    for (const x of bad) {
      const next = repeats[repeats.indexOf(x) + 1];
      expect(next).toMatchObject({
        id: `${x.id}+`,
        check: x.check,
        repeatOf: x.repeatOf,
        request: { credential: 'valid' },
      });
      expect(next?.sentAt).toBeGreaterThanOrEqual(x.answeredAt);
      expect({ ...next?.request, credential: x.request.credential }).toEqual(x.request);
    }
    // A good one is sent for nothing else.
    expect(repeats.filter(({ id }) => id.endsWith('+'))).toHaveLength(bad.length);
  } finally {
    clock.close();
    await mock.close();
  }
});
