import type { StoredRun } from './run.gen.ts';
import type { ResultStore, UnreadableRun } from './store.ts';

/** Several stores read as one, such as those of the shards of a list. A run that is in two of them is there once; what is added goes into the first. */
export function joinStores(stores: readonly [ResultStore, ...ResultStore[]]): ResultStore {
  const each = <T>(ask: (store: ResultStore) => Promise<T>) => Promise.all(stores.map(ask));
  const firstFound = async <T>(ask: (store: ResultStore) => Promise<T | null>): Promise<T | null> => {
    for (const store of stores) {
      const found = await ask(store);
      if (found !== null) return found;
    }
    return null;
  };
  return {
    name: stores.map(({ name }) => name).join(', '),
    add: (run, report, keep) => stores[0].add(run, report, keep),
    deployments: async () => [...new Set((await each((store) => store.deployments())).flat())].sort(),
    runs: async (query) => {
      const unreadable = new Map<string, UnreadableRun>();
      const onUnreadable = query?.onUnreadable && ((problem: UnreadableRun) => unreadable.set(problem.id, problem));
      const found = (await each((store) => store.runs({ ...query, ...(onUnreadable && { onUnreadable }) }))).flat();
      const runs: StoredRun[] = [...new Map(found.map((run) => [run.id, run])).values()];
      // One store may have it as another version wrote it, the other as it can be read.
      for (const { id } of runs) unreadable.delete(id);
      for (const problem of unreadable.values()) query?.onUnreadable?.(problem);
      // Ids begin with the time.
      return runs.sort((a, b) => (a.id < b.id ? 1 : -1)).slice(0, query?.limit);
    },
    run: (id) => firstFound((store) => store.run(id)),
    report: (id) => firstFound((store) => store.report(id)),
    close: async () => {
      await each((store) => store.close());
    },
  };
}
