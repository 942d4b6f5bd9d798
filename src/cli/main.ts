import './no-debug-output.ts';
import { Command, CommanderError } from 'commander';
import { ConfigError } from '../base/config-error.ts';
import { nearest } from '../base/suggest.ts';
import { LANGUAGES } from '../messages/messages.ts';
import { pathProblem } from '../messages/path-error.ts';
import { tell } from '../messages/speech.ts';
import { terminalText } from '../report/escape-terminal.ts';
import { suite } from '../suite/identity.ts';
import { EXIT, type ExitCode, worstOf } from '../verdict/exit-code.ts';
import type { Run } from './commands/common.ts';
import { addContracts } from './commands/contracts.ts';
import { addEvidence } from './commands/evidence.ts';
import { addFleet } from './commands/fleet.ts';
import { addGate } from './commands/gate.ts';
import { addOthers } from './commands/others.ts';
import { addRuns } from './commands/runs.ts';
import { addVerify } from './commands/verify.ts';
import { choose, languageOf } from './language.ts';
import { HELP, sayUsage } from './usage.ts';

function program(version: string, run: Run): Command {
  const cli = new Command('roma-conformance')
    .description(tell`Conformance suite for the batch force-offline operation of ROMA Connect LINK.`)
    .version(version, '-V, --version', tell`output the version number`)
    .helpOption('-h, --help', tell`display help for command`)
    .helpCommand('help [command]', tell`display help for command`)
    .option('--lang <LANGUAGE>', tell`${LANGUAGES[0]} or ${LANGUAGES[1]} (default: ROMA_LANG, else that of the locale)`)
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(terminalText(sayUsage(text))) })
    .configureHelp(HELP);

  addVerify(cli, run);
  addGate(cli, run);
  addContracts(cli, run);
  addFleet(cli, run);
  addRuns(cli, run);
  addEvidence(cli, run);
  addOthers(cli, run, version);
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
/** What the command came to; null while it runs. */
let ended: ExitCode | null = null;
const end = () => {
  if (ended !== null) process.exitCode = unprinted === null ? ended : worstOf([ended, EXIT.inconclusive]);
};
// A reader that has seen enough (head, a pager that was left) is no fault; the reports are written all the same.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return;
    if (unprinted === null && stream === process.stdout)
      process.stderr.write(tell`stdout cannot be written (${error.code})\n`);
    unprinted ??= error.code ?? 'unknown';
    // Some streams tell it only once everything is done.
    end();
  });
}
/** The command is done, and the exit code set. */
export const done: Promise<void> = main(process.argv).then((code) => {
  ended = code;
  end();
});
