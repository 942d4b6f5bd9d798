/** Checks say of themselves that a deployment may take one of their requests for all devices: held to what they would send. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { catalogue } from '../../src/checks/catalogue.ts';
import { parseDeployment } from '../../src/deployment/load.ts';
import { loadEdition } from '../../src/edition/load.ts';
import { type Mock, startMock } from '../../src/mock/mock.ts';
import { assign } from '../../src/run/assign.ts';
import { mayMeanAll } from '../../src/run/late.ts';
import { rehearse } from '../../src/run/rehearse.ts';
import { settingOf } from '../../src/run/setting.ts';

let mock: Mock;
beforeAll(async () => {
  mock = await startMock();
});
afterAll(() => mock.close());

const elsewhere = (file: string) =>
  file
    .replace(/^baseUrl: .*$/m, 'baseUrl: https://roma.example.com')
    .replace(/mqtt:\/\/\S+/, 'mqtts://broker.example.com');
const FILES: Record<string, (file: string) => string> = {
  'on loopback': (file) => file,
  elsewhere,
  'elsewhere, with empty lists': (file) => `${elsewhere(file)}allow: { emptyLists: true }\n`,
  'elsewhere, with little': (file) => elsewhere(file).replace(/^absent:\n(?: .*\n)+/m, 'absent: { probes: false }\n'),
};

function takenForAll(edit: (file: string) => string): string[] {
  const deployment = parseDeployment(edit(mock.deploymentFile()), 'f', process.env, '.');
  const setting = settingOf(deployment, loadEdition(deployment.edition), 'mqtt');
  const { assigned } = assign(catalogue, setting);
  return assigned.filter((one) => rehearse(one, setting).requests.some(mayMeanAll)).map(({ check }) => check.id);
}
const flagged = catalogue.flatMap((check) => (check.kind === 'scenario' && check.mayMeanAll ? [check.id] : []));

describe('checks with requests that a deployment may take for all devices', () => {
  test.each(Object.entries(FILES))('%s: each is marked', (_, edit) => {
    expect(takenForAll(edit).filter((id) => !flagged.includes(id))).toEqual([]);
  });
});
