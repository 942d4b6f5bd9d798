import type { Command } from 'commander';
import { tell, told } from '../../messages/speech.ts';
import type { AuditFlags } from '../audit.ts';
import { formatHelp } from '../format-names.ts';
import type { ReportFlags } from '../report.ts';
import { collect, EXIT_CODES, type Run } from './common.ts';

/** Adds `attest`, `audit` and `report`: what reports and records say. */
export function addEvidence(cli: Command, run: Run): void {
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
      run(async () => (await import('../attest.ts')).attestCommand(report, flags)),
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
      run(async () => (await import('../audit.ts')).auditCommand(folder, flags)),
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
    .action((file: string, flags: ReportFlags) => run(async () => (await import('../report.ts')).report(file, flags)));
}
