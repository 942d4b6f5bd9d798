/** No report that nobody changed is accused: judged again, its record gives the same, word for word. */
import { expect, test } from '@jest/globals';
import { differencesBetween } from '../../src/attest/differences.ts';
import { parseDeployment } from '../../src/deployment/load.ts';
import { startMock } from '../../src/mock/mock.ts';
import { chainer, chainOf } from '../../src/run/chain.ts';
import { rejudge } from '../../src/suite/rejudge.ts';
import { verify } from '../../src/suite/verify.ts';
import { drawn } from '../tier.ts';

const honest: [string, { faults?: string[]; variants?: string[] }, number][] = [
  ['that conforms, explored', {}, 60],
  [
    'that echoes the token, so that answers are written down redacted',
    { faults: ['token-echoed-in-error', 'token-echoed-in-header'] },
    0,
  ],
  ['whose 200 is JSON in a string', { faults: ['body-is-string'] }, 0],
  ['that takes other devices offline, so that suspects are repeated', { faults: ['effect-on-successor-too'] }, 0],
];

test.each(drawn(honest, 1))('a deployment %s', async (_, overrides, explored) => {
  const mock = await startMock(overrides);
  try {
    const deployment = parseDeployment(mock.deploymentFile(), 'the mock', {}, process.cwd());
    const chained = chainer();
    let record = '';
    const report = await verify(deployment, {
      explore: explored > 0 ? { requests: explored, seed: 7 } : null,
      sink: (entry) => {
        record += `${chained(JSON.stringify(entry))}\n`;
      },
    });
    expect(chainOf(record).kind).toBe('whole');
    expect(differencesBetween(report, await rejudge(record, { name: 'record.jsonl', addressAsClaimed: true }))).toEqual(
      {
        differing: [],
        open: [],
      },
    );
  } finally {
    await mock.close();
  }
});
