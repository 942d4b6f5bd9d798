/** What `plan` says of checks that would send nothing. */
import { expect, test } from '@jest/globals';
import { catalogue } from '../../src/checks/catalogue.ts';
import { parseDeployment } from '../../src/deployment/load.ts';
import { loadEdition } from '../../src/edition/load.ts';
import { plan } from '../../src/run/plan.ts';

const planned = (absent: string) => {
  const devices = Array.from(
    { length: 8 },
    (_, i) => `{ id: ${20001 + i}, mqtt: { clientId: c${i}, username: u, password: pppppppp } }`,
  );
  const deployment = parseDeployment(
    `name: planned
baseUrl: http://127.0.0.1:1
projectId: p
instanceId: i
auth: { token: a-token-of-some-length }
mqtt: { url: "mqtt://127.0.0.1:1" }
devices: [${devices.join(', ')}]
absent: ${absent}`,
    'planned.yaml',
    {},
    '.',
  );
  return plan(deployment, loadEdition(deployment.edition), catalogue);
};

test.each(['{ deviceIds: [70000000, 20009] }', '{ deviceIds: [70000000], ranges: [[70000000, 70009999]] }', '{}'])(
  'with absent %s every check that is planned sends something, and each other one says why not',
  (absent) => {
    const { checks, notRun } = planned(absent);
    expect(checks.filter(({ requests }) => requests.length === 0)).toEqual([]);
    const named = new Set([...checks.map(({ check }) => check), ...notRun.map(({ check }) => check)]);
    const scenarios = catalogue.filter(({ kind }) => kind === 'scenario').map(({ id }) => id);
    expect(scenarios.filter((id) => !named.has(id))).toEqual([]);
  },
);

test('a pair at the end of the devices leaves nobody for the places beside it, which is said before anything is sent', () => {
  const { notRun } = planned('{ deviceIds: [70000000, 20009] }');
  expect(notRun).toContainEqual(
    expect.objectContaining({
      check: 'rounding/middle-position',
      outcome: 'not-testable',
      message: 'too few test devices for such a batch: declare more',
    }),
  );
});
