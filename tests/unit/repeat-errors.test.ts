import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { post } from '../../src/checks/request.ts';
import { blindPool } from '../../src/devices/pool.ts';
import type { Exchange } from '../../src/exchange/exchange.ts';
import { followEffects } from '../../src/run/effects.ts';
import { repeatErrors } from '../../src/run/repeat-errors.ts';
import { sent, settingWith } from './hand-made.ts';

/** Shorter than the pause before the second repeat. */
const SOON_MS = 250;

test('a pause before an odd answer is asked for again ends with the run', async () => {
  const nowhere = { status: 404, body: {} };
  const exchanges: Exchange[] = [sent(post('{"device_ids":[20001]}'), 0, nowhere)];
  const controller = new AbortController();
  const setting = settingWith('none');
  const pool = blindPool();
  const sender = {
    client: {
      send: async (request: Exchange['request'], { id }: { id: string }) => {
        const repeat = sent(request, 20, nowhere, { id, repeatOf: exchanges[0]?.id ?? null });
        exchanges.push(repeat);
        setImmediate(() => controller.abort());
        return repeat;
      },
      again: async () => null,
    },
    pool,
    setting,
    effects: followEffects(pool, setting, () => 0),
    over: () => null,
    stop: () => {},
  };
  const repeating = repeatErrors(sender, exchanges, {
    lookout: { before: async () => {}, after: async () => null },
    mayRepeat: () => true,
    isLate: () => false,
    isOver: () => controller.signal.aborted,
    signal: controller.signal,
  });
  expect(await Promise.race([repeating.then(() => 'over'), sleep(SOON_MS, 'pausing')])).toBe('over');
  expect(exchanges).toHaveLength(2);
  await repeating;
});
