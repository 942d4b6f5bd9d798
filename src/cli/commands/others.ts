import type { Command } from 'commander';
import { phrase, tell, told } from '../../messages/speech.ts';
import type { InitFlags } from '../init.ts';
import type { MockFlags } from '../mock.ts';
import type { PlanFlags } from '../plan.ts';
import { collect, NONE, type Run } from './common.ts';

const DOCTOR_EXIT_CODES = phrase`
Exit codes:
  0    ready to be verified
  2    usage or configuration error, nothing was sent
  3    something is to be mended first
  4    a fault of this suite
  130  interrupted`;

/** Adds `plan`, `init`, `doctor`, `mock`, `checks` and `version`. */
export function addOthers(cli: Command, run: Run, version: string): void {
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
      run(async () => (await import('../plan.ts')).printPlan(files, { ...NONE, ...flags })),
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
    .option('--absent <LIST>', tell`ids that no device has, such as 70000000-70009999`)
    .option('--mqtt-url <URL>', tell`broker that the devices log in to`)
    .option('--force', tell`overwrite the file`)
    .addHelpText(
      'after',
      tell`
Exit codes:
  0    written
  2    usage or configuration error, nothing was written`,
    )
    .action((file: string, flags: InitFlags) => run(async () => (await import('../init.ts')).init(file, flags)));

  cli
    .command('doctor')
    .description(tell`Is everything there that verify needs? Takes nothing offline: it sends no force-offline.`)
    .argument('[FILE...]', tell`deployment files, folders, globs; without one the environment is read`)
    .option('--json', tell`print the rows as JSON`)
    .addHelpText('after', told(DOCTOR_EXIT_CODES))
    .action((files: string[], flags: { json?: boolean }) =>
      run(async () => (await import('../doctor.ts')).doctor(files, flags)),
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
    .action((flags: MockFlags) => run(async () => (await import('../mock.ts')).mock({ ...NONE, ...flags })));

  cli
    .command('checks')
    .description(tell`List the checks: id, level, clauses, title.`)
    .option('--json', tell`as JSON`)
    .action((flags: { json?: boolean }) => run(async () => (await import('../checks.ts')).printChecks(flags)));

  cli
    .command('version')
    .description(tell`Print the version, and the editions that are known.`)
    .action(() => run(async () => (await import('../version.ts')).printVersion(version)));
}
