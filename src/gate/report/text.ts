import { listed, tell } from '../../messages/speech.ts';
import { withoutCiCommands } from '../../report/ci-commands.ts';
import { terminalLine } from '../../report/escape-terminal.ts';
import type { GateChange, GateReport } from '../gate.gen.ts';
import { inLanguage } from './in-language.ts';
import {
  acceptedName,
  className,
  headlineOf,
  joinUses,
  lineOf,
  MARKS,
  placeOf,
  sayAccepted,
  saySemver,
  sayStale,
  sayWhole,
  short,
  some,
  usesOf,
} from './words.ts';

export interface TextOptions {
  /** Whether to use ANSI colours. */
  colour: boolean;
}

type Paint = (text: string, code: number) => string;

const COLOURS: Readonly<Record<GateChange['class'], number>> = { breaking: 31, warning: 33, compatible: 32 };
const MOST_COMPATIBLE = 20;
const LONGEST_LINE = 1000;

/** For a terminal: the verdict, then every change with its reason and example, then whom it breaks. */
export function renderGateText(original: GateReport, { colour }: TextOptions): string {
  const report = inLanguage(original);
  const paint: Paint = (text, code) => (colour ? `\x1b[${code}m${text}\x1b[0m` : text);
  const lines = [
    paint(`${MARKS[report.verdict]} ${headlineOf(report)}`, COLOURS[report.verdict]) +
      line(tell`  ${`${report.base} -> ${report.head}`}: ${sayWhole(report)}`),
    ...(report.semver ? [line(saySemver(report.semver))] : []),
    ...(report.config === null ? [] : [line(tell`Settings: ${report.config}`)]),
  ];
  const compatible = report.changes.filter((change) => change.class === 'compatible' && !change.accepted);
  const hidden = new Set(compatible.slice(MOST_COMPATIBLE));
  const [open, accepted] = [
    report.changes.filter((one) => !one.accepted),
    report.changes.filter((one) => one.accepted),
  ];
  for (const change of open) if (!hidden.has(change)) lines.push('', ...changeLines(change, paint));
  if (hidden.size > 0) lines.push('', tell`and ${hidden.size} more compatible changes (--format json has them all)`);
  for (const change of accepted) lines.push('', ...changeLines(change, paint));
  for (const { consumer, broken } of report.consumers)
    for (const { description, problems } of broken)
      lines.push(
        '',
        paint(line(tell`✗ breaks ${consumer}: ${description}`), 31),
        ...problems.map((one) => line(`  ${one}`)),
      );
  const isFine = report.consumers.filter(({ broken }) => broken.length === 0).map(({ consumer }) => consumer);
  if (isFine.length > 0) lines.push('', line(tell`No situation of these pacts breaks: ${listed(isFine)}`));
  for (const entry of report.stale) lines.push('', paint(line(`✗ ${sayStale(entry)} (${entry.fingerprint})`), 31));
  const { clauses, checks } = report.touched;
  if (clauses.length > 0)
    lines.push('', line(tell`Alters what clauses ${some(clauses, 12)} are about, judged by ${some(checks, 8)}`));
  return withoutCiCommands(`${lines.join('\n')}\n`);
}

const line = (text: string) => terminalLine(short(text, LONGEST_LINE));

function changeLines(change: GateChange, paint: Paint): string[] {
  const { class: kind, title, reason, witness, accepted, pointer, fingerprint, rule } = change;
  const uses = usesOf(change);
  return [
    accepted
      ? paint(`- ${acceptedName(change)}`, 2) + line(`  ${title}`)
      : paint(`${MARKS[kind]} ${className(kind)}`, COLOURS[kind]) + line(`  ${title}`),
    ...(accepted ? [line(`  ${sayAccepted(accepted)}`)] : []),
    line(`  ${placeOf(change)}`),
    line(`  ${reason}`),
    ...(witness ? [line(tell`  ${witness.what}: ${witness.value}`)] : []),
    ...(uses.length > 0 ? [line(tell`  used in: ${joinUses(uses)}`)] : []),
    paint(line(`  ${lineOf(change)} ${pointer}  ${rule}  ${fingerprint}`), 2),
  ];
}
