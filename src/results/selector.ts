import { ConfigError } from '../base/config-error.ts';
import { nearest } from '../base/suggest.ts';
import { listed, tell } from '../messages/speech.ts';
import type { StoredRun } from './run.gen.ts';
import type { ResultStore, RunQuery } from './store.ts';
import { thereAre } from './there-are.ts';

/** Which run is meant: one by its id, the last but `back` of a deployment, or its last one on a day or before. */
export type Selector =
  | { kind: 'id'; id: string }
  | { kind: 'back'; deployment: string; back: number }
  | { kind: 'day'; deployment: string; day: string };

const MOST_BACK = 100_000;

/** Reads "acme", "acme@-1", "acme@2026-11-01" or an id. Throws a ConfigError. */
export function selectorOf(text: string): Selector {
  if (/^\d{8}T\d{9}Z-[0-9a-f]{8}$/.test(text)) return { kind: 'id', id: text };
  const at = text.lastIndexOf('@');
  const deployment = at < 0 ? text : text.slice(0, at);
  const which = at < 0 ? '-0' : text.slice(at + 1);
  if (/^-\d{1,6}$/.test(which) && Number(which) >= -MOST_BACK)
    return { kind: 'back', deployment, back: Math.abs(Number(which)) };
  if (/^\d{4}-\d{2}-\d{2}$/.test(which) && isDay(which)) return { kind: 'day', deployment, day: which };
  throw new ConfigError(
    tell`${text}: no run is named so; write a deployment's name, name@-1 (the run before its last), name@2026-11-01, an id, or the path of a report.json`,
  );
}

const isDay = (text: string) => {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
};

/** What is left out where a run is looked up: some by their ids, and, where it is told, what cannot be read. */
export interface LookUp extends Pick<RunQuery, 'onUnreadable'> {
  passOver?: readonly string[];
}

/**
 * The run that is meant; null where the deployment has no such run. Throws a ConfigError where the store does not know the
 * deployment or the id.
 */
export async function findRun(
  store: ResultStore,
  selector: Selector,
  { passOver = [], onUnreadable }: LookUp = {},
): Promise<StoredRun | null> {
  if (selector.kind === 'id') {
    const run = await store.run(selector.id);
    if (run === null)
      throw new ConfigError(
        `${tell`the store ${store.name} has no run ${selector.id}`}\n${await thereAre(store, selector.id)}`,
      );
    return run;
  }
  const { deployment } = selector;
  const within =
    selector.kind === 'day'
      ? { before: new Date(Date.parse(`${selector.day}T00:00:00.000Z`) + 86_400_000).toISOString(), limit: 1 }
      : { limit: selector.back + 1 };
  const runs = await store.runs({
    deployment,
    ...within,
    limit: within.limit + passOver.length,
    ...(onUnreadable && { onUnreadable }),
  });
  const left = runs.filter(({ id }) => !passOver.includes(id));
  const found = left[selector.kind === 'back' ? selector.back : 0];
  if (found) return found;
  if (runs.length === 0) await refuseUnknown(store, deployment);
  return null;
}

/** Throws a ConfigError where the store has no run of the deployment. */
export async function refuseUnknown(store: ResultStore, deployment: string): Promise<void> {
  const known = await store.deployments();
  if (known.includes(deployment)) return;
  const near = nearest(deployment, known);
  const others =
    near !== undefined
      ? tell`did you mean ${near}?`
      : known.length === 0
        ? tell`it has no runs at all`
        : tell`it has runs of ${listed(known.slice(0, 10))}${known.length > 10 ? ', ...' : ''}`;
  throw new ConfigError(tell`the store ${store.name} has no run of "${deployment.slice(0, 100)}"; ${others}`);
}
