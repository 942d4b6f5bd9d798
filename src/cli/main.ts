import './no-debug-output.ts';
import { Command, CommanderError } from 'commander';
import { ConfigError } from '../base/config-error.ts';
import { nearest } from '../base/suggest.ts';
import { gateFormatList } from '../gate/report/formats.ts';
import { LANGUAGES } from '../messages/messages.ts';
import { pathProblem } from '../messages/path-error.ts';
import { listed, phrase, tell, told } from '../messages/speech.ts';
import { terminalText } from '../report/escape-terminal.ts';
import { suite } from '../suite/identity.ts';
import { EXIT, type ExitCode, worstOf } from '../verdict/exit-code.ts';
import type { AuditFlags } from './audit.ts';
import type { CanIDeployFlags, PublishFlags } from './broker.ts';
import type { CompareFlags } from './compare.ts';
import type { ContractsVerifyFlags } from './contracts.ts';
import type { FleetScheduleFlags, FleetSubmitFlags, FleetWorkFlags } from './fleet.ts';
import { formatHelp } from './format-names.ts';
import type { GateFlags } from './gate.ts';
import type { InitFlags } from './init.ts';
import { choose, languageOf } from './language.ts';
import type { MockFlags } from './mock.ts';
import type { PlanFlags } from './plan.ts';
import type { ReportFlags } from './report.ts';
import type { RunsFlags } from './runs.ts';
import type { SiteFlags } from './site.ts';
import { HELP, sayUsage } from './usage.ts';
import type { VerifyFlags } from './verify.ts';

const collect = (value: string, before: string[] = []) => [...before, value];
/** Flags that may be given several times, or not at all. */
const NONE = { only: [], skip: [], fault: [], variant: [], pacts: [] };

const EXIT_CODES = phrase`
Exit codes:
  0    conformant
  1    non-conformant
  2    usage or configuration error, nothing was sent
  3    inconclusive
  4    a fault of this suite
  130  interrupted; the report says what was seen`;

const CONTRACTS_EXIT_CODES = phrase`
Exit codes:
  0    every situation is answered as the pacts say
  1    at least one is not
  2    usage or configuration error, nothing was sent
  3    inconclusive: a provider state could not be set up, or there was no answer
  4    a fault of this suite
  130  interrupted`;

const GATE_EXIT_CODES = phrase`
Exit codes:
  0    no breaking change (with --fail-on warning: no warning either)
  1    a breaking change, or a stale entry of the allow file
  2    usage or configuration error: a document that cannot be read, an operation that is not in it
  4    a fault of this suite`;

