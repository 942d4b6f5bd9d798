import { join } from 'node:path';
import { ConfigError } from '../base/config-error.ts';
import { readPlainJson } from '../base/json.ts';
import { MOST_VALUES_OF_FILE } from '../base/values.ts';
import { tell } from '../messages/speech.ts';
import type { Report } from '../report/report.gen.ts';
import { namedText } from './evidence-file.ts';

/** The checks that failed, or could not be judged, in the last report of a folder. Throws a ConfigError where there is none. */
export async function failedBefore(folder: string, known: readonly string[]): Promise<string[]> {
  const path = join(folder, 'report.json');
  let report: Pick<Report, 'checks'>;
  try {
    const json = readPlainJson(namedText(path), MOST_VALUES_OF_FILE);
    if (!json.ok) throw new Error(json.problem);
    report = json.plain as Report;
    const failed = report.checks
      .filter(({ outcome }) => outcome === 'failed' || outcome === 'error')
      .map(({ id }) => id)
      .filter((id) => known.includes(id));
    if (failed.length > 0) return failed;
  } catch {
    throw new ConfigError(
      tell`--only-failed: ${path} is no report of an earlier run; verify without --only-failed first`,
    );
  }
  throw new ConfigError(tell`--only-failed: nothing failed in ${path}, so there is nothing to run`);
}
