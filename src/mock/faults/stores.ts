import type { NamedOverride } from '../behaviour.ts';
import { failedStep, okStep } from '../operation.ts';
import { faultsOf, INTERNAL, onLists } from '../overrides.ts';

/** What databases, caches, queues, pools and replicas do between a request and its devices. */
const { must } = faultsOf('stores');
const names = faultsOf('names');
const combinations = faultsOf('combinations');
const state = faultsOf('state');

export const stores: readonly NamedOverride[] = [
  must(
    'five-rows-at-most',
    'The query for the devices has a LIMIT of five: what follows fails, and stays online.',
    (base, { world }) => ({
      account: async (ids, call) => {
        const found = ids.filter((id) => world.devices.has(id)).slice(0, 5);
        const outcome = await base.account(found, call);
        const failed = ids.filter((id) => !found.includes(id));
        return 'ok' in outcome
          ? okStep({ success: outcome.ok.success, failed: [...outcome.ok.failed, ...failed] })
          : outcome;
      },
    }),
  ),
  names.must(
    'names-in-the-order-of-rows',
    'Ids stand in the order of the request and names in that of the rows that were found.',
    (base, { world }) => ({
      writeLists: (outcome, call) => {
        const rows = [...outcome.success].sort((a, b) => (a < b ? -1 : 1));
        const names = rows.map((id) => JSON.stringify(world.devices.get(id)?.name ?? ''));
        let at = 0;
        return base
          .writeLists(outcome, call)
          .replace(/"device_name":"[^"]*"/g, (member) => (at < names.length ? `"device_name":${names[at++]}` : member));
      },
    }),
  ),
  must(
    'join-doubles-one-device',
    'One device has two rows in a joined table and is listed twice.',
    onLists(({ success, failed }) => ({ success: success.flatMap((id) => (id === 20006n ? [id, id] : [id])), failed })),
  ),
  must(
    'thousand-in-a-list-at-most',
    'More than 1,000 different ids end in an internal error, as by an IN list of Oracle.',
    (base) => ({ account: (ids, call) => (ids.length > 1000 ? failedStep(INTERNAL) : base.account(ids, call)) }),
  ),
  combinations.must(
    'offline-is-remembered',
    'A device that was offline when it was named fails the next time too, although it is online and goes offline.',
    (base) => {
      const remembered = new Set<bigint>();
      return {
        account: async (ids, call) => {
          const outcome = await base.account(ids, call);
          if (!('ok' in outcome)) return outcome;
          const { success, failed } = outcome.ok;
          const again = success.filter((id) => remembered.delete(id));
          for (const id of failed) remembered.add(id);
          return okStep({ success: success.filter((id) => !again.includes(id)), failed: [...failed, ...again] });
        },
        effect: ({ success, failed }, call) => base.effect({ success: [...success, ...failed], failed: [] }, call),
      };
    },
  ),
  state.must(
    'instance-checked-once',
    'The instance is looked up for the first request of a token and taken from a cache afterwards.',
    (base) => {
      const known = new Set<string>();
      return {
        checkInstance: (call) => {
          const token = String(call.headers['x-auth-token'] ?? '');
          if (known.has(token)) return okStep(null);
          const step = base.checkInstance(call);
          if ('ok' in step) known.add(token);
          return step;
        },
      };
    },
  ),
  state.must(
    'queue-drops-when-full',
    'Devices are taken offline by a queue of four places; what finds it full is dropped.',
    (base) => {
      let waiting = 0;
      return {
        effect: ({ success, failed }, call) => {
          for (const id of success) {
            if (waiting >= 4) continue;
            waiting++;
            setTimeout(() => {
              waiting--;
              void base.effect({ success: [id], failed }, call);
            }, 5).unref();
          }
        },
      };
    },
  ),
  state.must(
    'leftovers-of-a-refused-request',
    'A thread keeps the ids that it read before a request was refused, and performs them with the next.',
    (base, { world }) => {
      let left: bigint[] = [];
      let read: bigint[] = [];
      return {
        readList: (body, call) => {
          read = [];
          return base.readList(body, call);
        },
        readId: (element, index, call) => {
          const id = base.readId(element, index, call);
          if ('ok' in id) read.push(id.ok);
          else left = [...left, ...read];
          return id;
        },
        batch: (ids, call) => {
          const all = [...left.filter((id) => world.devices.has(id)), ...ids];
          left = [];
          return base.batch(all, call);
        },
      };
    },
  ),
  combinations.must(
    'replica-lags-behind',
    'What the last request took offline counts as offline in the next one: it fails, and goes offline.',
    (base, { world }) => {
      let last: readonly bigint[] = [];
      return {
        account: (ids) => {
          const isSeen = (id: bigint) => world.isOnline(id) && !last.includes(id);
          return okStep({ success: ids.filter(isSeen), failed: ids.filter((id) => !isSeen(id)) });
        },
        effect: async ({ success, failed }, call) => {
          last = success;
          await base.effect({ success: [...success, ...failed], failed: [] }, call);
        },
      };
    },
  ),
];
