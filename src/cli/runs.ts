import { ConfigError } from '../base/config-error.ts';
import { ENGLISH, speakFrom, tell } from '../messages/speech.ts';
import { renderRunsJson, renderRunsText, runsIn } from '../results/list.ts';
import { EXIT, type ExitCode } from '../verdict/exit-code.ts';
import { formatsOf, printDocuments } from './documents.ts';
import { storesOf } from './history.ts';
import { leavingOut } from './left-out.ts';

export interface RunsFlags {
  store: string[];
  out: string;
  limit: string;
  format: string;
}

const FORMATS = ['text', 'json'] as const;
const MOST = 100_000;

/** `runs`: which runs the store holds, each with the name that `compare` takes. Ends with 3 where there is none. */
export async function runsCommand(deployment: string | undefined, flags: RunsFlags): Promise<ExitCode> {
  const formats = formatsOf([flags.format], FORMATS);
  if (formats.length !== 1) throw new ConfigError(tell`--format ${flags.format}: one format is wanted`);
  const limit = limitOf(flags.limit);
  const store = await storesOf(flags);
  const left = leavingOut();
  try {
    const list = await runsIn(store, { deployment: deployment ?? null, limit, onUnreadable: left.note });
    process.stderr.write(left.said());
    // Programs read English.
    if (formats.includes('json')) speakFrom(ENGLISH);
    await printDocuments(
      {
        text: { file: null, render: () => renderRunsText(list, whereOf(flags)) },
        json: { file: null, render: () => renderRunsJson(list) },
      },
      formats,
      '.',
    );
    return list.runs.length === 0 ? EXIT.inconclusive : left.codeWith(EXIT.conformant);
  } finally {
    await store.close();
  }
}

/** The flags that name these stores again. */
const whereOf = ({ store, out }: RunsFlags): string =>
  [...store.map((one) => ` --store ${one}`), ...(out === 'reports' ? [] : [` --out ${out}`])].join('');

function limitOf(limit: string): number {
  const value = /^\d+$/.test(limit) ? Number(limit) : Number.NaN;
  if (!(value >= 1 && value <= MOST))
    throw new ConfigError(tell`--limit ${limit}: a number of runs from 1 to ${MOST} is wanted`);
  return value;
}