const COMPARE_EXIT_CODES = phrase`
Exit codes:
  0    no regression
  1    a regression: a check fails that did not fail before
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

const FLEET_EXIT_CODES = phrase`
Exit codes:
  0    done; what became of a deployment is in the store, not here
  2    usage or configuration error, a database that cannot be reached
  4    a fault of this suite
  130  interrupted; jobs that ran went back into the queue`;

const DOCTOR_EXIT_CODES = phrase`
Exit codes:
  0    ready to be verified
  2    usage or configuration error, nothing was sent
  3    something is to be mended first
  4    a fault of this suite
  130  interrupted`;

function program(version: string, run: (action: () => Promise<ExitCode>) => Promise<void>): Command {
  const cli = new Command('roma-conformance')
    .description(tell`Conformance suite for the batch force-offline operation of ROMA Connect LINK.`)
    .version(version, '-V, --version', tell`output the version number`)
    .helpOption('-h, --help', tell`display help for command`)
    .helpCommand('help [command]', tell`display help for command`)
    .option('--lang <LANGUAGE>', tell`${LANGUAGES[0]} or ${LANGUAGES[1]} (default: ROMA_LANG, else that of the locale)`)
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(terminalText(sayUsage(text))) })
    .configureHelp(HELP);

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
        const { verifyCommand } = await import('./verify.ts');
        return verifyCommand(files, { ...NONE, ...flags });
      }),
    );

  cli
    .command('gate')
    .description(tell`Does this change of the API break its consumers? Compares two descriptions; sends nothing.`)
    .option(
      '--base <A>',
      tell`before: an edition (date or folder), OpenAPI 3.0 or 3.1, Swagger 2.0, a folder of them, a pact, or git:REV:PATH`,
    )
    .option('--head <B>', tell`after: the same`)
    .option(
      '--operation <OP>',
      tell`another operation, such as "GET /v2/devices", or all (default: force-offline; of folders all)`,
    )
    .option(
      '--format <LIST>',
      tell`${listed(gateFormatList)}; one is printed, of several those with a file are written`,
      collect,
    )
    .option(
      '--out <FOLDER>',
      tell`where formats are written; without it one is printed, and several go to reports/gate`,
    )
    .option(
      '--fail-on <WHAT>',
      tell`breaking; warning: on these too; bump: only on a version that was not raised enough`,
      'breaking',
    )
    .option('--semver', tell`say which bump of the version the changes ask for, and whether it was made`)
    .option('--root <FOLDER>', tell`follow references within it (default: the repository)`)
    .option('--max-seconds <NUMBER>', tell`give the documents up after so much processor time`, '60')
    .option(
      '--config <FILE>',
      tell`settings: severity of rules, filters, deprecation (default: gate.yaml, if it is there)`,
    )
    .option('--pacts <PATH>', tell`pacts of further consumers: files, or folders of them (repeatable)`, collect)
    .option('--allow <FILE>', tell`changes that were accepted`)
    .option('--write-allow <FILE>', tell`accept what would fail; needs --reason, --owner and --expires`)
    .option('--reason <TEXT>', tell`with --write-allow: why it may be`)
    .option('--owner <TEXT>', tell`with --write-allow: who answers for it`)
    .option('--expires <DAY>', tell`with --write-allow: until when (YYYY-MM-DD)`)
    .addHelpText('after', told(GATE_EXIT_CODES))
    .action((flags: GateFlags) =>
      run(async () => (await import('./gate.ts')).runGate({ ...NONE, ...flags, format: flags.format ?? ['text'] })),
    );

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
        const { verifyContracts } = await import('./contracts.ts');
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
      run(async () => (await import('./broker.ts')).publishPacts({ ...NONE, ...flags })),
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
    .action((flags: CanIDeployFlags) => run(async () => (await import('./broker.ts')).canIDeploy(flags)));

  const fleet = cli
    .command('fleet')
    .description(tell`Many machines: a queue in PostgreSQL, and workers that empty it.`);
  const inDatabase = (command: Command) =>
    command
      .option('--store <ADDRESS>', tell`the database: postgres://user@host/database (default: ROMA_STORE)`)
      .addHelpText('after', told(FLEET_EXIT_CODES));
  const withRetries = (command: Command) =>
    inDatabase(command)
      .option('--retries <N>', tell`try so often again what trouble left inconclusive (default: 5)`)
      .option('--retry-delay <SECONDS>', tell`so long after the first time, then twice as long each (default: 30)`);
  withRetries(fleet.command('submit'))
    .description(tell`Put deployments into the queue, without their secrets.`)
    .argument('<FILE...>', tell`deployment files, folders, globs`)
    .action((files: string[], flags: FleetSubmitFlags) =>
      run(async () => (await import('./fleet.ts')).fleetSubmit(files, flags)),
    );
  withRetries(fleet.command('schedule'))
    .description(tell`Put deployments into the queue at set times, in place of the schedule before.`)
    .argument('<CRON>', tell`minute, hour, day, month, weekday: "0 3 * * *"; off ends the schedule`)
    .argument('[FILE...]', tell`deployment files, folders, globs`)
    .option('--tz <ZONE>', tell`time zone of these times`, 'UTC')
    .action((cron: string, files: string[], flags: FleetScheduleFlags) =>
      run(async () => (await import('./fleet.ts')).fleetSchedule(cron, files, flags)),
    );
  inDatabase(fleet.command('status'))
    .description(tell`What waits, runs and ended, and why jobs failed for good.`)
    .option('--json', tell`as JSON`)
    .action((flags: { store?: string; json?: boolean }) =>
      run(async () => (await import('./fleet.ts')).fleetStatus(flags)),
    );
  inDatabase(fleet.command('work'))
    .description(tell`Do jobs of the queue. Takes the declared test devices offline, and only these.`)
    .option('--jobs <N>', tell`so many at a time (default: 2 for each core)`)
    .option('--only <GLOB>', tell`run only checks whose id matches (repeatable)`, collect)
    .option('--skip <GLOB>', tell`leave out checks whose id matches (repeatable)`, collect)
    .option('--keep <N>', tell`of each deployment, whole reports of the last N runs stay in the store`, '30')
    .option('--until-empty', tell`end once nothing waits and nothing runs`)
    .action((flags: FleetWorkFlags) =>
      run(async () =>
        (await import('./fleet.ts')).fleetWork({ ...flags, only: flags.only ?? [], skip: flags.skip ?? [] }),
      ),
    );

  cli
    .command('compare')
    .description(tell`What differs between two runs: regressions, mends, checks that are not judged any more.`)
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
        (await import('./compare.ts')).compareCommand(base, head, {
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
      run(async () => (await import('./runs.ts')).runsCommand(deployment, { ...flags, store: flags.store ?? [] })),
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
        (await import('./site.ts')).siteCommand({
          ...flags,
          store: flags.store ?? [],
          // The first page speaks it, the pages of the other language are beside it.
          lang: languageOf(process.argv, process.env) === 'zh-CN' ? 'zh' : 'en',
        }),
      ),
    );

  cli
    .command('attest')
    .description(
      tell`Sign a statement about a report and its record (in-toto test result, DSSE): attestation.json beside them.`,
    )
    .argument('<REPORT>', tell`a report.json, or the folder that it lies in`)
    .requiredOption('--key <FILE>', tell`private key: Ed25519 or ECDSA P-256, as PEM`)
    .addHelpText(
      'after',
      tell`
Exit codes:
  0    signed
  2    usage or configuration error; report and record do not belong together`,
    )
    .action((report: string, flags: { key: string }) =>
      run(async () => (await import('./attest.ts')).attestCommand(report, flags)),
    );

  cli
    .command('audit')
    .description(
      tell`Is this report what it says? Signature, digests, schema, and the record judged again. Sends nothing.`,
    )
    .argument('<FOLDER>', tell`holds report.json, record.jsonl and attestation.json`)
    .option('--key <FILE>', tell`public key of whoever signed, as PEM (with --submission: key.pem beside the versions)`)
    .option('--submission', tell`hold the folder to docs/submit-a-report.md too`)
    .option('--format <NAME>', tell`text, json or markdown`, 'text')
    .addHelpText(
      'after',
      tell`
Exit codes:
  0    the report stands
  1    it does not
  2    usage or configuration error`,
    )
    .action((folder: string, flags: AuditFlags) =>
      run(async () => (await import('./audit.ts')).auditCommand(folder, flags)),
    );

  cli
    .command('report')
    .description(tell`Judge a record again, by the checks of this version. Sends nothing.`)
    .argument('<RECORD>', tell`the record.jsonl that verify left, or the folder that it lies in`)
    .option('--out <FOLDER>', tell`reports land in <FOLDER>/<name>/`, 'reports')
    .option('--share-reports', tell`others on this machine may read the reports too, never the record`)
    .option('--strict', tell`a failed SHOULD is non-conformant too (default: as in the run)`)
    .option('--format <LIST>', formatHelp(), collect)
    .addHelpText('after', told(EXIT_CODES))
    .action((file: string, flags: ReportFlags) => run(async () => (await import('./report.ts')).report(file, flags)));

  cli
    .command('plan')
    .description(tell`What verify would send, to which devices. Sends nothing.`)
    .argument('[FILE...]', tell`deployment files, folders, globs; without one the environment is read`)
    .option('--only <GLOB>', tell`only checks whose id matches (repeatable)`, collect)
    .option('--skip <GLOB>', tell`without checks whose id matches (repeatable)`, collect)
    .option('--mock', tell`the plan for the built-in mock deployment`)
    .option(
      '--explore <N>',
      tell`list the generated requests too, as verify --explore sends them to a deployment without faults`,
    )
    .option('--seed <S>', tell`with --explore: the seed of verify`)
    .option('--curl', tell`print each request as a curl command`)
    .option('--json', tell`print the plan as JSON`)
    .action((files: string[], flags: PlanFlags) =>
      run(async () => (await import('./plan.ts')).printPlan(files, { ...NONE, ...flags })),
    );

  cli
    .command('init')
    .description(tell`Write a commented deployment file. Asks on a terminal, takes flags in a pipe; sends nothing.`)
    .argument('[FILE]', tell`the file to write`, 'deployment.yaml')
    .option('--name <NAME>', tell`name of the deployment, for its reports`)
    .option('--base-url <URL>', tell`scheme, host, port and path prefix`)
    .option('--project-id <ID>', tell`project_id of the path`)
    .option('--instance-id <ID>', tell`instance_id of the path`)
    .option('--auth <KIND>', tell`token, iam or aksk`)
    .option('--devices <LIST>', tell`test devices that may be taken offline, such as 20001,20002`)
    .option('--absent <LIST>', tell`ids that no device has`)
    .option('--mqtt-url <URL>', tell`broker that the devices log in to`)
    .option('--force', tell`overwrite the file`)
    .addHelpText(
      'after',
      tell`
Exit codes:
  0    written
  2    usage or configuration error, nothing was written`,
    )
    .action((file: string, flags: InitFlags) => run(async () => (await import('./init.ts')).init(file, flags)));

  cli
    .command('doctor')
    .description(tell`Is everything there that verify needs? Takes nothing offline: it sends no force-offline.`)
    .argument('[FILE...]', tell`deployment files, folders, globs; without one the environment is read`)
    .option('--json', tell`print the rows as JSON`)
    .addHelpText('after', told(DOCTOR_EXIT_CODES))
    .action((files: string[], flags: { json?: boolean }) =>
      run(async () => (await import('./doctor.ts')).doctor(files, flags)),
    );

  cli
    .command('mock')
    .description(tell`Start the mock deployment and print a deployment file for it.`)
    .option('--port <N>', tell`HTTP port; 0 takes a free one`, '0')
    .option('--mqtt-port <N>', tell`MQTT port; 0 takes a free one`, '0')
    .option('--edition <DATE>', tell`edition that it follows`)
    .option('--auth <KIND>', tell`what the printed file logs in with: token, iam or aksk`, 'token')
    .option('--fault <NAME>', tell`a named fault (repeatable)`, collect)
    .option('--variant <NAME>', tell`a named lawful variant (repeatable)`, collect)
    .option('--delay <MS>', tell`milliseconds added to every answer`, '0')
    .option('--list-faults', tell`list the faults and end`)
    .option('--list-variants', tell`list the lawful variants and end`)
    .action((flags: MockFlags) => run(async () => (await import('./mock.ts')).mock({ ...NONE, ...flags })));

  cli
    .command('checks')
    .description(tell`List the checks: id, level, clauses, title.`)
    .option('--json', tell`as JSON`)
    .action((flags: { json?: boolean }) => run(async () => (await import('./checks.ts')).printChecks(flags)));

  cli
    .command('version')
    .description(tell`Print the version, and the editions that are known.`)
    .action(() => run(async () => (await import('./version.ts')).printVersion(version)));

  return cli;
}

