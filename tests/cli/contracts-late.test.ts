/** Pacts whose requests a deployment may take for all devices: withheld beyond loopback, else last and one at a time. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import type { Report } from '../../src/report/report.gen.ts';
import { whenLong } from '../tier.ts';
import { cleanUp, cli, folder, startMock } from './cli.ts';

afterAll(cleanUp);

const operation = (description: string, status: number, body: unknown, generators: object = {}) => ({
  description,
  providerStates: [{ name: 'a deployment' }],
  request: {
    method: 'POST',
    path: '/v2/p/link/instances/i/devices/force-offline',
    headers: { 'Content-Type': 'application/json', 'X-Auth-Token': 't' },
    ...(body !== undefined && { body }),
    generators: {
      path: {
        type: 'ProviderState',
        // biome-ignore lint/suspicious/noTemplateCurlyInString: Pact's own notation
        expression: '/v2/${projectId}/link/instances/${instanceId}/devices/force-offline',
      },
      ...generators,
    },
  },
  response: { status },
});
/** The id of a test device, from the provider state. */
const DEVICE = {
  body: { '$.device_ids[0]': { type: 'ProviderState', expression: 'device1', dataType: 'INTEGER' } },
};
const named = (description: string) => operation(description, 200, { device_ids: [1] }, DEVICE);
const none = (description: string, body: unknown) => operation(description, 400, body);

const interactions = [
  none('no list', {}),
  named('first'),
  operation('an empty list', 200, { device_ids: [] }),
  none('no body', undefined),
  none('another name', { ids: [] }),
  named('second'),
];
writeFileSync(
  join(folder, 'late.pact.json'),
  JSON.stringify({
    consumer: { name: 'c' },
    provider: { name: 'p' },
    interactions: interactions.map((one, i) => ({
      ...one,
      // Otherwise they would be alternatives.
      request: { ...one.request, headers: { ...one.request.headers, 'X-N': String(i) } },
    })),
    metadata: { pactSpecification: { version: '3.0.0' } },
  }),
);

async function verified(name: string, faults: readonly string[], edit: (file: string) => string = (file) => file) {
  const file = await startMock(
    faults.flatMap((fault) => ['--fault', fault]),
    name,
  );
  writeFileSync(file, edit(readFileSync(file, 'utf8')));
  const { code } = await cli(['contracts', 'verify', file, '--pacts', 'late.pact.json']);
  const report = JSON.parse(readFileSync(join(folder, 'reports', name, 'contracts/report.json'), 'utf8')) as Report;
  const outcomes = Object.fromEntries(report.checks.map(({ id, outcome }) => [id.replace('c/', ''), outcome]));
  const sent = [...report.exchanges].sort((a, b) => a.sentAtMs - b.sentAtMs);
  return { code, outcomes, report, sent, order: sent.map(({ check }) => check.replace('c/', '')) };
}
const ALL = 'effect-on-all-for-empty-list';
const beyondLoopback = (file: string) =>
  file.replace('http://127.0.0.1:', 'http://0.0.0.0:').concat('allow: { plainHttp: true }\n');

describe('requests of a pact that name no device', () => {
  test('on loopback come last, one at a time', async () => {
    const { code, outcomes, order, sent } = await verified('late-good', []);
    expect(new Set(Object.values(outcomes))).toEqual(new Set(['passed']));
    expect(code).toBe(0);
    expect(order).toEqual(['first', 'second', 'no-list', 'an-empty-list', 'no-body', 'another-name']);
    for (const [i, { sentAtMs }] of sent.entries()) {
      const before = sent[i - 1];
      // Each of both is rounded.
      if (before) expect(sentAtMs).toBeGreaterThanOrEqual(before.sentAtMs + before.durationMs - 2);
    }
  });

  whenLong(test)('on loopback the first bystander that goes offline ends the run', async () => {
    const { code, outcomes, order, report } = await verified('late-bad', [ALL]);
    expect([outcomes['first'], outcomes['second']]).toEqual(['passed', 'passed']);
    expect(order.slice(0, 2)).toEqual(['first', 'second']);
    const messages = report.checks.map(({ message }) => message ?? '');
    expect(messages.some((text) => text.includes('may take a request without ids for all devices'))).toBe(true);
    expect(outcomes['another-name']).toBe('error');
    expect(order).not.toContain('another-name');
    expect(code).not.toBe(0);
  });

  test('beyond loopback are withheld, and hit nobody', async () => {
    const { code, outcomes, order } = await verified('late-far', [ALL], beyondLoopback);
    expect(outcomes).toEqual({
      first: 'passed',
      second: 'passed',
      'no-list': 'withheld',
      'an-empty-list': 'withheld',
      'no-body': 'withheld',
      'another-name': 'withheld',
    });
    expect(order).toEqual(['first', 'second']);
    expect(code).toBe(3);
  });

  whenLong(test)('beyond loopback, where they are allowed, come last and end the run likewise', async () => {
    const allowed = (file: string) =>
      beyondLoopback(file).replace('plainHttp: true', 'plainHttp: true, emptyLists: true');
    const { code, order, report } = await verified('late-allowed', [ALL], allowed);
    expect(order).toEqual(['first', 'second', 'no-list', 'an-empty-list']);
    expect(report.checks.filter(({ outcome }) => outcome === 'error').map(({ id }) => id)).toEqual([
      'c/an-empty-list',
      'c/no-body',
      'c/another-name',
    ]);
    expect(code).toBe(3);
  });
});
