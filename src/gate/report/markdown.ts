import { withoutCiCommands } from '../../report/ci-commands.ts';
import { mdCellCode, mdCode, mdText } from '../../report/escape-markdown.ts';
import { listed, withinLimit } from '../../report/kit/markdown.ts';
import type { GateChange, GateReport } from '../gate.gen.ts';
import { lineOf, MARKS, placeOf, saySemver, sayStale, short, some, tally, titleOf, usesOf } from './words.ts';

const MOST_COMPATIBLE = 50;
const MOST_PROBLEMS = 5;

export const withoutCommands = (text: string) => withoutCiCommands(text, { colon: '&#58;', hash: '&#35;' });

/** For the comment of a pull request. What does not fit is counted, and left to the JSON. */
export function renderGateMarkdown(report: GateReport): string {
  const bad = report.changes.filter((change) => change.class !== 'compatible');
  const compatible = report.changes.filter((change) => change.class === 'compatible');
  const { clauses, checks } = report.touched;
  const parts = [
    headOf(report),
    ...report.stale.map((entry) => `- ✗ ${mdText(short(sayStale(entry)))} ${mdCode(entry.fingerprint)}`),
    ...bad.map(changePart),
    ...listed(brokenParts(report), '### Who breaks'),
    ...(clauses.length > 0
      ? [`Alters what clauses ${mdText(some(clauses, 20))} are about, judged by ${mdText(some(checks, 20))}.`]
      : []),
    ...(compatible.length > 0 ? [compatiblePart(compatible)] : []),
  ];
  return withinLimit({
    parts,
    foot: `<sub>${mdText(tally(report.changes))}; docs/gate.md says what each rule is about.</sub>\n`,
    noteOf: (left) =>
      `**Cut here: ${left} more ${left === 1 ? 'part' : 'parts'} would not fit;** \`--format json\` has all.`,
    harmless: withoutCommands,
  });
}

const headOf = ({ verdict, base, head, changes, semver, config }: GateReport): string =>
  [
    `## ${MARKS[verdict]} ${titleOf(verdict)}`,
    `${mdCode(short(base))} → ${mdCode(short(head))}: ${mdText(tally(changes))}.`,
    ...(semver ? [mdText(short(saySemver(semver)))] : []),
    ...(config === null ? [] : [`Settings: ${mdCode(short(config))}`]),
  ].join('\n\n');

function changePart(change: GateChange): string {
  const { class: kind, title, before, after, reason, witness, pointer, fingerprint, accepted, rule } = change;
  const uses = usesOf(change);
  const code = (text: string) => mdCode(short(text));
  return [
    `### ${MARKS[kind]} ${kind}: ${code(title)}`,
    '',
    `${mdText(short(placeOf(change)))}: ${mdText(short(reason))}`,
    '',
    `- before ${code(before ?? 'nothing')}, after ${code(after ?? 'nothing')}`,
    ...(witness ? [`- ${mdText(short(witness.what))}: ${code(witness.value)}`] : []),
    ...(uses.length > 0 ? [`- used in ${uses.map(code).join(', ')}`] : []),
    ...(accepted
      ? [`- accepted: ${mdText(short(accepted.reason))} (${mdText(short(accepted.owner))}, until ${accepted.expires})`]
      : []),
    `- ${code(lineOf(change))} ${code(pointer)}, rule ${code(rule)}, fingerprint ${mdCode(fingerprint)}`,
  ].join('\n');
}

const brokenParts = ({ consumers }: GateReport): string[] =>
  consumers.flatMap(({ consumer, broken }) =>
    broken.map(({ description, problems }) => {
      const told = problems.slice(0, MOST_PROBLEMS).map((one) => `<br>${mdText(short(one))}`);
      const left = problems.length - MOST_PROBLEMS;
      return `- ${mdCode(short(consumer))}: ${mdText(short(description))}${told.join('')}${left > 0 ? `<br>and ${left} more` : ''}`;
    }),
  );

function compatiblePart(changes: readonly GateChange[]): string {
  const left = changes.length - MOST_COMPATIBLE;
  return [
    `<details><summary>${changes.length} compatible</summary>`,
    '',
    '| change | where |',
    '|---|---|',
    ...changes
      .slice(0, MOST_COMPATIBLE)
      .map((change) => `| ${mdCellCode(short(change.title, 200))} | ${mdCellCode(short(placeOf(change), 200))} |`),
    '',
    ...(left > 0 ? [`and ${left} more in the JSON`, ''] : []),
    '</details>',
  ].join('\n');
}
