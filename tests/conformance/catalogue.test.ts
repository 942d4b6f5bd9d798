/**
 * The catalogue as jest tests, through supertest, against the deployment that the environment or `.env` names
 * (ROMA_BASE_URL and its companions, see the README), or else against the mock. What was not run is skipped with its
 * reason in the test's name.
 */
import { describe, expect, test } from '@jest/globals';
import { catalogue, familyOf } from '../../src/checks/catalogue.ts';
import { deploymentFromEnv, loadDotenv, parseDeployment } from '../../src/deployment/load.ts';
import { loadEdition } from '../../src/edition/load.ts';
import { startMock } from '../../src/mock/mock.ts';
import { run } from '../../src/run/run.ts';
import { applyWaivers, breachesOf, judge } from '../../src/verdict/outcome.ts';
import { verdictOf } from '../../src/verdict/verdict.ts';

const env = loadDotenv(process.cwd(), process.env);
const mock = env['ROMA_BASE_URL'] ? null : await startMock();
const deployment = mock
  ? parseDeployment(mock.deploymentFile(), 'the mock deployment', env, process.cwd())
  : deploymentFromEnv(env);

const startedAt = performance.now();
const record = await run({
  deployment,
  edition: loadEdition(deployment.edition),
  checks: catalogue,
  now: () => performance.now() - startedAt,
  signal: new AbortController().signal,
});
await mock?.close();
const results = applyWaivers(judge(record, catalogue), deployment.waivers, new Date().toISOString().slice(0, 10));

describe(`${deployment.name}, edition ${deployment.edition}`, () => {
  const families = new Set(results.map(({ check }) => familyOf(check.id)));
  for (const family of families) {
    describe(family, () => {
      for (const { check, outcome, message, findings } of results.filter(
        (result) => familyOf(result.check.id) === family,
      )) {
        const name = `${check.level} ${check.id}: ${check.title}`;
        if (outcome === 'passed' || outcome === 'failed' || outcome === 'error') {
          // Only a MUST makes this run red, as it makes the verdict; what became of a SHOULD is told in its name.
          if (outcome !== 'passed' && check.level !== 'MUST') test.skip(`${name} [${outcome}: ${message}]`, () => {});
          else {
            test(name, () => {
              expect({ outcome, message, breaches: breachesOf(findings) }).toEqual({
                outcome: 'passed',
                message: null,
                breaches: [],
              });
            });
          }
        } else test.skip(`${name} [${outcome}: ${message}]`, () => {});
      }
    });
  }

  test('the verdict', () => {
    expect(verdictOf(results, false)).toMatchObject({ verdict: 'conformant' });
  });
});
