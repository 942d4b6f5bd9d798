import type { Command } from 'commander';
import { gateFormatList } from '../../gate/report/formats.ts';
import { listed, phrase, tell, told } from '../../messages/speech.ts';
import type { GateFlags } from '../gate.ts';
import { collect, NONE, type Run } from './common.ts';

const GATE_EXIT_CODES = phrase`
Exit codes:
  0    no breaking change (with --fail-on warning: no warning either)
  1    a breaking change, or a stale entry of the allow file
  2    usage or configuration error: a document that cannot be read, an operation that is not in it
  4    a fault of this suite`;

/** Adds `gate`. */
export function addGate(cli: Command, run: Run): void {
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
      run(async () => (await import('../gate.ts')).runGate({ ...NONE, ...flags, format: flags.format ?? ['text'] })),
    );
}
