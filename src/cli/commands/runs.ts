import type { Command } from 'commander';
import { phrase, tell, told } from '../../messages/speech.ts';
import type { CompareFlags } from '../compare.ts';
import { languageOf } from '../language.ts';
import type { RunsFlags } from '../runs.ts';
import type { SiteFlags } from '../site.ts';
import { collect, type Run } from './common.ts';

const COMPARE_EXIT_CODES = phrase`
Exit codes:
  0    no regression
  1    a regression: a check fails that did not fail before; of two deployments: one fails in B and not in A
  2    usage or configuration error, a run that is not there, a store that cannot be read
  3    not comparable: a run is partial or was interrupted, too little of the later one was judged, or a run
       that this version cannot read was left out`;

const RUNS_EXIT_CODES = phrase`
Exit codes:
  0    the runs are told
  2    usage or configuration error, an unknown deployment, a store that cannot be read
  3    there is no run, or one that this version cannot read`;

const SITE_EXIT_CODES = phrase`
Exit codes:
  0    the site is written
  2    usage or configuration error, a store that cannot be read, a folder that cannot be written
  3    there is no run in the store; or the site is written without one that this version cannot read`;

/** Adds `compare`, `runs` and `site`: what stored runs say. */
export function addRuns(cli: Command, run: Run): void {
  cli
    .command('compare')
    .description(tell`What differs between two runs of a deployment, or between two deployments.`)
    .argument(
      '[A]',
      tell`before: a deployment's name (its last run), name@-1, name@2026-11-01, an id, or a report.json`,
    )
    .argument('[B]', tell`now: the same`)
    .usage('[options] <A> <B>')
    .option(
      '--store <WHERE>',
      tell`where runs are kept: a folder or postgres://... (repeatable; default: ROMA_STORE, else --out)`,
      collect,
    )
    .option(
      '--out <FOLDER>',
      tell`the folder of reports; of several formats all but text land in <FOLDER>/compare/`,
      'reports',
    )
    .option(
      '--format <LIST>',
      tell`text, json, markdown, html; one is printed, of several all but text are written`,
      collect,
    )
    .addHelpText('after', told(COMPARE_EXIT_CODES))
    .action((base: string | undefined, head: string | undefined, flags: CompareFlags) =>
      run(async () =>
        (await import('../compare.ts')).compareCommand(base, head, {
          ...flags,
          store: flags.store ?? [],
          format: flags.format ?? ['text'],
        }),
      ),
    );

  cli
    .command('runs')
    .description(tell`Which runs there are, each with the name that compare takes: time, verdict, release, labels, id.`)
    .argument('[NAME]', tell`a deployment: its runs, the newest first; without it the last run of each`)
    .option(
      '--store <WHERE>',
      tell`where runs are kept: a folder or postgres://... (repeatable; default: ROMA_STORE, else --out)`,
      collect,
    )
    .option('--out <FOLDER>', tell`the folder of reports`, 'reports')
    .option('--limit <N>', tell`so many at most`, '20')
    .option('--format <NAME>', tell`text or json`, 'text')
    .addHelpText('after', told(RUNS_EXIT_CODES))
    .action((deployment: string | undefined, flags: RunsFlags) =>
      run(async () => (await import('../runs.ts')).runsCommand(deployment, { ...flags, store: flags.store ?? [] })),
    );

  cli
    .command('site')
    .description(tell`Make a static website out of stored runs: who conforms, who breaks what, what changed when.`)
    .option(
      '--store <WHERE>',
      tell`where runs are kept: a folder or postgres://... (repeatable; default: ROMA_STORE, else reports)`,
      collect,
    )
    .option('--out <FOLDER>', tell`where the site is written; other files in it stay`, 'site')
    .option('--url <ADDRESS>', tell`where the site will stand, so that the feed has whole links`)
    .addHelpText('after', told(SITE_EXIT_CODES))
    .action((flags: SiteFlags) =>
      run(async () =>
        (await import('../site.ts')).siteCommand({
          ...flags,
          store: flags.store ?? [],
          // The first page speaks it, the pages of the other language are beside it.
          lang: languageOf(process.argv, process.env) === 'zh-CN' ? 'zh' : 'en',
        }),
      ),
    );
}
