import { openOwnTime } from '../../src/base/own-time.ts';
import { catalogue } from '../../src/checks/catalogue.ts';
import type { Check } from '../../src/checks/check.ts';
import { exploring } from '../../src/checks/explore/explore.ts';
import { loadEdition } from '../../src/edition/load.ts';
import type { NamedOverride } from '../../src/mock/behaviour.ts';
import { type MockOptions, startMock } from '../../src/mock/mock.ts';
import { type Device, startWorld, TEST_DEVICES } from '../../src/mock/world.ts';
import type { ExploreOptions } from '../../src/run/explore.ts';
import { run } from '../../src/run/run.ts';
import { judge } from '../../src/verdict/outcome.ts';
import { verdictOf } from '../../src/verdict/verdict.ts';
import { deploymentOf } from './trial.ts';

/** What those checks make of a mock with that fault, or with none. */
export async function tried(fault: string | null, checks: readonly Check[], explore?: ExploreOptions) {
  return triedOn(fault === null ? {} : { faults: [fault] }, checks, explore);
}

/** Enough for sequences to run side by side. */
export const MANY_DEVICES = 24;

/** A mock with so many test devices, of which eight are its own, and what else stands in its deployment file. */
async function mockWith(devices: number, options: MockOptions) {
  const world = await startWorld(0);
  const more = Array.from({ length: devices - TEST_DEVICES.length }, (_, i): Device => {
    const id = 30_001n + BigInt(i);
    const login = { clientId: `client-${id}`, username: `user-${id}`, password: `password-of-${id}` };
    return { id, name: `device-${id}`, login };
  });
  for (const device of more) (world.devices as Map<bigint, Device>).set(device.id, device);
  return { mock: await startMock({ ...options, world }), more };
}

export async function triedOn(
  options: MockOptions,
  checks: readonly Check[],
  explore?: ExploreOptions,
  { devices = TEST_DEVICES.length, concurrency }: { devices?: number; concurrency?: number } = {},
) {
  const { mock, more } = await mockWith(devices, options);
  try {
    const usual = deploymentOf(mock, false);
    const deployment = {
      ...usual,
      devices: [
        ...usual.devices,
        ...more.map(({ id, login }) => ({
          id: id.toString(),
          watchOnly: false,
          ...(usual.mqttUrl !== null && login !== null && { mqtt: login }),
        })),
      ],
      limits: { ...usual.limits, ...(concurrency !== undefined && { concurrency }) },
    };
    const clock = openOwnTime();
    const record = await run({
      deployment,
      edition: loadEdition(deployment.edition),
      checks,
      now: clock.now,
      signal: new AbortController().signal,
      ...(explore && { explore }),
    }).finally(clock.close);
    const results = judge(record, checks);
    const generated = record.exchanges.filter((x) => x.check === 'explore/sequences');
    const posts = generated.map((x) => x.request.body);
    return {
      results,
      verdict: verdictOf(results, false).verdict,
      exploration: record.exploration,
      posts,
      generated,
      harmed: mock.harmed(),
    };
  } finally {
    await mock.close();
  }
}

/** Exploring, behind one check of the catalogue. */
export const explored = [...catalogue.filter(({ id }) => id === 'uri/post'), ...exploring];

/** Every invariant judges the generated requests; of the scenarios the first is enough. */
const invariants = [...catalogue.filter(({ id, kind }) => kind === 'invariant' || id === 'uri/post'), ...exploring];

/** What exploring accuses a lawful variant of, and whom it harmed; there is never anything. */
export async function accusedOf({ name, withoutMqtt }: NamedOverride, devices = TEST_DEVICES.length) {
  const { results, harmed } = await triedOn(
    { variants: [name], ...(withoutMqtt && { selfConnecting: true }) },
    invariants,
    { requests: 50, seed: 31 },
    { devices },
  );
  const failed = results.filter(
    ({ check, outcome }) => outcome === 'failed' && (check.level === 'MUST' || check.id.startsWith('explore/')),
  );
  return { failed: failed.map(({ check, message }) => ({ id: check.id, message })), harmed };
}
