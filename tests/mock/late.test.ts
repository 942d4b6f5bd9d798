/** Requests that a deployment may take for all devices: they come late, one at a time, and the first loss ends the run. */
import { describe, expect, test } from '@jest/globals';
import { openOwnTime } from '../../src/base/own-time.ts';
import { catalogue } from '../../src/checks/catalogue.ts';
import type { Check } from '../../src/checks/check.ts';
import type { Deployment } from '../../src/deployment/deployment.ts';
import { parseDeployment } from '../../src/deployment/load.ts';
import { loadEdition } from '../../src/edition/load.ts';
import { namingOf } from '../../src/exchange/naming.ts';
import { asMessage, inEnglish } from '../../src/messages/messages.ts';
import { startMock } from '../../src/mock/mock.ts';
import { startWorld, type World } from '../../src/mock/world.ts';
import { run } from '../../src/run/run.ts';
import { judge } from '../../src/verdict/outcome.ts';
import { verdictOf } from '../../src/verdict/verdict.ts';
import { whenLong } from '../tier.ts';

/** The address of any interface of this machine: to the suite it is no loopback. */
const beyondLoopback = (file: string) =>
  file
    .replace('http://127.0.0.1:', 'http://0.0.0.0:')
    .replace('limits:\n', 'limits:\n  requestsPerSecond: 1000\n')
    .replace(/effectWithinMs: \d+/, 'effectWithinMs: 60')
    .concat('allow: { plainHttp: true }\n');

async function verified(
  faults: readonly string[],
  edit: (file: string) => string,
  {
    checks = catalogue,
    explore,
    world,
  }: { checks?: readonly Check[]; explore?: { requests: number; seed: number }; world?: World } = {},
) {
  const mock = await startMock({ faults, ...(world && { world }) });
  try {
    const deployment: Deployment = parseDeployment(edit(mock.deploymentFile()), 'the mock', process.env, '.');
    const clock = openOwnTime();
    const record = await run({
      deployment,
      edition: loadEdition(deployment.edition),
      checks,
      ...(explore && { explore }),
      now: clock.now,
      signal: new AbortController().signal,
    });
    const results = judge(record, checks);
    const outcomeOf = (id: string) => results.find(({ check }) => check.id === id)?.outcome;
    return { record, results, outcomeOf, verdict: verdictOf(results, false).verdict, bystander: '20008' };
  } finally {
    await mock.close();
  }
}

const EMPTY = 'effect-on-all-for-empty-list';
const inTime = <T extends { sentAt: number }>(exchanges: readonly T[]) =>
  [...exchanges].sort((a, b) => a.sentAt - b.sentAt);

test('on loopback those without any id come after all others, one at a time', async () => {
  const { record, verdict } = await verified([], (file) => file);
  const sent = inTime(record.exchanges.filter(({ request }) => request.path === 'operation'));
  const first = sent.findIndex(({ request }) => namingOf(request) === 'none');
  const late = new Set(sent.slice(first).map(({ check }) => check));
  expect(verdict).toBe('conformant');
  expect(late.size).toBeGreaterThan(12);
  expect(sent.slice(0, first).filter(({ check }) => late.has(check))).toEqual([]);
  for (const [i, x] of sent.slice(first).entries())
    expect(x.sentAt).toBeGreaterThanOrEqual(sent[first + i - 1]?.answeredAt ?? 0);
});

