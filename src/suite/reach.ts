import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { query } from '../checks/request.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { secretsOf } from '../deployment/secrets.ts';
import { openClient, Withheld } from '../exchange/client.ts';
import type { Answer } from '../exchange/exchange.ts';
import { sayFailure } from '../exchange/failure.ts';
import { groundOf } from '../exchange/guard.ts';
import { inTongue, tell } from '../messages/speech.ts';
import { bystandersOf } from '../run/setting.ts';

/** Between two looks, in ms. */
const PAUSE_MS = 500;

/**
 * Asks the query API for the first device until somebody answers, other than a gateway that has nobody behind it (502, 503,
 * 504), or the time is up. Sends no force-offline. Null: it answers. Else why it does not, in one sentence.
 */
export async function untilReached(
  deployment: Deployment,
  { seconds, signal }: { seconds: number; signal: AbortSignal },
): Promise<string | null> {
  const start = performance.now();
  const now = () => performance.now() - start;
  const [device] = deployment.devices;
  if (!device) return null;
  let last = tell`it was not asked`;
  for (let number = 1; now() < seconds * 1000 && !signal.aborted; number++) {
    const client = await openClient({
      deployment,
      ground: groundOf(deployment, bystandersOf(deployment)),
      secrets: secretsOf(deployment),
      now,
      signal,
      deadline: seconds * 1000,
    });
    try {
      const { answer, failure } = await client.send(query(device.id), {
        id: `wait#${number}`,
        check: 'wait',
        repeatOf: null,
      });
      if (answer && !isNobodyThere(answer)) return null;
      last = failure ? inTongue(sayFailure(failure)) : tell`the gateway answers ${answer?.status}`;
    } catch (error) {
      if (error instanceof Withheld) return null;
      throw error;
    } finally {
      await client.close();
    }
    await sleep(Math.max(0, Math.min(PAUSE_MS, seconds * 1000 - now())), undefined, { signal }).catch(() => {});
  }
  return signal.aborted ? tell`the run was interrupted` : last;
}

const isNobodyThere = ({ status }: Answer) => status === 502 || status === 503 || status === 504;
