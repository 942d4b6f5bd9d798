/** A table of sessions that learns of a session a while after the device does: nobody is accused, and no fault hides there. */
import { describe, expect, test } from '@jest/globals';
import { parseDeployment } from '../../src/deployment/load.ts';
import { startMock } from '../../src/mock/mock.ts';
import { startWorld } from '../../src/mock/world.ts';
import { verify } from '../../src/suite/verify.ts';

const ONLY = ['uri/post', 'uri/unknown-instance', 'uri/unknown-instance-*'];

async function verdictOf(knownAfterMs: number, ...faults: string[]) {
  const mock = await startMock({ faults, world: await startWorld(0, { knownAfterMs }) });
  try {
    const text = mock.deploymentFile().replace(/effectWithinMs: \d+/, 'effectWithinMs: 900');
    const { verdict, checks } = await verify(parseDeployment(text, 'the mock', {}, '.'), { only: ONLY });
    return { verdict, failed: checks.filter(({ level, outcome }) => level === 'MUST' && outcome === 'failed') };
  } finally {
    await mock.close();
  }
}

test.each([
  ['offline-not-listed', 5],
  ['offline-is-404', 20],
  ['offline-is-500', 150],
])(
  'a deployment that conforms as %s, and knows sessions %s ms after they are up, is not accused',
  async (variant, ms) => {
    const mock = await startMock({ variants: [variant], world: await startWorld(0, { knownAfterMs: ms }) });
    try {
      const { checks } = await verify(parseDeployment(mock.deploymentFile(), 'the mock', {}, '.'));
      expect(checks.filter(({ level, outcome }) => level === 'MUST' && outcome === 'failed')).toEqual([]);
    } finally {
      await mock.close();
    }
  },
);

describe.each([3, 60])('sessions are known %s ms after they are up', (ms) => {
  test('a deployment that conforms', async () => {
    expect(await verdictOf(ms)).toMatchObject({ verdict: 'conformant', failed: [] });
  });

  test('a request for another instance acts', async () => {
    // The table and the suite wait by clocks of their own, which a loaded machine holds up: once is no proof that it hides.
    let found = await verdictOf(ms, 'unknown-instance-with-effect');
    for (let i = 0; i < 3 && found.verdict === 'conformant'; i++)
      found = await verdictOf(ms, 'unknown-instance-with-effect');
    expect(found).toMatchObject({ verdict: 'non-conformant' });
  });
});
