import type { Command } from 'commander';
import { phrase, tell, told } from '../../messages/speech.ts';
import type { FleetScheduleFlags, FleetSubmitFlags, FleetWorkFlags } from '../fleet.ts';
import { collect, type Run } from './common.ts';

const FLEET_EXIT_CODES = phrase`
Exit codes:
  0    done; what became of a deployment is in the store, not here
  2    usage or configuration error, a database that cannot be reached
  4    a fault of this suite
  130  interrupted; jobs that ran went back into the queue`;

/** Adds `fleet` and its commands. */
export function addFleet(cli: Command, run: Run): void {
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
      run(async () => (await import('../fleet.ts')).fleetSubmit(files, flags)),
    );
  withRetries(fleet.command('schedule'))
    .description(tell`Put deployments into the queue at set times, in place of the schedule before.`)
    .argument('<CRON>', tell`minute, hour, day, month, weekday: "0 3 * * *"; off ends the schedule`)
    .argument('[FILE...]', tell`deployment files, folders, globs`)
    .option('--tz <ZONE>', tell`time zone of these times`, 'UTC')
    .action((cron: string, files: string[], flags: FleetScheduleFlags) =>
      run(async () => (await import('../fleet.ts')).fleetSchedule(cron, files, flags)),
    );
  inDatabase(fleet.command('status'))
    .description(tell`What waits, runs and ended, and why jobs failed for good.`)
    .option('--json', tell`as JSON`)
    .action((flags: { store?: string; json?: boolean }) =>
      run(async () => (await import('../fleet.ts')).fleetStatus(flags)),
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
        (await import('../fleet.ts')).fleetWork({ ...flags, only: flags.only ?? [], skip: flags.skip ?? [] }),
      ),
    );
}
