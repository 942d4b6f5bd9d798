import { join } from 'node:path';
import { ATTESTATION_FILE } from '../attest/statement.ts';
import { ConfigError } from '../base/config-error.ts';
import { tell } from '../messages/speech.ts';
import { terminalLine } from '../report/escape-terminal.ts';
import { compare } from '../results/compare.ts';
import type { StoredRun } from '../results/run.gen.ts';
import { findRun, type Selector, selectorOf } from '../results/selector.ts';
import type { ResultStore } from '../results/store.ts';
import { StoreError } from '../results/store.ts';
import { deploymentIn, thereAre } from '../results/there-are.ts';
import { EXIT, type ExitCode, worstOf } from '../verdict/exit-code.ts';
import { codeOf, documentsOf, isPath, runOfFile } from './compare.ts';
import { removeDocuments, writeDocument } from './documents.ts';
import { type LeftOut, leavingOut } from './left-out.ts';
import type { Print } from './print.ts';

/** What runs are compared with: a report that was read, or what to look up once the run is in the store. */
export type Baseline = { run: StoredRun; left: LeftOut } | { selector: Selector; word: string };

/**
 * Reads `--against` before anything is sent. A name may be left out ("@-1"): then it is that of the deployment. Throws a
 * ConfigError, also where neither the store nor this call knows the deployment.
 */
export async function baselineOf(word: string, store: ResultStore, deployments: readonly string[]): Promise<Baseline> {
  const left = leavingOut();
  if (isPath(word)) return { run: await runOfFile(word), left };
  const selector = selectorOf(word);
  const isOwn = selector.kind !== 'id' && (selector.deployment === '' || deployments.includes(selector.deployment));
  if (!isOwn) {
    const run = await findRun(store, selector, { onUnreadable: left.note });
    if (run === null)
      throw new ConfigError(
        `${tell`--against ${word}: the store has no such run of it`}\n${await thereAre(store, deploymentIn(word))}`,
      );
    return { run, left };
  }
  return { selector, word };
}

const FILES = ['comparison.json', 'comparison.md', 'comparison.html', ATTESTATION_FILE];

/** Comparisons and the signature of an earlier run would tell of another one. */
export const removeCompanions = (folder: string): Promise<void> => removeDocuments(folder, FILES);

/**
 * Compares a run that is in the store already, prints what differs and writes it beside the reports. The exit code is that
 * of the comparison; where there is nothing to compare with, it is said, and the run's own code stays.
 */
export async function compareWith(
  baseline: Baseline,
  head: StoredRun,
  {
    store,
    folder,
    own,
    mode,
    print,
  }: { store: ResultStore; folder: string; own: ExitCode; mode: number; print: Print },
): Promise<ExitCode> {
  const left = 'left' in baseline ? baseline.left : leavingOut();
  let base: StoredRun | null;
  try {
    base = 'run' in baseline ? baseline.run : await before(store, baseline.selector, head, left);
  } catch (error) {
    if (error instanceof StoreError) {
      print.err(`${error.message}\n`);
      return worstOf([own, EXIT.inconclusive]);
    }
    // The run itself could not be stored, and there is no other: nothing is wrong with the call.
    if (!(error instanceof ConfigError)) throw error;
    base = null;
  }
  print.err(left.said());
  if (base === null) {
    const word = 'word' in baseline ? baseline.word : '';
    const says = tell`No run ${word} to compare with yet: the verdict itself decides.`;
    print.out(`${terminalLine(`${says}${await howMany(baseline, head, store)}`)}\n`);
    return left.codeWith(own);
  }
  const comparison = compare(base, head);
  const documents = documentsOf(base, head, comparison);
  print.out(`\n${documents.text.render()}`);
  const compared = left.codeWith(codeOf(comparison));
  const code = (await isWritten(folder, documents, mode, print)) ? compared : worstOf([compared, EXIT.inconclusive]);
  // Interrupted, or a fault of the suite: no comparison makes that good.
  const isVerdict = own === EXIT.conformant || own === EXIT.nonConformant || own === EXIT.inconclusive;
  return isVerdict ? code : worstOf([own, code]);
}

/** How many runs there are before this one, where there are some, but not so many as were asked for. */
async function howMany(baseline: Baseline, head: StoredRun, store: ResultStore): Promise<string> {
  if (!('selector' in baseline) || baseline.selector.kind !== 'back') return '';
  const deployment = baseline.selector.deployment || head.deployment;
  // It is an aside: a store that answers no more is said elsewhere.
  const runs = await store
    .runs({ deployment, limit: baseline.selector.back + 1, onUnreadable: () => {} })
    .catch((error: unknown) => {
      if (!(error instanceof StoreError)) throw error;
      return [];
    });
  const earlier = runs.filter(({ id }) => id !== head.id).length;
  return earlier === 0 ? '' : tell` Runs of ${deployment} before this one: ${earlier}.`;
}

async function isWritten(
  folder: string,
  { json, markdown, html }: ReturnType<typeof documentsOf>,
  mode: number,
  print: Print,
): Promise<boolean> {
  try {
    for (const { file, render } of [json, markdown, html]) await writeDocument(join(folder, file), render(), mode);
    return true;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    print.err(tell`${error.message}; the comparison above stands\n`);
    return false;
  }
}

/** The last but one, and the last, both mean the run before this one. */
const before = (
  store: ResultStore,
  selector: Selector,
  head: StoredRun,
  { note: onUnreadable }: LeftOut,
): Promise<StoredRun | null> => {
  if (selector.kind === 'id') return findRun(store, selector);
  const deployment = selector.deployment || head.deployment;
  const isSame = deployment === head.deployment;
  const meant =
    selector.kind === 'back' && isSame
      ? { ...selector, deployment, back: Math.max(0, selector.back - 1) }
      : { ...selector, deployment };
  return findRun(store, meant, { passOver: isSame ? [head.id] : [], onUnreadable });
};
