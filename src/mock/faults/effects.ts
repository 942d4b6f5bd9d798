import { LosslessNumber } from 'lossless-json';
import { pauseOwn } from '../../base/own-time.ts';
import type { Call, NamedOverride } from '../behaviour.ts';
import { TEST_DEVICES, type World } from '../world.ts';

const level = 'MUST';
const effects = 'effects';
const state = 'state';
const concurrency = 'concurrency';

const digitsIn = (call: Call) => (call.body.toString().match(/(?<![\d.])\d{5,}/g) ?? []).map(BigInt);

/** Takes the effect after so many ms. */
const late = (name: string, ms: number, lvl: 'MUST' | 'SHOULD', description: string): NamedOverride => ({
  name,
  group: effects,
  level: lvl,
  description,
  override: (base) => ({
    effect: (outcome, call) => {
      void pauseOwn(ms, { ref: false }).then(() => base.effect(outcome, call));
    },
  }),
});

/** Also takes other test devices offline. */
const also = (
  name: string,
  description: string,
  others: (success: bigint[], failed: bigint[], world: World) => bigint[],
): NamedOverride => ({
  name,
  group: effects,
  level,
  description,
  override: (base, { world }) => ({
    effect: async (outcome, call) => {
      await base.effect(outcome, call);
      for (const id of others(outcome.success, outcome.failed, world)) world.disconnect(id);
    },
  }),
});

/** Changes every nth performed call. */
const nth = (n: number, base: () => number) => base() % n === 0;

