import type { NamedOverride } from '../behaviour.ts';
import { failedStep, okStep } from '../operation.ts';

/** What databases, caches, queues, pools and replicas do between a request and its devices. */
const group = 'stores';
const state = 'state';
const level = 'MUST';

export const stores: readonly NamedOverride[] = [
  {
    name: 'five-rows-at-most',
    group,
    level,
    description: 'The query for the devices has a LIMIT of five: what follows fails, and stays online.',
    override: (base, { world }) => ({
      account: async (ids, call) => {
        const found = ids.filter((id) => world.devices.has(id)).slice(0, 5);
        const outcome = await base.account(found, call);
        const failed = ids.filter((id) => !found.includes(id));
        return 'ok' in outcome
          ? okStep({ success: outcome.ok.success, failed: [...outcome.ok.failed, ...failed] })
          : outcome;
      },
    }),
  },
  {
    name: 'names-in-the-order-of-rows',
    group: 'names',
    level,
    description: 'Ids stand in the order of the request and names in that of the rows that were found.',
    override: (base, { world }) => ({
      writeLists: (outcome, call) => {
        const rows = [...outcome.success].sort((a, b) => (a < b ? -1 : 1));
        const names = rows.map((id) => JSON.stringify(world.devices.get(id)?.name ?? ''));
        let at = 0;
        return base
          .writeLists(outcome, call)
          .replace(/"device_name":"[^"]*"/g, (member) => (at < names.length ? `"device_name":${names[at++]}` : member));
      },
    }),
  },
  {
    name: 'join-doubles-one-device',
    group,
    level,
    description: 'One device has two rows in a joined table and is listed twice.',
    override: (base) => ({
      success: ({ success, failed }, call) =>
        base.success({ success: success.flatMap((id) => (id === 20006n ? [id, id] : [id])), failed }, call),
    }),
  },
  {
    name: 'thousand-in-a-list-at-most',
    group,
    level,
    description: 'More than 1,000 different ids end in an internal error, as by an IN list of Oracle.',
    override: (base) => ({
      account: (ids, call) =>
        ids.length > 1000
          ? failedStep({ status: 500, code: 'ROMA.00110000', message: 'Internal error.' })
          : base.account(ids, call),
    }),
  },
  {
    name: 'offline-is-remembered',
    group: 'combinations',
    level,
    description:
      'A device that was offline when it was named fails the next time too, although it is online and goes offline.',
    override: (base) => {
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
  },
  {
    name: 'instance-checked-once',
    group: state,
    level,
    description: 'The instance is looked up for the first request of a token and taken from a cache afterwards.',
    override: (base) => {
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
  },
  {
    name: 'queue-drops-when-full',
    group: state,
    level,
    description: 'Devices are taken offline by a queue of four places; what finds it full is dropped.',
    override: (base) => {
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
  },
  {
    name: 'leftovers-of-a-refused-request',
    group: state,
    level,
    description: 'A thread keeps the ids that it read before a request was refused, and performs them with the next.',
    override: (base, { world }) => {
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
  },
  {
    name: 'replica-lags-behind',
    group: 'combinations',
    level,
    description: 'What the last request took offline counts as offline in the next one: it fails, and goes offline.',
    override: (base, { world }) => {
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
  },
];
