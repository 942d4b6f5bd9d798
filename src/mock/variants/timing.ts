import { createHash } from 'node:crypto';
import type { Call, NamedOverride, Override, Reply } from '../behaviour.ts';
import { lateBy, variantsOf } from '../overrides.ts';

const variant = variantsOf('timing');

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** A fixed part of all calls, told by their text: so it is the same part in every run. */
const isOneIn = (n: number, call: Call) =>
  (createHash('sha256').update(call.method).update(call.body).digest()[0] ?? 0) % n === 0;

/** Lets the gateway answer some requests in place of the operation the first time that they come. */
const gateway =
  (reply: Reply, oneIn: number): Override =>
  (base) => {
    const seen = new Set<string>();
    return {
      handle: (call) => {
        const key = `${call.method} ${call.instance} ${call.headers['content-type']} ${call.body.toString('latin1')}`;
        if (!isOneIn(oneIn, call) || seen.has(key)) return base.handle(call);
        seen.add(key);
        return reply;
      },
    };
  };

const gatewayError = (status: number, code: string, message: string, headers: Record<string, string> = {}): Reply => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify({ error_code: code, error_msg: message, request_id: 'b1f7c1e6d5a34f2a9c3e' }),
});

export const timing: readonly NamedOverride[] = [
  variant(
    'online-status-lags',
    'The query API still shows a device online for 150 ms after it went offline.',
    (base) => {
      const until = new Map<string, number>();
      return {
        effect: async (outcome, call) => {
          for (const id of outcome.success) until.set(id.toString(), Date.now() + 150);
          await base.effect(outcome, call);
        },
        query: (call) => {
          const reply = base.query?.(call);
          if (!reply) throw new Error('there is no query API to lag');
          const id = /(\d+)$/.exec(call.path)?.[1] ?? '';
          return (until.get(id) ?? 0) < Date.now()
            ? reply
            : { ...reply, body: String(reply.body).replace('"online_status":2', '"online_status":1') };
        },
      };
    },
  ),
  variant(
    'seen-by-query-only',
    'Devices connect by themselves, and only the query API tells whether they are online.',
    () => ({}),
    { withoutMqtt: true },
  ),
  variant('effect-after-the-answer', 'Devices go offline some 40 ms after the answer.', lateBy(40)),
  variant('effect-within-the-limit', 'Devices go offline 100 ms after the answer, within effectWithinMs.', lateBy(100)),
  variant(
    'effect-before-the-latest',
    'Devices go offline half a second after the answer, before effectLatestMs.',
    lateBy(500),
  ),
  variant('effect-before-the-answer', 'The answer comes 30 ms after the devices went offline.', (base) => ({
    effect: async (outcome, call) => {
      await base.effect(outcome, call);
      await pause(30);
    },
  })),
  variant(
    'one-device-after-the-other',
    'The devices of a batch go offline one after the other, 10 ms apart.',
    (base) => ({
      effect: async ({ success }, call) => {
        for (const id of success) {
          await base.effect({ success: [id], failed: [] }, call);
          await pause(10);
        }
      },
    }),
  ),
  variant('one-request-at-a-time', 'Requests are worked off one after the other.', (base) => {
    let last: Promise<unknown> = Promise.resolve();
    return {
      handle: (call) => {
        const reply = last.then(() => base.handle(call));
        last = reply.then(() => pause(1));
        return reply;
      },
    };
  }),
  variant(
    'banned-for-a-moment',
    'A device that was taken offline may connect again after 50 ms.',
    (base, { world }) => ({
      effect: async (outcome, call) => {
        for (const id of outcome.success) {
          world.banned.add(id.toString());
          setTimeout(() => world.banned.delete(id.toString()), 50).unref();
        }
        await base.effect(outcome, call);
      },
    }),
  ),
  variant(
    'kicked-twice',
    'A device that connects again within 20 ms is disconnected once more.',
    (base, { world }) => ({
      effect: async (outcome, call) => {
        await base.effect(outcome, call);
        setTimeout(() => {
          for (const id of outcome.success) world.disconnect(id);
        }, 20).unref();
      },
    }),
  ),
  variant(
    'throttled-with-retry-after',
    'The gateway answers one request in eight 429 with Retry-After, the first time that it comes.',
    gateway(
      gatewayError(
        429,
        'APIG.0308',
        'The throttling threshold has been reached: policy user over ratelimit,limit:20,time:1 second',
        { 'retry-after': '0' },
      ),
      8,
    ),
  ),
  variant(
    'unavailable-for-a-moment',
    'The gateway answers one request in eight 503, the first time that it comes.',
    gateway(gatewayError(503, 'APIG.0203', 'The backend is unavailable.', { 'retry-after': '0' }), 8),
  ),
  variant(
    'bad-gateway-for-a-moment',
    'The gateway answers one request in sixteen 502, the first time that it comes.',
    gateway(gatewayError(502, 'APIG.0202', 'The backend is unavailable.'), 16),
  ),
];
