import { ConfigError } from '../base/config-error.ts';
import { tell } from '../messages/speech.ts';
import { assemble } from '../report/assemble.ts';
import type { Report } from '../report/report.gen.ts';
import { replay, replayedDeployment } from '../run/replay.ts';
import { applyWaivers, judge } from '../verdict/outcome.ts';
import { verdictOf } from '../verdict/verdict.ts';
import { suite } from './identity.ts';
import { refuseUnknownOptions } from './options.ts';
import { selectionOf } from './verify.ts';

/**
 * How a record is judged again.
 *
 * @since 0.1.0
 */
export interface RejudgeOptions {
  /** What the record is called in messages. */
  name: string;
  /** A failed SHOULD makes the verdict too; as in the run by default. */
  strict?: boolean;
  /**
   * Whether commands name the address that the record claims. Otherwise it is $ROMA_BASE_URL: whoever runs a command that
   * was made from a record of somebody else sends a token there.
   */
  addressAsClaimed?: boolean;
}

const OPTIONS: Readonly<Record<keyof RejudgeOptions, true>> = { name: true, strict: true, addressAsClaimed: true };

/**
 * Judges the text of a record again, by the checks of this version and without traffic.
 *
 * @param text - The content of record.jsonl.
 * @throws {@link ConfigError} for an option that there is not, and where it is no record that this suite wrote.
 * @since 0.1.0
 */
export async function rejudge(text: string, options: RejudgeOptions): Promise<Report> {
  refuseUnknownOptions('rejudge', options, Object.keys(OPTIONS));
  const { name, strict: wanted, addressAsClaimed = false } = options;
  try {
    const { start, record } = replay(name, text, ({ only, skip, seed }) => selectionOf(only, skip, seed !== null).run);
    const { only, skip, seed, startedAt, curlBaseUrl, by = null } = start;
    const strict = wanted ?? start.strict;
    const { judged, partial, from } = selectionOf(only, skip, seed !== null);
    const deployment = replayedDeployment(start.deployment);
    const results = applyWaivers(judge(record, judged), deployment.waivers, startedAt.slice(0, 10));
    return assemble(record, results, verdictOf(results, strict, partial), {
      deployment,
      suite: await suite(),
      run: { seed, partial, strict, by, selectedFrom: from },
      startedAt: new Date(startedAt),
      durationMs: record.watchedUntil,
      curlBaseUrl: addressAsClaimed ? curlBaseUrl : '$ROMA_BASE_URL',
    });
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    // The record may come from anywhere: what is not in order in it is no fault of the suite.
    throw new ConfigError(
      tell`${name}: not a record that this suite wrote: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
