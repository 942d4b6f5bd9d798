import { catalogue } from '../checks/catalogue.ts';
import { exploring } from '../checks/explore/explore.ts';
import { editionIds, loadEdition } from '../edition/load.ts';
import type { Change } from './comparison.gen.ts';
import type { StoredRun } from './run.gen.ts';

const known = new Map([...catalogue, ...exploring].map((check) => [check.id, check]));

/** The clauses of a check in an edition, as one text; null where this version does not know the edition. */
function clausesIn(edition: string, check: string): string | null {
  const id = editionIds.find((one) => one === edition);
  if (id === undefined) return null;
  const { clause } = loadEdition(id);
  return JSON.stringify((known.get(check)?.clauses ?? []).map((one) => clause(one) ?? null));
}

/**
 * For each check its title, and what may explain a change of it although the deployment did not change: an edition that
 * asks for something else, or another version of the suite.
 */
export function causesOf(base: StoredRun, head: StoredRun): (check: string) => Pick<Change, 'title' | 'otherCause'> {
  const sameEdition = base.edition === head.edition;
  const sameSuite = base.suite.version === head.suite.version;
  const asksTheSame = (check: string) => {
    const [before, after] = [clausesIn(base.edition, check), clausesIn(head.edition, check)];
    return known.has(check) && before !== null && before === after;
  };
  return (check) => ({
    title: known.get(check)?.title ?? null,
    otherCause: !sameEdition && !asksTheSame(check) ? 'edition' : sameSuite ? null : 'suite',
  });
}
