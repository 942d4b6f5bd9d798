import { listed as inARow, tell } from '../../messages/speech.ts';
import { withoutCiCommands } from '../../report/ci-commands.ts';
import { mdCellCode, mdCode, mdText } from '../../report/escape-markdown.ts';
import { listed, withinLimit } from '../../report/kit/markdown.ts';
import type { GateChange, GateReport } from '../gate.gen.ts';
import { inLanguage } from './in-language.ts';
import {
  acceptedName,
  className,
  headlineOf,
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

const MOST_COMPATIBLE = 50;
const MOST_PROBLEMS = 5;

export const withoutCommands = (text: string) => withoutCiCommands(text, { colon: '&#58;', hash: '&#35;' });

/** For the comment of a pull request. What does not fit is counted, and left to the JSON. */
export function renderGateMarkdown(original: GateReport): string {
  const report = inLanguage(original);
  const bad = report.changes.filter((change) => change.class !== 'compatible' && !change.accepted);
  const accepted = report.changes.filter((change) => change.accepted);
  const compatible = report.changes.filter((change) => change.class === 'compatible' && !change.accepted);
  const { clauses, checks } = report.touched;
  const parts = [
    headOf(report),
    ...report.stale.map((entry) => `- ✗ ${mdText(short(sayStale(entry)))} ${mdCode(entry.fingerprint)}`),
    ...bad.map(changePart),
    ...accepted.map(changePart),
    ...listed(brokenParts(report), tell`### Who breaks`),
    ...(clauses.length > 0
      ? [tell`Alters what clauses ${mdText(some(clauses, 20))} are about, judged by ${mdText(some(checks, 20))}.`]
      : []),
    ...(compatible.length > 0 ? [compatiblePart(compatible)] : []),
  ];
  return withinLimit({
    parts,
    foot: tell`<sub>${mdText(sayWhole(report))}; docs/gate.md says what each rule is about.</sub>\n`,
    noteOf: (left) =>
      left === 1
        ? tell`**Cut here: 1 more part would not fit;** \`--format json\` has all.`
        : tell`**Cut here: ${left} more parts would not fit;** \`--format json\` has all.`,
    harmless: withoutCommands,
  });
}

const headOf = (report: GateReport): string => {
  const { verdict, base, head, semver, config } = report;
  return [
    `## ${MARKS[verdict]} ${headlineOf(report)}`,
    tell`${mdCode(short(base))} → ${mdCode(short(head))}: ${mdText(sayWhole(report))}.`,
    ...(semver ? [mdText(short(saySemver(semver)))] : []),
    ...(config === null ? [] : [tell`Settings: ${mdCode(short(config))}`]),
  ].join('\n\n');
};

function changePart(change: GateChange): string {
  const { class: kind, title, before, after, reason, witness, pointer, fingerprint, accepted, rule } = change;
  const uses = usesOf(change);
  const code = (text: string) => mdCode(short(text));
  return [
    tell`### ${accepted ? mdText(acceptedName(change)) : `${MARKS[kind]} ${className(kind)}`}: ${code(title)}`,
    ...(accepted ? ['', mdText(short(sayAccepted(accepted)))] : []),
    '',
    tell`${mdText(short(placeOf(change)))}: ${mdText(short(reason))}`,
    '',
    ...valuesLine(before, after, code),
    ...(witness ? [tell`- ${mdText(short(witness.what))}: ${code(witness.value)}`] : []),
    ...(uses.length > 0 ? [tell`- used in ${inARow(uses.map(code))}`] : []),
    tell`- ${code(lineOf(change))} ${code(pointer)}, rule ${code(rule)}, fingerprint ${mdCode(fingerprint)}`,
  ].join('\n');
}

/** What was and what is; a side that says nothing is not quoted as if it said that. */
function valuesLine(before: string | null, after: string | null, code: (text: string) => string): string[] {
  if (before === null) return after === null ? [] : [tell`- new: ${code(after)}`];
  return [after === null ? tell`- gone: ${code(before)}` : tell`- before ${code(before)}, after ${code(after)}`];
}

const brokenParts = ({ consumers }: GateReport): string[] =>
  consumers.flatMap(({ consumer, broken }) =>
    broken.map(({ description, problems }) => {
      const told = problems.slice(0, MOST_PROBLEMS).map((one) => `<br>${mdText(short(one))}`);
      const left = problems.length - MOST_PROBLEMS;
      const rest = left > 0 ? `<br>${tell`and ${left} more`}` : '';
      return tell`- ${mdCode(short(consumer))}: ${mdText(short(description))}${told.join('')}${rest}`;
    }),
  );

function compatiblePart(changes: readonly GateChange[]): string {
  const left = changes.length - MOST_COMPATIBLE;
  return [
    tell`<details><summary>${changes.length} compatible</summary>`,
    '',
    tell`| change | where |`,
    '|---|---|',
    ...changes
      .slice(0, MOST_COMPATIBLE)
      .map((change) => `| ${mdCellCode(short(change.title, 200))} | ${mdCellCode(short(placeOf(change), 200))} |`),
    '',
    ...(left > 0 ? [tell`and ${left} more in the JSON`, ''] : []),
    '</details>',
  ].join('\n');
}
