import { isLoopback, parseAddress } from '../deployment/address.ts';
import { listed, tell } from '../messages/speech.ts';
import { reportFiles } from '../report/formats.ts';
import type { Report } from '../report/report.gen.ts';
import { visibleLine } from '../report/visible.ts';
import { decides, verdictWord } from '../report/words.ts';
import type { Audit, Point } from './audit.ts';
import { note } from './point.ts';
import { ATTESTATION_FILE, RECORD_FILE, REPORT_FILE } from './statement.ts';

export const README_FILE = 'README.md';
export const KEY_FILE = 'key.pem';

/** A folder that is handed in. */
export interface Submission {
  /** Its last parts: `results`, the vendor, the version. */
  path: readonly string[];
  /** Whether a link stands in the place of the folder or of the vendor's. */
  isLinked: boolean;
  /** All that lies in it. */
  entries: readonly SubmittedEntry[];
  readme: string | null;
}

export interface SubmittedEntry {
  name: string;
  /** Neither a folder nor a link, nor anything else that is none. */
  isFile: boolean;
  bytes: number;
}

const LOOKED_AT = new Set<string>([REPORT_FILE, RECORD_FILE, ATTESTATION_FILE, README_FILE]);
const KNOWN = new Set<string>([...reportFiles, ...LOOKED_AT]);
/** Far more than a report with all its evidence takes in any format. */
const MOST_MIB = 512;

/** Files of a report that nobody signs: its pages, and what is made for programs. */
export const unsignedAmong = (names: readonly string[]): string[] =>
  names.filter((name) => KNOWN.has(name) && !LOOKED_AT.has(name));

/** What a folder that is handed in has to be beside a report that stands. Pure. */
export function submissionPoints({ path, isLinked, entries, readme }: Submission, { report }: Audit): Point[] {
  const [results, vendor = '', version = ''] = path.slice(-3);
  const point = (name: string, problems: string[], fine: string, bad: string): Point =>
    problems.length === 0
      ? { name, state: 'ok', text: fine, details: [] }
      : { name, state: 'failed', text: bad, details: problems };
  const unsigned = unsignedAmong(entries.map(({ name }) => name));
  return [
    point(
      'place',
      [
        ...(results === 'results' ? [] : [tell`the folder is not results/<vendor>/<version>`]),
        ...(isLinked ? [tell`the folder is a link, and what it leads to may be changed elsewhere`] : []),
        ...(results === 'results' && report ? labelProblems(report, vendor, version) : []),
      ],
      tell`The folder is that of ${vendor} ${version}, and the report is of it.`,
      tell`The folder and the report do not belong together.`,
    ),
    point(
      'files',
      entries.flatMap(fileProblems),
      tell`The folder holds what belongs there.`,
      tell`The folder holds more than a submission has.`,
    ),
    ...namesPoints(vendor, version),
    ...(unsigned.length > 0
      ? [note('unsigned', tell`Nobody signed ${listed(unsigned)}, and nothing was looked at in it.`)]
      : []),
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

function fileProblems({ name, isFile, bytes }: SubmittedEntry): string[] {
  if (!KNOWN.has(name)) return [tell`${name} does not belong here; leave it out`];
  if (!isFile) return [tell`${name} is a link, a folder or something else that is no file`];
  return bytes > MOST_MIB * 1024 * 1024 ? [tell`${name} is larger than ${MOST_MIB} MiB`] : [];
}

/** Letters of other scripts may look like those of another vendor. */
function namesPoints(vendor: string, version: string): Point[] {
  const name = `${vendor} ${version}`;
  const written = name.replace(/[^\x20-\x7e]/gu, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
  return written === name ? [] : [note('names', tell`Some letters of the folder may look like others: ${written}.`)];
}

/** Systems of files write the same letter in one piece or in two. */
const isSame = (label: string | null | undefined, name: string): boolean =>
  (label ?? null)?.normalize('NFC') === name.normalize('NFC');

function labelProblems({ deployment }: Report, vendor: string, version: string): string[] {
  const label = deployment.labels?.['vendor'];
  const unseen = [vendor, version].filter((name) => visibleLine(name) !== name);
  return [
    ...unseen.map((name) => tell`${visibleLine(name)} holds what nobody can see`),
    ...(isSame(label, vendor) ? [] : [tell`labels.vendor is ${label ?? tell`not given`}, the folder says ${vendor}`]),
    ...(isSame(deployment.version, version)
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
