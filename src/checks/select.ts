import { ConfigError } from '../base/config-error.ts';
import { nearest } from '../base/suggest.ts';
import { listed, tell } from '../messages/speech.ts';
import { familyOf } from './catalogue.ts';
import type { Check } from './check.ts';
import { fits } from './glob.ts';

/** What `--only` and `--skip` leave: the checks to judge, and those to run so that there is something to judge. */
export interface Selection {
  judged: readonly Check[];
  /** Scenarios that send, and the invariants among `judged`. */
  run: readonly Check[];
  partial: boolean;
  /** How many checks there are to select from. */
  from: number;
}

/** Families whose invariants judge the answers to every scenario. */
const ABOUT_EVERYTHING = new Set(['accounting', 'success', 'errors', 'effects']);

/**
 * Selects checks by globs over their ids (`*` stands for any text). Throws a ConfigError for a glob that matches nothing,
 * and when nothing is left.
 */
export function select(catalogue: readonly Check[], only: readonly string[], skip: readonly string[]): Selection {
  const matching = (globs: readonly string[], flag: string) => {
    const ids = new Set<string>();
    for (const glob of new Set(globs)) {
      const found = catalogue.filter(({ id }) => fits(glob, id));
      if (found.length === 0)
        throw new ConfigError(tell`${flag} ${glob}: no check has such an id${suggestion(catalogue, glob)}`);
      for (const { id } of found) ids.add(id);
    }
    return ids;
  };
  const wanted = matching(only, '--only');
  const unwanted = matching(skip, '--skip');
  const judged = catalogue.filter(({ id }) => (only.length === 0 || wanted.has(id)) && !unwanted.has(id));
  if (judged.length === 0) throw new ConfigError(tell`--only and --skip leave no check to run`);
  const kept = new Set(judged.map(({ id }) => id));
  const feeds = new Set(judged.filter(({ kind }) => kind === 'invariant').map(({ id }) => familyOf(id)));
  const feedsAll = [...feeds].some((family) => ABOUT_EVERYTHING.has(family));
  const run = catalogue.filter(
    (check) =>
      kept.has(check.id) ||
      (check.kind === 'scenario' && !unwanted.has(check.id) && (feedsAll || feeds.has(familyOf(check.id)))),
  );
  return { judged, run, partial: judged.length < catalogue.length, from: catalogue.length };
}

/** A family alone, a slip in its name, or in that of a check. */
function suggestion(catalogue: readonly Check[], glob: string): string {
  const families = [...new Set(catalogue.map(({ id }) => `${familyOf(id)}/*`))];
  const written = glob.includes('/') ? glob : `${glob}/*`;
  const known = written.endsWith('/*') ? families : catalogue.map(({ id }) => id);
  const near = nearest(written, known) ?? nearest(glob, [...families, ...catalogue.map(({ id }) => id)]);
  if (near !== undefined) return tell`; did you mean "${near}"?`;
  const within = catalogue.find(({ id }) => glob.length >= 3 && id.includes(glob.replaceAll('*', '')));
  if (within) return tell`; did you mean "${within.id}"?`;
  return tell`; the families are ${listed(families)}, and \`roma-conformance checks\` lists their checks`;
}
