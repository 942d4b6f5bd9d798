import { isLoopback, parseAddress } from '../deployment/address.ts';
import { tell } from '../messages/speech.ts';
import { reportFiles } from '../report/formats.ts';
import type { Report } from '../report/report.gen.ts';
import { decides, verdictWord } from '../report/words.ts';
import type { Audit, Point } from './audit.ts';
import { ATTESTATION_FILE, RECORD_FILE, REPORT_FILE } from './statement.ts';

export const README_FILE = 'README.md';
export const KEY_FILE = 'key.pem';

/** A folder that is handed in. */
export interface Submission {
  /** Its last parts: `results`, the vendor, the version. */
  path: readonly string[];
  /** Names of all that lies in it. */
  names: readonly string[];
  readme: string | null;
}

const KNOWN = new Set([...reportFiles, REPORT_FILE, RECORD_FILE, ATTESTATION_FILE, README_FILE]);

/** What a folder that is handed in has to be beside a report that stands. Pure. */
export function submissionPoints({ path, names, readme }: Submission, { report }: Audit): Point[] {
  const [results, vendor = '', version = ''] = path.slice(-3);
  const point = (name: string, problems: string[], fine: string, bad: string): Point =>
    problems.length === 0
      ? { name, state: 'ok', text: fine, details: [] }
      : { name, state: 'failed', text: bad, details: problems };
  const unknown = names.filter((name) => !KNOWN.has(name));
  return [
    point(
      'place',
      results === 'results'
        ? report
          ? labelProblems(report, vendor, version)
          : []
        : [tell`the folder is not results/<vendor>/<version>`],
      tell`The folder is that of ${vendor} ${version}, and the report is of it.`,
      tell`The folder and the report do not belong together.`,
    ),
    point(
      'files',
      unknown.map((name) => tell`${name} does not belong here; leave it out`),
      tell`The folder holds what belongs there.`,
      tell`The folder holds more than a submission has.`,
    ),
    point(
      'reproduce',
      reproduceProblems(readme),
      tell`${README_FILE} says how to reproduce the report.`,
      tell`Nobody is told how to reproduce the report.`,
    ),
    ...(report
      ? [
          point(
            'verdict',
            verdictProblems(report),
            tell`The whole deployment was judged conformant.`,
            tell`This is no report of a conformant deployment.`,
          ),
          ...addressPoints(report),
        ]
      : []),
  ];
}

function labelProblems({ deployment }: Report, vendor: string, version: string): string[] {
  const label = deployment.labels?.['vendor'];
  return [
    ...(label === vendor ? [] : [tell`labels.vendor is ${label ?? tell`not given`}, the folder says ${vendor}`]),
    ...(deployment.version === version
      ? []
      : [tell`version is ${deployment.version ?? tell`not given`}, the folder says ${version}`]),
  ];
}

function reproduceProblems(readme: string | null): string[] {
  if (readme === null) return [tell`there is no ${README_FILE}`];
  const section = /^##+ +Reproduce *$([\s\S]*?)(?=^##? |(?![\s\S]))/im.exec(readme)?.[1];
  if (section === undefined) return [tell`${README_FILE} has no section "Reproduce"`];
  return /roma-conformance verify\b/.test(section)
    ? []
    : [tell`the section "Reproduce" does not have the command that made the report (roma-conformance verify ...)`];
}

/** A waiver is what a vendor says of its own faults: it makes nobody conformant in the eyes of others. */
function verdictProblems(report: Report): string[] {
  const { verdict, run, checks } = report;
  const accepted = checks.filter((check) => check.outcome === 'waived' && decides(check, report));
  return [
    ...(verdict === 'conformant' ? [] : [tell`the verdict is ${verdictWord(verdict)}`]),
    ...(run.partial ? [tell`only a selection of the checks was run`] : []),
    ...(run.interrupted ? [tell`the run was ended before it was done`] : []),
    ...accepted.map(({ level, id }) => tell`${level} ${id} failed, and is only waived`),
  ];
}

function addressPoints({ deployment }: Report): Point[] {
  if (!isLoopback(parseAddress(deployment.baseUrl)?.hostname ?? '')) return [];
  return [
    {
      name: 'address',
      state: 'note',
      text: tell`The deployment was on loopback (${deployment.baseUrl}): nobody else can reach it there.`,
      details: [],
    },
  ];
}
