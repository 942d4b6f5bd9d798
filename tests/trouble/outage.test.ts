import { describe, expect, test } from '@jest/globals';
import { catalogue } from '../../src/checks/catalogue.ts';
import { drawn } from '../tier.ts';
import type { Passing } from './http-proxy.ts';
import type { Mode } from './modes.ts';
import { tryUnderTrouble } from './trial.ts';

const checks = catalogue.filter(({ id, kind }) => kind === 'invariant' || /^(uri|body|accounting)\//.test(id));

/** Resets every connection from the n-th request on, until the suite has looked so often whether somebody answers. */
const awayFrom = (n: number, looks: number): Mode => ({
  name: 'away for a while',
  says: '',
  troubles: () => {
    let looked = 0;
    const isLook = ({ method, path }: Passing) => method === 'GET' && !path.endsWith('/force-offline');
    return {
      http: (passing) => {
        if (passing.number < n || looked >= looks) return null;
        if (isLook(passing)) looked++;
        return { kind: 'reset-before' };
      },
    };
  },
});

/** One whose devices are seen by MQTT, so that nothing but looks asks the query API. */
const trial = (mode: Mode, only = checks) => tryUnderTrouble({ mode, seed: 1, fault: null, scale: 1, checks: only });

describe('a deployment that resets every connection for a while', () => {
  test.each(drawn([1, 20], 1))('conforms all the same where that begins with request %i', async (n) => {
    const { verdict, results, record } = await trial(awayFrom(n, 3));
    const errors = results.filter(({ outcome }) => outcome === 'error').map(({ check }) => check.id);
    expect({ verdict, errors }).toEqual({ verdict: 'conformant', errors: [] });
    expect(record.exchanges.filter(({ id }) => id.startsWith('outage#')).length).toBe(4);
  });

  test('is said to have gone where it does not come back', async () => {
    const { verdict, results, record } = await trial(awayFrom(20, Number.POSITIVE_INFINITY));
    expect(verdict).toBe('inconclusive');
    const gone = results.filter(({ message }) => message?.startsWith('the deployment went away during the run'));
    expect(gone.length).toBeGreaterThan(20);
    expect(record.exchanges.filter(({ id }) => id.startsWith('outage#')).length).toBe(5);
    // Nothing is sent to it any more.
    expect(record.exchanges.length).toBeLessThan(70);
  });

  test('cannot be reached where nobody ever answered', async () => {
    const { verdict, results } = await trial(awayFrom(1, Number.POSITIVE_INFINITY));
    expect(verdict).toBe('inconclusive');
    expect(results.map(({ message }) => message)).toContainEqual(
      expect.stringMatching(/^the deployment cannot be reached: .* closed the connection without an answer$/),
    );
  });
});
