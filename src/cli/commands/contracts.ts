import type { Command } from 'commander';
import { phrase, tell, told } from '../../messages/speech.ts';
import type { CanIDeployFlags, PublishFlags } from '../broker.ts';
import type { ContractsVerifyFlags } from '../contracts.ts';
import { formatHelp } from '../format-names.ts';
import { collect, NONE, type Run } from './common.ts';

const CONTRACTS_EXIT_CODES = phrase`
Exit codes:
  0    every situation is answered as the pacts say
  1    at least one is not
  2    usage or configuration error, nothing was sent
  3    inconclusive: a provider state could not be set up, or there was no answer
  4    a fault of this suite
  130  interrupted`;

/** Adds `contracts` and its commands. */
export function addContracts(cli: Command, run: Run): void {
  const contracts = cli.command('contracts').description(tell`What consumers rely on: Pact contracts.`);
  contracts
    .command('verify')
    .description(
      tell`Does this deployment answer as consumers rely on? Takes test devices offline. Says nothing about conformance.`,
    )
    .argument('[FILE...]', tell`deployment files, folders, globs; without one the environment is read`)
    .option('--mock', tell`verify the built-in mock deployment`)
    .option('--fault <NAME>', tell`with --mock: a named fault (repeatable)`, collect)
    .option('--variant <NAME>', tell`with --mock: a named lawful variant (repeatable)`, collect)
    .option(
      '--pacts <PATH>',
      tell`pact files, or folders of them, in place of this package's own (repeatable)`,
      collect,
    )
    .option('--publish-results', tell`tell the Pact Broker of PACT_BROKER_BASE_URL what came of it`)
    .option('--provider-app-version <V>', tell`with --publish-results: version of the deployment`)
    .option('--provider-branch <B>', tell`with --publish-results: its branch`)
    .option('--out <FOLDER>', tell`reports land in <FOLDER>/<name>/contracts/`, 'reports')
    .option('--share-reports', tell`others on this machine may read the reports too, never the record`)
    .option('--format <LIST>', formatHelp(), collect)
    .addHelpText('after', told(CONTRACTS_EXIT_CODES))
    .action((files: string[], flags: ContractsVerifyFlags) =>
      run(async () => {
        const { verifyContracts } = await import('../contracts.ts');
        return verifyContracts(files, { ...NONE, ...flags });
      }),
    );

  contracts
    .command('publish')
    .description(
      tell`Publish the pacts to the Pact Broker of PACT_BROKER_BASE_URL (and _TOKEN, or _USERNAME and _PASSWORD).`,
    )
    .requiredOption('--consumer-app-version <V>', tell`version of the consumers: the commit`)
    .option('--branch <B>', tell`branch of the consumers`)
    .option(
      '--pacts <PATH>',
      tell`pact files, or folders of them, in place of this package's own (repeatable)`,
      collect,
    )
    .addHelpText(
      'after',
      tell`
Exit codes:
  0    published
  2    usage or configuration error
  3    the broker did not take them`,
    )
    .action((flags: PublishFlags) =>
      run(async () => (await import('../broker.ts')).publishPacts({ ...NONE, ...flags })),
    );
  contracts
    .command('can-i-deploy')
    .description(tell`Ask the Pact Broker whether every consumer was verified. A missing result is no yes.`)
    .requiredOption('--pacticipant <NAME>', tell`who is to be deployed, such as roma-connect-link`)
    .requiredOption('--app-version <V>', tell`its version: the commit`)
    .requiredOption('--to-environment <E>', tell`where to, such as production`)
    .option('--retry-while-unknown <N>', tell`ask so many times more while a result is missing`, '0')
    .option('--retry-interval <SECONDS>', tell`wait so long before each of them`, '10')
    .addHelpText(
      'after',
      tell`
Exit codes:
  0    yes
  1    no, or a result is missing
  2    usage or configuration error
  3    the broker gave no answer`,
    )
    .action((flags: CanIDeployFlags) => run(async () => (await import('../broker.ts')).canIDeploy(flags)));
}
