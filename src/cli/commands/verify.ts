import type { Command } from 'commander';
import { tell, told } from '../../messages/speech.ts';
import { formatHelp } from '../format-names.ts';
import type { VerifyFlags } from '../verify.ts';
import { collect, EXIT_CODES, NONE, type Run } from './common.ts';

/** Adds `verify`. */
export function addVerify(cli: Command, run: Run): void {
  cli
    .command('verify')
    .description(tell`Does this deployment conform? Takes the declared test devices offline, and only these.`)
    .argument(
      '[FILE...]',
      tell`deployment files (YAML or JSON), folders of them, globs; without one the environment is read`,
    )
    .option('--mock', tell`verify the built-in mock deployment`)
    .option('--fault <NAME>', tell`with --mock: a named fault (repeatable)`, collect)
    .option('--variant <NAME>', tell`with --mock: a named lawful variant (repeatable)`, collect)
    .option('--out <FOLDER>', tell`reports land in <FOLDER>/<name>/`, 'reports')
    .option('--share-reports', tell`others on this machine may read the reports too, never the record`)
    .option('--only <GLOB>', tell`run only checks whose id matches, such as "rounding/*" (repeatable)`, collect)
    .option('--skip <GLOB>', tell`leave out checks whose id matches (repeatable)`, collect)
    .option('--only-failed', tell`run only what failed, or ended in an error, in the last report of the deployment`)
    .option('--jobs <N>', tell`so many deployments at a time (default: 8 for each core)`)
    .option(
      '--shard <I/N>',
      tell`only the I-th of N shares of the deployments (or JOB_COMPLETION_INDEX with ROMA_SHARDS)`,
    )
    .option('--max-failures <N>', tell`send nothing more once N MUST checks failed`)
    .option('--wait <SECONDS>', tell`first wait so long at most until the deployment answers`)
    .option('--edition <DATE>', tell`with --mock: the edition that it follows`)
    .option('--write-waivers <FILE>', tell`write waivers for what failed; needs --reason, --owner and --expires`)
    .option('--reason <TEXT>', tell`with --write-waivers: why it may be`)
    .option('--owner <TEXT>', tell`with --write-waivers: who answers for it`)
    .option('--expires <DAY>', tell`with --write-waivers: until when (YYYY-MM-DD)`)
    .option('--strict', tell`a failed SHOULD is non-conformant too`)
    .option('--explore <N>', tell`send about N generated requests too, and make a failing sequence as small as it gets`)
    .option('--seed <S>', tell`with --explore: draw the same requests as the report with this seed`)
    .option('--format <LIST>', formatHelp(), collect)
    .option('--store <WHERE>', tell`where runs are kept: a folder or postgres://... (default: ROMA_STORE, else --out)`)
    .option('--keep <N>', tell`of each deployment, whole reports of the last N runs stay in the store`, '30')
    .option(
      '--against <RUN>',
      tell`compare with a run, as compare names it ("@-1": the one before); its exit code counts`,
    )
    .addHelpText('after', told(EXIT_CODES))
    .action((files: string[], flags: VerifyFlags) =>
      run(async () => {
        const { verifyCommand } = await import('../verify.ts');
        return verifyCommand(files, { ...NONE, ...flags });
      }),
    );
}
