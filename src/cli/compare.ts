import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigError } from '../base/config-error.ts';
import { readPlainJson } from '../base/json.ts';
import { MOST_VALUES_OF_FILE } from '../base/values.ts';
import { judgeBySchema } from '../edition/json-schema.ts';
import { ENGLISH, speaking, tell } from '../messages/speech.ts';
import { printableJson } from '../report/printable-json.ts';
import type { Report } from '../report/report.gen.ts';
import { type Comparison, compare } from '../results/compare.ts';
import { renderComparisonHtml } from '../results/render/html.ts';
import { renderComparisonMarkdown } from '../results/render/markdown.ts';
import { renderComparisonText } from '../results/render/text.ts';
import type { StoredRun } from '../results/run.gen.ts';
import { runOf, tooManyValues } from '../results/run.ts';
import { findRun, type Selector, selectorOf } from '../results/selector.ts';
import type { ResultStore } from '../results/store.ts';
import { deploymentIn, thereAre } from '../results/there-are.ts';
import { EXIT, type ExitCode } from '../verdict/exit-code.ts';
import { type Documents, formatsOf, printDocuments } from './documents.ts';
import { namedText } from './evidence-file.ts';
import { type StoreFlags, storesOf } from './history.ts';
import { type LeftOut, leavingOut } from './left-out.ts';
import { wantsColour } from './terminal.ts';

export interface CompareFlags extends Pick<StoreFlags, 'out'> {
  store: string[];
  format: string[];
}

const FORMATS = ['text', 'json', 'markdown', 'html'] as const;

/** `compare`: what differs between two runs, two deployments or two reports; ends with 1 where something regressed. */
export async function compareCommand(
  base: string | undefined,
  head: string | undefined,
  flags: CompareFlags,
): Promise<ExitCode> {
  const formats = formatsOf(flags.format, FORMATS);
  let store: ResultStore | null = null;
  const opened = async () => {
    store ??= await storesOf(flags);
    return store;
  };
  const left = leavingOut();
  try {
    if (base === undefined || head === undefined) throw new ConfigError(await twoAreWanted(base, opened));
    const [before, now] = [await runNamed(base, opened, left), await runNamed(head, opened, left)];
    await printDocuments(documentsOf(before, now), formats, join(flags.out, 'compare'));
    return left.codeWith(codeOf(compare(before, now)));
  } finally {
    process.stderr.write(left.said());
    await (store as ResultStore | null)?.close();
  }
}

export const codeOf = ({ verdict }: Comparison): ExitCode =>
  verdict === 'regression' ? EXIT.nonConformant : verdict === 'not-comparable' ? EXIT.inconclusive : EXIT.conformant;

/** What a comparison is written as. */
export const documentsOf = (
  before: StoredRun,
  now: StoredRun,
  comparison = compare(before, now),
): Documents<(typeof FORMATS)[number], string> => ({
  text: {
    file: 'comparison.txt',
    render: () => renderComparisonText(comparison, { colour: wantsColour(process.stdout, process.env) }),
  },
  json: { file: 'comparison.json', render: () => printableJson(speaking(ENGLISH, () => compare(before, now))) },
  markdown: { file: 'comparison.md', render: () => renderComparisonMarkdown(comparison) },
  html: { file: 'comparison.html', render: () => renderComparisonHtml(comparison) },
});

/** Whether a word is the path of a report, or of the folder that it lies in. */
export const isPath = (word: string): boolean => /[/\\]/.test(word) || word.endsWith('.json');

async function runNamed(word: string, store: () => Promise<ResultStore>, left: LeftOut): Promise<StoredRun> {
  if (isPath(word)) return runOfFile(word);
  const opened = await store();
  const has = () => thereAre(opened, deploymentIn(word));
  let selector: Selector;
  try {
    selector = selectorOf(word);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new ConfigError(`${error.message}\n${await has()}`);
  }
  const run = await findRun(opened, selector, { onUnreadable: left.note });
  if (run === null) throw new ConfigError(`${tell`${word}: the store has no such run of it`}\n${await has()}`);
  return run;
}

/** What to write where a run was left out, and what there is to choose from. */
async function twoAreWanted(base: string | undefined, store: () => Promise<ResultStore>): Promise<string> {
  const opened = await store();
  const meant = base === undefined || isPath(base) ? null : deploymentIn(base);
  const name = meant ?? (await opened.deployments())[0] ?? 'acme';
  const said =
    base === undefined
      ? tell`compare wants two runs: A, before, and B, now`
      : tell`compare wants a second run, B: what ${base} is compared with`;
  return [
    tell`${said}. Each is a deployment's name (its last run), name@-1 (the run before its last), name@2026-11-01, an id, or the path of a report.json. For example: roma-conformance compare ${name}@-1 ${name}`,
    await thereAre(opened, meant),
  ].join('\n');
}

/** The run of a report.json, or of the folder that it lies in. Throws a ConfigError. */
export async function runOfFile(path: string): Promise<StoredRun> {
  let text: string;
  let file = path;
  try {
    if ((await stat(path)).isDirectory()) file = join(path, 'report.json');
    text = namedText(file);
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    throw new ConfigError(tell`${file}: cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
  return runOf(reportIn(text, file), text, null);
}

/** The report that a text is, by its schema; `place` names it in messages. Throws a ConfigError. */
function reportIn(text: string, place: string): Report {
  const json = readPlainJson(text, MOST_VALUES_OF_FILE);
  if (!json.ok && json.problem === 'too many values') throw new ConfigError(tooManyValues(place));
  if (!json.ok) throw new ConfigError(tell`${place}: no JSON, so no report`);
  const report = json.plain;
  const [violation] = judgeBySchema('report.schema.json', report);
  if (violation)
    throw new ConfigError(
      tell`${place}: no report that this suite wrote: ${violation.pointer || 'it'} ${violation.message}`,
    );
  return report as Report;
}
