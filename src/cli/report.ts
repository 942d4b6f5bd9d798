import { readFile } from 'node:fs/promises';
import { ConfigError } from '../base/config-error.ts';
import { catalogue } from '../checks/catalogue.ts';
import { exploring } from '../checks/explore/explore.ts';
import { select } from '../checks/select.ts';
import { assemble } from '../report/assemble.ts';
import { renderText } from '../report/text.ts';
import type { RunStart } from '../run/record.ts';
import { replay, replayedDeployment } from '../run/replay.ts';
import { EXIT, type ExitCode, exitCodeOf, worstOf } from '../verdict/exit-code.ts';
import { applyWaivers, judge } from '../verdict/outcome.ts';
import { verdictOf } from '../verdict/verdict.ts';
import { formatNames, prepareFolder, printReports, writeReports } from './output.ts';
import { suite } from './suite.ts';
import { wantsColour } from './terminal.ts';

export interface ReportFlags {
  out: string;
  strict?: boolean;
  format: string[];
}

/** More than the evidence that a run keeps, with all its other lines; in bytes. */
const MAX_BYTES = 512 * 1024 * 1024;

/** `report`: judges a record again, by the checks of this version and without traffic, and writes the reports. */
export async function report(file: string, flags: ReportFlags): Promise<ExitCode> {
  const names = formatNames(flags.format);
  const text = await read(file);
  const selectionOf = ({ only, skip, seed }: RunStart) => {
    const selected = select(catalogue, only, skip);
    return seed === null ? selected : { ...selected, judged: [...selected.judged, ...exploring] };
  };
  try {
    const { start, record, endedAt } = replay(file, text, (of) => selectionOf(of).run);
    const strict = flags.strict ?? start.strict;
    const { judged, partial } = selectionOf(start);
    const deployment = replayedDeployment(start.deployment);
    const results = applyWaivers(judge(record, judged), deployment.waivers, start.startedAt.slice(0, 10));
    const verdict = verdictOf(results, strict);
    const content = assemble(record, results, verdict, {
      deployment,
      suite: await suite(),
      run: { seed: start.seed, partial, strict },
      startedAt: new Date(start.startedAt),
      durationMs: endedAt,
      curlBaseUrl: start.curlBaseUrl,
    });
    const folder = await prepareFolder(flags.out, deployment.name);
    process.stdout.write(
      renderText(content, { colour: wantsColour(process.stdout, process.env), width: process.stdout.columns ?? 100 }),
    );
    const { clauses } = record.setting.edition;
    const isWritten = await printReports(() => writeReports(folder, names, content, clauses));
    const code = exitCodeOf({ verdict: verdict.verdict, interrupted: record.interrupted });
    return isWritten ? code : worstOf([code, EXIT.inconclusive]);
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    // The record may come from anywhere: what is not in order in it is no fault of the suite.
    throw new ConfigError(
      `${file}: not a record that this suite wrote: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

async function read(file: string): Promise<string> {
  try {
    const text = await readFile(file);
    if (text.length > MAX_BYTES) throw new ConfigError(`${file}: longer than ${MAX_BYTES / 1024 / 1024} MiB`);
    return text.toString('utf8');
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    throw new ConfigError(`${file}: cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
}
