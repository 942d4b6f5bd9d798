/**
 * The catalogue as jest tests, through supertest, against the deployment that the environment or `.env` names
 * (ROMA_BASE_URL and its companions, see docs/deployment-file.md), or else against the mock. What was not run is skipped with its
 * reason in the test's name.
 */
import { describe, expect, test } from '@jest/globals';
import { familyOf } from '../../src/checks/catalogue.ts';
import { useWire } from '../../src/exchange/wire.ts';
import { deploymentFromEnv, loadDotenv, parseDeployment, verify } from '../../src/index.ts';
import { startMock } from '../../src/mock/mock.ts';
import { supertestWire } from './supertest-wire.ts';

const env = loadDotenv(process.cwd(), process.env);
const mock = env['ROMA_BASE_URL'] ? null : await startMock();
const deployment = mock
  ? parseDeployment(mock.deploymentFile(), 'the mock deployment', env, process.cwd())
  : deploymentFromEnv(env);

useWire(supertestWire);
const report = await verify(deployment);
await mock?.close();

describe(`${deployment.name}, edition ${deployment.edition}`, () => {
  const families = new Set(report.checks.map(({ id }) => familyOf(id)));
  for (const family of families) {
    describe(family, () => {
      for (const { id, level, title, outcome, provisional, message, expected, actual } of report.checks) {
        if (familyOf(id) !== family) continue;
        const name = `${level} ${id}: ${title}`;
        const isJudged = outcome === 'passed' || outcome === 'failed' || outcome === 'error';
        // Only a MUST makes this run red, as it makes the verdict; what became of a SHOULD is told in its name.
        if (!isJudged || (outcome !== 'passed' && (level !== 'MUST' || provisional !== undefined)))
          test.skip(`${name} [${outcome}: ${message}]`, () => {});
        else {
          test(name, () => {
            expect({ outcome, message, expected, actual }).toMatchObject({ outcome: 'passed', message: null });
          });
        }
      }
    });
  }

  test('the verdict', () => {
    expect(report.verdict).toBe('conformant');
  });
});