export const effectFaults: readonly NamedOverride[] = [
  {
    name: 'no-effect-by-query',
    group: effects,
    level: 'SHOULD',
    withoutMqtt: true,
    description: 'Devices in success stay online, where nothing but the query API can tell.',
    override: () => ({ effect: () => {} }),
  },
  {
    name: 'no-effect',
    group: effects,
    level,
    description: 'Devices in success stay online.',
    override: () => ({ effect: () => {} }),
  },
  {
    name: 'effect-too-late',
    group: effects,
    level,
    description: 'The first device goes offline a second and a half after the answer, past effectLatestMs.',
    override: (base) => {
      let first = true;
      return {
        effect: (outcome, call) => {
          if (!first) return base.effect(outcome, call);
          first = false;
          void pauseOwn(1500, { ref: false }).then(() => base.effect(outcome, call));
        },
      };
    },
  },
  late('effect-late', 600, 'SHOULD', 'Devices go offline after effectWithinMs and before effectLatestMs.'),
  {
    name: 'effect-only-on-the-first',
    group: effects,
    level,
    description: 'Of several devices in success only the first goes offline.',
    override: (base) => ({
      effect: ({ success, failed }, call) => base.effect({ success: success.slice(0, 1), failed }, call),
    }),
  },
  {
    name: 'effect-not-on-the-last',
    group: effects,
    level,
    description: 'Of several devices in success the last stays online.',
    override: (base) => ({
      effect: ({ success, failed }, call) =>
        base.effect({ success: success.length > 1 ? success.slice(0, -1) : success, failed }, call),
    }),
  },
  also('effect-on-the-next-device', 'The device with the next id goes offline too.', (success) =>
    success.map((id) => id + 1n),
  ),
  also('effect-on-the-row-before', 'The test device in the row before goes offline too.', (success) =>
    success.map((id) => TEST_DEVICES.at(TEST_DEVICES.indexOf(id) - 1) ?? id),
  ),
  also('effect-on-all-devices', 'Every test device goes offline when one does.', (success) =>
    success.length > 0 ? [...TEST_DEVICES] : [],
  ),
  also('effect-on-all-for-empty-list', 'The empty list takes every test device offline.', (success, failed) =>
    success.length + failed.length === 0 ? [...TEST_DEVICES] : [],
  ),
  {
    name: 'effect-on-failed',
    group: effects,
    level,
    description: 'When an id of the batch fails, the others are listed in failed too, but go offline.',
    override: (base) => ({
      success: ({ success, failed }, call) =>
        base.success(failed.length > 0 ? { success: [], failed: [...success, ...failed] } : { success, failed }, call),
    }),
  },
  {
    name: 'effect-before-validation',
    group: effects,
    level,
    description: 'Well-formed ids are taken offline before the rest of the body is checked.',
    override: (base, { world }) => ({
      parse: (text, call) => {
        for (const id of digitsIn(call)) world.disconnect(id);
        return base.parse(text, call);
      },
    }),
  },
  {
    name: 'effect-while-validating',
    group: effects,
    level,
    description: 'Each element is taken offline as it is read, before the next is checked.',
    override: (base, { world }) => ({
      readId: (element, index, call) => {
        const id = base.readId(element, index, call);
        if ('ok' in id && element instanceof LosslessNumber) world.disconnect(id.ok);
        return id;
      },
      account: (ids) => ({
        ok: { success: ids.filter((id) => world.devices.has(id)), failed: ids.filter((id) => !world.devices.has(id)) },
      }),
    }),
  },
  {
    name: 'late-effect-of-refused',
    group: effects,
    level,
    description: 'A refused body takes its ids offline a tenth of a second later.',
    override: (base, { world }) => ({
      error: (fault, call) => {
        if (fault.status === 400) {
          void pauseOwn(100, { ref: false }).then(() => {
            for (const id of digitsIn(call)) world.disconnect(id);
          });
        }
        return base.error(fault, call);
      },
    }),
  },
  {
    name: 'every-fifth-without-effect',
    group: state,
    level,
    description: 'Every fifth performed call leaves its devices online.',
    override: (base) => {
      let count = 0;
      return { effect: (outcome, call) => (nth(5, () => ++count) ? undefined : base.effect(outcome, call)) };
    },
  },
  {
    name: 'every-seventh-is-500',
    group: state,
    level,
    description: 'Every seventh performed call ends in an internal error.',
    override: (base) => {
      let count = 0;
      return {
        account: (ids, call) =>
          nth(7, () => ++count)
            ? { fault: { status: 500, code: 'ROMA.00110000', message: 'Internal error.' } }
            : base.account(ids, call),
      };
    },
  },
  {
    name: 'every-sixth-lists-nothing',
    group: state,
    level,
    description: 'Every sixth performed call is answered with two empty lists.',
    override: (base) => {
      let count = 0;
      return {
        success: (outcome, call) => base.success(nth(6, () => ++count) ? { success: [], failed: [] } : outcome, call),
      };
    },
  },
  {
    name: 'second-time-not-listed',
    group: state,
    level,
    description: 'A device that was taken offline once is not listed when it is taken offline again.',
    override: (base) => {
      const before = new Set<bigint>();
      return {
        success: ({ success, failed }, call) => {
          const fresh = success.filter((id) => !before.has(id));
          for (const id of success) before.add(id);
          return base.success({ success: fresh, failed }, call);
        },
      };
    },
  },
  {
    name: 'cached-answers',
    group: state,
    level,
    description: 'A request that was sent before is answered from a cache, without effect.',
    override: (base) => {
      const cache = new Map<string, Awaited<ReturnType<typeof base.handle>>>();
      return {
        handle: async (call) => {
          const key = `${call.method} ${call.path} ${call.headers['x-auth-token']} ${call.headers['content-type']} ${call.body}`;
          const cached = cache.get(key);
          if (cached) return cached;
          const reply = await base.handle(call);
          if (reply.status === 200) cache.set(key, reply);
          return reply;
        },
      };
    },
  },
  {
    name: 'stale-online-state',
    group: state,
    level,
    description: 'A device counts as offline for ever once it was taken offline, and fails from then on.',
    override: (base) => {
      const gone = new Set<bigint>();
      return {
        account: async (ids, call) => {
          const outcome = await base.account(ids, call);
          if (!('ok' in outcome)) return outcome;
          const success = outcome.ok.success.filter((id) => !gone.has(id));
          const failed = [...outcome.ok.failed, ...outcome.ok.success.filter((id) => gone.has(id))];
          for (const id of success) gone.add(id);
          return { ok: { success, failed } };
        },
        // What is said to fail is taken offline all the same.
        effect: ({ success, failed }, call) => base.effect({ success: [...success, ...failed], failed: [] }, call),
      };
    },
  },
  {
    name: 'shared-answer',
    group: concurrency,
    level,
    description: "Requests in flight at the same time overwrite each other, and all get the last one's lists.",
    override: (base) => {
      let shared: { success: bigint[]; failed: bigint[] } = { success: [], failed: [] };
      return {
        effect: async (outcome, call) => {
          shared = outcome;
          await base.effect(outcome, call);
          await new Promise((resolve) => setTimeout(resolve, 3));
        },
        success: (_, call) => base.success(shared, call),
      };
    },
  },
  {
    name: 'merged-batches',
    group: concurrency,
    level,
    description: 'Requests in flight at the same time are performed as one batch, and each gets all lists.',
    override: (base) => {
      let open: { success: bigint[]; failed: bigint[]; users: number } | null = null;
      return {
        effect: async (outcome, call) => {
          open ??= { success: [], failed: [], users: 0 };
          open.success.push(...outcome.success);
          open.failed.push(...outcome.failed);
          open.users++;
          await base.effect(outcome, call);
          await new Promise((resolve) => setTimeout(resolve, 3));
        },
        success: (outcome, call) => {
          const all = open;
          if (!all) return base.success(outcome, call);
          if (--all.users === 0) open = null;
          return base.success({ success: [...new Set(all.success)], failed: [...new Set(all.failed)] }, call);
        },
      };
    },
  },
  {
    name: 'second-of-two-lost',
    group: concurrency,
    level,
    description: 'A request that arrives while another is performed is answered with empty lists.',
    override: (base) => {
      let busy = 0;
      return {
        account: async (ids, call) => {
          if (busy > 0) return { ok: { success: [], failed: [] } };
          busy++;
          await new Promise((resolve) => setTimeout(resolve, 3));
          busy--;
          return base.account(ids, call);
        },
      };
    },
  },
  {
    name: 'busy-is-500',
    group: concurrency,
    level,
    description: 'A request that arrives while another is performed ends in an internal error.',
    override: (base) => {
      let busy = 0;
      return {
        account: async (ids, call) => {
          if (busy > 0) return { fault: { status: 500, code: 'ROMA.00110003', message: 'Redis write failed.' } };
          busy++;
          await new Promise((resolve) => setTimeout(resolve, 3));
          busy--;
          return base.account(ids, call);
        },
      };
    },
  },
];
