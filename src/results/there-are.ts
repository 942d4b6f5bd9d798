import { listed, tell } from '../messages/speech.ts';
import { moment, plural } from '../report/words.ts';
import { runVerdict } from './render/words.ts';
import type { ResultStore } from './store.ts';

const SHOWN = 5;
/** A store may hold very many: further than this nobody counts. */
const MOST_COUNTED = 1000;

/**
 * What a store has, as lines for somebody who named a run that it has not: the newest runs of the deployment, each as it
 * can be named; of a deployment that it does not know, or of none, the deployments that there are. Throws a StoreError.
 */
export async function thereAre(store: ResultStore, deployment: string | null): Promise<string> {
  const runs = deployment === null ? [] : await store.runs({ deployment, limit: MOST_COUNTED, onUnreadable: () => {} });
  if (deployment === null || runs.length === 0) {
    const known = await store.deployments();
    return known.length === 0
      ? tell`The store ${store.name} has no runs at all.`
      : tell`The store ${store.name} has runs of ${listed(known.slice(0, 10))}${known.length > 10 ? ', ...' : ''}.`;
  }
  const lines = runs
    .slice(0, SHOWN)
    .map((run, back) => [`  ${deployment}@-${back}`, moment(run.startedAt), runVerdict(run), run.id].join('  '));
  const count = runs.length < MOST_COUNTED ? plural(runs.length, 'run') : tell`${plural(MOST_COUNTED, 'run')} or more`;
  return [
    runs.length > SHOWN
      ? tell`The store ${store.name} has ${count} of ${deployment}, the newest of them:`
      : tell`The store ${store.name} has ${count} of ${deployment}:`,
    ...lines,
  ].join('\n');
}

/** "acme" of "acme@yesterday": the deployment that a word is about. */
export const deploymentIn = (word: string): string =>
  word.includes('@') ? word.slice(0, word.lastIndexOf('@')) : word;
