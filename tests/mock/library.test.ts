/** The library gives what the command line prints, and prints nothing itself. */
import { describe, expect, jest, test } from '@jest/globals';
import type { Deployment } from '../../src/deployment/deployment.ts';
import { parseDeployment, rejudge, verify, verifyMany } from '../../src/index.ts';
import { startMock } from '../../src/mock/mock.ts';
import type { Entry } from '../../src/run/record.ts';

async function withMock<T>(faults: string[], work: (deployment: Deployment) => Promise<T>): Promise<T> {
  const mock = await startMock({ faults });
  try {
    return await work(parseDeployment(mock.deploymentFile(), 'the mock', process.env, '.'));
  } finally {
    await mock.close();
  }
}

describe('verify', () => {
  test('gives a report and prints nothing', () =>
    withMock([], async (deployment) => {
      const writes = [jest.spyOn(process.stdout, 'write'), jest.spyOn(process.stderr, 'write')];
      const report = await verify(deployment);
      const printed = writes.map((write) => write.mock.calls.length);
      for (const write of writes) write.mockRestore();
      expect(printed).toEqual([0, 0]);
      expect(report).toMatchObject({ verdict: 'conformant', run: { partial: false, interrupted: false } });
    }));

  test('its record judged again gives the same checks and verdict', () =>
    withMock(['rounds-half-up'], async (deployment) => {
      const lines: Entry[] = [];
      const report = await verify(deployment, { only: ['rounding/*'], sink: (entry) => lines.push(entry) });
      const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
      const again = await rejudge(text, { name: 'record.jsonl', addressAsClaimed: true });
      expect(report).toMatchObject({ verdict: 'non-conformant', run: { partial: true } });
      expect(again.checks).toEqual(report.checks);
      expect(again.verdict).toBe(report.verdict);
    }));

  test('a glob that fits no check is refused before anything is sent', () =>
    withMock([], async (deployment) => {
      const sent: Entry[] = [];
      await expect(verify(deployment, { only: ['nothing/*'], sink: (entry) => sent.push(entry) })).rejects.toThrow(
        'nothing/*',
      );
      expect(sent).toEqual([]);
    }));
});

test('verifyMany gives a report for each in its place; what is wrong with one harms no other', () =>
  withMock([], (fine) =>
    withMock(['rounds-half-up'], async (bad) => {
      const unknown = { ...fine, name: 'unknown', edition: '1999-01-01' as Deployment['edition'] };
      const ended = await verifyMany([unknown, bad, fine], { options: { only: ['rounding/*'] } });
      expect(ended.map(({ deployment, code, result }) => [deployment.name, code, result?.verdict])).toEqual([
        ['unknown', 2, undefined],
        [bad.name, 1, 'non-conformant'],
        [fine.name, 0, 'conformant'],
      ]);
      expect(ended[0]?.error).toBeInstanceOf(Error);
    }),
  ));