/** Commands that see to their paths themselves: once something was sent, exit code 2 would be false. */
const maySend = ([command = '']: readonly string[]) => ['verify', 'contracts', 'doctor', 'fleet'].includes(command);

async function main(argv: readonly string[]): Promise<ExitCode> {
  const { version } = await suite();
  let code: ExitCode = EXIT.usage;
  try {
    await choose(languageOf(argv, process.env));
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${terminalText(error.message)}\n`);
    return EXIT.usage;
  }
  const cli = program(version, async (action) => {
    code = await action();
  });
  try {
    const [, , first, second] = argv;
    // commander shows the whole help for a command that there is not.
    if (first === 'help' && second !== undefined && !cli.commands.some((command) => command.name() === second)) {
      const near = nearest(
        second,
        cli.commands.map((command) => command.name()),
      );
      throw new ConfigError(tell`no such command: ${second}${near === undefined ? '' : tell`; did you mean ${near}?`}`);
    }
    await cli.parseAsync([...argv]);
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.conformant : EXIT.usage;
    const refused = error instanceof ConfigError ? error : maySend(cli.args) ? null : pathProblem(error);
    if (refused === null) throw error;
    // It may repeat what a file of somebody else says.
    process.stderr.write(`${terminalText(refused.message)}\n`);
    return EXIT.usage;
  }
}

let unprinted: string | null = null;
// A reader that has seen enough (head, a pager that was left) is no fault; the reports are written all the same.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return;
    if (unprinted === null && stream === process.stdout)
      process.stderr.write(tell`stdout cannot be written (${error.code})\n`);
    unprinted ??= error.code ?? 'unknown';
  });
}
/** The command is done, and the exit code set. */
export const done: Promise<void> = main(process.argv).then((code) => {
  process.exitCode = unprinted === null ? code : worstOf([code, EXIT.inconclusive]);
});
