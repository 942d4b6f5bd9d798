import { LosslessNumber } from 'lossless-json';
import { pauseOwn } from '../../base/own-time.ts';
import type { Behaviour, Call, NamedOverride, Outcome, Override } from '../behaviour.ts';
import { failedStep, okStep } from '../operation.ts';
import { faultsOf, INTERNAL, lateBy, madeBy, onLists } from '../overrides.ts';
import { TEST_DEVICES } from '../world.ts';

const effects = faultsOf('effects');
const state = faultsOf('state');
const concurrency = faultsOf('concurrency');

const digitsIn = (call: Call) => (call.body.toString().match(/(?<![\d.])\d{5,}/g) ?? []).map(BigInt);

/** So long a request is in flight that another can meet it. */
const pause = () => new Promise((resolve) => setTimeout(resolve, 3));

/** Also takes other test devices offline. */
const also = madeBy(effects.must, (others: (success: bigint[], failed: bigint[]) => bigint[]) => (base, { world }) => ({
  effect: async (outcome, call) => {
    await base.effect(outcome, call);
    for (const id of others(outcome.success, outcome.failed)) world.disconnect(id);
  },
}));

/** Changes what is taken offline; the lists stay as they were. */
const taking = madeBy(effects.must, (change: (success: bigint[]) => bigint[]) => (base) => ({
  effect: ({ success, failed }, call) => base.effect({ success: change(success), failed }, call),
}));

const failingTogether = ({ success, failed }: Outcome): Outcome =>
  failed.length > 0 ? { success: [], failed: [...success, ...failed] } : { success, failed };

/** Changes every nth performed call. */
const every = (n: number, make: (isDue: () => boolean, base: Behaviour) => Partial<Behaviour>): Override => {
  return (base) => {
    let count = 0;
    return make(() => ++count % n === 0, base);
  };
};

/** Answers otherwise while another request is performed. */
const whileBusy = madeBy(concurrency.must, (step: Awaited<ReturnType<Behaviour['account']>>) => (base) => {
  let busy = 0;
  return {
    account: async (ids, call) => {
      if (busy > 0) return step;
      busy++;
      await pause();
      busy--;
      return base.account(ids, call);
    },
  };
});

export const effectFaults: readonly NamedOverride[] = [
  effects.should(
    'no-effect-by-query',
    'Devices in success stay online, where nothing but the query API can tell.',
    () => ({ effect: () => {} }),
    { withoutMqtt: true },
  ),
  effects.must('no-effect', 'Devices in success stay online.', () => ({ effect: () => {} })),
  effects.must(
    'effect-too-late',
    'The first device goes offline a second and a half after the answer, past effectLatestMs.',
    (base) => {
      let first = true;
      return {
        effect: (outcome, call) => {
          if (!first) return base.effect(outcome, call);
          first = false;
          void pauseOwn(1500, { ref: false }).then(() => base.effect(outcome, call));
        },
      };
    },
  ),
  effects.should('effect-late', 'Devices go offline after effectWithinMs and before effectLatestMs.', lateBy(600)),
  taking('effect-only-on-the-first', 'Of several devices in success only the first goes offline.', (success) =>
    success.slice(0, 1),
  ),
  taking('effect-not-on-the-last', 'Of several devices in success the last stays online.', (success) =>
    success.length > 1 ? success.slice(0, -1) : success,
  ),
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
  effects.must(
    'effect-on-failed',
    'When an id of the batch fails, the others are listed in failed too, but go offline.',
    onLists(failingTogether),
  ),
  effects.must(
    'effect-before-validation',
    'Well-formed ids are taken offline before the rest of the body is checked.',
    (base, { world }) => ({
      parse: (text, call) => {
        for (const id of digitsIn(call)) world.disconnect(id);
        return base.parse(text, call);
      },
    }),
  ),
  effects.must(
    'effect-while-validating',
    'Each element is taken offline as it is read, before the next is checked.',
    (base, { world }) => ({
      readId: (element, index, call) => {
        const id = base.readId(element, index, call);
        if ('ok' in id && element instanceof LosslessNumber) world.disconnect(id.ok);
        return id;
      },
      account: (ids) => ({
        ok: { success: ids.filter((id) => world.devices.has(id)), failed: ids.filter((id) => !world.devices.has(id)) },
      }),
    }),
  ),
  effects.must(
    'late-effect-of-refused',
    'A refused body takes its ids offline a tenth of a second later.',
    (base, { world }) => ({
      error: (fault, call) => {
        if (fault.status === 400) {
          void pauseOwn(100, { ref: false }).then(() => {
            for (const id of digitsIn(call)) world.disconnect(id);
          });
        }
        return base.error(fault, call);
      },
    }),
  ),
  state.must(
    'every-fifth-without-effect',
    'Every fifth performed call leaves its devices online.',
    every(5, (isDue, base) => ({ effect: (outcome, call) => (isDue() ? undefined : base.effect(outcome, call)) })),
  ),
  state.must(
    'every-seventh-is-500',
    'Every seventh performed call ends in an internal error.',
    every(7, (isDue, base) => ({ account: (ids, call) => (isDue() ? failedStep(INTERNAL) : base.account(ids, call)) })),
  ),
  state.must(
    'every-sixth-lists-nothing',
    'Every sixth performed call is answered with two empty lists.',
    every(6, (isDue, base) => ({
      success: (outcome, call) => base.success(isDue() ? { success: [], failed: [] } : outcome, call),
    })),
  ),
  state.must(
    'second-time-not-listed',
    'A device that was taken offline once is not listed when it is taken offline again.',
    (base) => {
      const before = new Set<bigint>();
      return {
        success: ({ success, failed }, call) => {
          const fresh = success.filter((id) => !before.has(id));
          for (const id of success) before.add(id);
          return base.success({ success: fresh, failed }, call);
        },
      };
    },
  ),
  state.must('cached-answers', 'A request that was sent before is answered from a cache, without effect.', (base) => {
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
  }),
  state.must(
    'stale-online-state',
    'A device counts as offline for ever once it was taken offline, and fails from then on.',
    (base) => {
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
  ),
  concurrency.must(
    'shared-answer',
    "Requests in flight at the same time overwrite each other, and all get the last one's lists.",
    (base) => {
      let shared: Outcome = { success: [], failed: [] };
      return {
        effect: async (outcome, call) => {
          shared = outcome;
          await base.effect(outcome, call);
          await pause();
        },
        success: (_, call) => base.success(shared, call),
      };
    },
  ),
  concurrency.must(
    'merged-batches',
    'Requests in flight at the same time are performed as one batch, and each gets all lists.',
    (base) => {
      let open: (Outcome & { users: number }) | null = null;
      return {
        effect: async (outcome, call) => {
          open ??= { success: [], failed: [], users: 0 };
          open.success.push(...outcome.success);
          open.failed.push(...outcome.failed);
          open.users++;
          await base.effect(outcome, call);
          await pause();
        },
        success: (outcome, call) => {
          const all = open;
          if (!all) return base.success(outcome, call);
          if (--all.users === 0) open = null;
          return base.success({ success: [...new Set(all.success)], failed: [...new Set(all.failed)] }, call);
        },
      };
    },
  ),
  whileBusy(
    'second-of-two-lost',
    'A request that arrives while another is performed is answered with empty lists.',
    okStep({ success: [], failed: [] }),
  ),
  whileBusy(
    'busy-is-500',
    'A request that arrives while another is performed ends in an internal error.',
    failedStep({ status: 500, code: 'ROMA.00110003', message: 'Redis write failed.' }),
  ),
];