describe('a deployment that takes the empty list for all devices', () => {
  test('on loopback: the run stops at the loss of the bystander, and only suspects are sent again', async () => {
    const { record, results, outcomeOf, verdict, bystander } = await verified([EMPTY], (file) => file);
    expect(verdict).toBe('non-conformant');
    expect(outcomeOf('effects/no-other-device')).toBe('failed');
    const loss = record.sessions.find(
      ({ device, event, by }) => device === bystander && event === 'down' && by === 'peer',
    );
    const after = record.exchanges.filter((x) => x.sentAt > (loss?.at ?? 0) && x.repeatOf === null);
    // One more may have been under way.
    expect(after.length).toBeLessThanOrEqual(1);
    const stopped = results.filter(({ message }) =>
      message?.includes('may take a request without ids for all devices'),
    );
    expect(stopped.length).toBeGreaterThan(0);
    expect(new Set(stopped.map(({ outcome }) => outcome))).toEqual(new Set(['error']));
  });

  whenLong(test)(
    'beyond loopback it is not asked, and the verdict stands on the bodies that name a device',
    async () => {
      const { record, verdict, outcomeOf } = await verified([EMPTY], beyondLoopback);
      expect(record.exchanges.filter(({ request }) => namingOf(request) === 'none')).toEqual([]);
      expect(verdict).toBe('conformant');
      expect(['body/empty-list', 'body/missing-device-ids', 'body/cut-short', 'auth/missing'].map(outcomeOf)).toEqual([
        'withheld',
        'withheld',
        'passed',
        'passed',
      ]);
      expect(record.sessions.filter(({ device, event }) => device === '20008' && event === 'down')).toEqual([]);
    },
  );

  whenLong(test)(
    'where it is allowed beyond loopback the run stops, nothing is repeated, and nobody is accused',
    async () => {
      const { record, verdict, outcomeOf, bystander } = await verified([EMPTY], (file) =>
        beyondLoopback(file).replace('plainHttp: true', 'plainHttp: true, emptyLists: true'),
      );
      const loss = record.sessions.find(({ device, event }) => device === bystander && event === 'down');
      expect(record.exchanges.filter((x) => x.sentAt > (loss?.at ?? 0))).toEqual([]);
      expect(verdict).toBe('inconclusive');
      expect(outcomeOf('effects/no-other-device')).toBe('error');
      expect(record.unstable.map((said) => inEnglish(asMessage(said))).join()).toMatch(
        /20008.*all devices.*not repeated|20008.*not even that request again/,
      );
    },
  );
});

describe('what was sent before them takes the bystander offline, so late that they have begun', () => {
  const lane = ['body/empty-list', 'body/missing-device-ids', 'body/null', 'body/element-word'];
  const checks = catalogue.filter(
    ({ id, kind }) => kind === 'invariant' || ['uri/post', 'accounting/several', ...lane].includes(id),
  );
  /** Whoever takes two devices or more takes the bystander too, `afterMs` later; so often as `most` says. */
  async function treacherous(afterMs: number, most = Number.POSITIVE_INFINITY): Promise<World> {
    const world = await startWorld(0);
    const { disconnect } = world;
    let taken = 0;
    let count = 0;
    world.disconnect = (id) => {
      disconnect(id);
      if (taken++ === 0) setTimeout(() => (taken = 0), 5);
      if (taken === 2 && ++count <= most) setTimeout(() => disconnect(20008n), afterMs);
    };
    return world;
  }

  test('the run goes on, and the one that did it is found by repeats', async () => {
    const { record, outcomeOf, verdict } = await verified([], (file) => file, { checks, world: await treacherous(15) });
    expect(verdict).toBe('non-conformant');
    expect(outcomeOf('effects/no-other-device')).toBe('failed');
    expect(lane.map(outcomeOf)).toEqual(lane.map(() => 'passed'));
    expect(
      record.confirmations.flatMap(({ suspect, lost }) => (lost.length > 0 ? [suspect.replace(/#.*/, '')] : [])),
    ).toEqual(['accounting/several']);
  });

  test('once only: nobody is accused, and the run goes on', async () => {
    const { record, outcomeOf, verdict } = await verified([], (file) => file, {
      checks,
      world: await treacherous(15, 1),
    });
    expect(lane.map(outcomeOf)).toEqual(lane.map(() => 'passed'));
    expect(outcomeOf('effects/no-other-device')).not.toBe('failed');
    expect(verdict).toBe('conformant');
    expect(record.unconfirmed).toContain('20008');
  });
});

describe('exploring beyond loopback', () => {
  const checks = catalogue.filter(({ id }) => id === 'uri/post');
  const explore = { requests: 150, seed: 3 };

  whenLong(test)('draws no request that names no device', async () => {
    const { record } = await verified([EMPTY], beyondLoopback, { checks, explore });
    expect(record.exploration?.ended).toBeNull();
    expect(record.exchanges.filter(({ request }) => namingOf(request) === 'none')).toEqual([]);
  });

  test('ends, where it may draw them, at the loss of the bystander, and repeats nothing', async () => {
    const allowed = (file: string) =>
      beyondLoopback(file).replace('plainHttp: true', 'plainHttp: true, emptyLists: true');
    const { record, bystander } = await verified([EMPTY], allowed, { checks, explore: { ...explore, requests: 500 } });
    const loss = record.sessions.find(({ device, event }) => device === bystander && event === 'down');
    expect(loss).toBeDefined();
    expect(record.exchanges.filter((x) => x.sentAt > (loss?.at ?? 0))).toEqual([]);
    expect(record.exploration?.ended).toContain('may take a request without ids for all devices');
    expect(record.exploration?.failures).toEqual([]);
  });
});
