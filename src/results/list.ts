import { tell } from '../messages/speech.ts';
import { terminalLine } from '../report/escape-terminal.ts';
import { printableJson } from '../report/printable-json.ts';
import { moment } from '../report/words.ts';
import { runVerdict } from './render/words.ts';
import type { StoredRun } from './run.gen.ts';
import { refuseUnknown } from './selector.ts';
import type { ResultStore, RunQuery } from './store.ts';

/** A run as `compare` takes it: "acme@-1" is the run before the last of acme. */
export interface NamedRun {
  name: string;
  run: StoredRun;
}

/** What a store holds: of one deployment its newest runs, else the last run of each deployment. */
export interface RunList {
  store: string;
  /** Null: of all. */
  deployment: string | null;
  runs: NamedRun[];
  /** Whether there are more than these. */
  more: boolean;
}

/** Looks up what a store holds. Throws a ConfigError where it does not know the deployment. */
export async function runsIn(
  store: ResultStore,
  { deployment, limit, onUnreadable }: { deployment: string | null; limit: number } & Pick<RunQuery, 'onUnreadable'>,
): Promise<RunList> {
  const of = async (name: string, most: number): Promise<NamedRun[]> => {
    const runs = await store.runs({ deployment: name, limit: most, ...(onUnreadable && { onUnreadable }) });
    return runs.map((run, back) => ({ name: `${name}@-${back}`, run }));
  };
  const found: NamedRun[] = [];
  if (deployment !== null) {
    found.push(...(await of(deployment, limit + 1)));
    if (found.length === 0) await refuseUnknown(store, deployment);
  } else {
    for (const name of await store.deployments()) {
      if (found.length > limit) break;
      found.push(...(await of(name, 1)));
    }
  }
  return { store: store.name, deployment, runs: found.slice(0, limit), more: found.length > limit };
}

/** "region=cn-north-4 vendor=acme", by the names of labels. */
const labelsOf = ({ labels }: StoredRun) =>
  Object.entries(labels)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key}=${value}`)
    .join(' ');

/** A line for each run, in columns, and what to do with their names; `flags` are those that name the stores. */
export function renderRunsText({ store, deployment, runs, more }: RunList, flags = ''): string {
  if (runs.length === 0) return `${terminalLine(tell`The store ${store} has no runs at all.`)}\n`;
  const rows = runs.map(({ name, run }) =>
    [name, moment(run.startedAt), runVerdict(run), run.version ?? '-', labelsOf(run) || '-', run.id].map((cell) =>
      terminalLine(cell),
    ),
  );
  const widths = rows.reduce<number[]>((most, row) => row.map((cell, i) => Math.max(most[i] ?? 0, cell.length)), []);
  const lines = rows.map((row) => `  ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ')}`.trimEnd());
  const [last, before] = runs;
  return [
    terminalLine(
      deployment === null
        ? tell`The last run of each deployment in ${store}:`
        : tell`Runs of ${deployment} in ${store}, the newest first:`,
    ),
    ...lines,
    ...(more ? [tell`  and more (--limit)`] : []),
    '',
    deployment === null
      ? tell`All runs of one: roma-conformance runs ${`${last?.run.deployment ?? ''}${flags}`}`
      : before
        ? tell`What changed: roma-conformance compare ${before.name} ${deployment + flags}`
        : tell`There is nothing to compare it with yet.`,
    '',
  ].join('\n');
}

/** For programs, by schemas/runs.schema.json. */
export const renderRunsJson = ({ store, runs, more }: RunList): string =>
  printableJson({ schemaVersion: '1.0', store, runs, more });
