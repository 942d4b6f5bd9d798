import { withoutCiCommands } from '../../report/ci-commands.ts';
import { mdCellCode, mdCode, mdText } from '../../report/escape-markdown.ts';
import type { GateChange, GateReport } from '../gate.gen.ts';
import { MARKS, some, TITLES, tally } from './words.ts';

/** A comment of a pull request is cut beyond this; in UTF-16 units. */
const MOST = 60_000;

/** For the comment of a pull request. */
export function renderGateMarkdown(report: GateReport): string {
  const lines = [
    `## ${MARKS[report.verdict]} ${TITLES[report.verdict]}`,
    '',
    `${mdCode(report.base)} → ${mdCode(report.head)}: ${mdText(tally(report.changes))}.`,
    '',
  ];
  const bad = report.changes.filter((change) => change.class !== 'compatible');
  for (const change of bad) lines.push(...changeLines(change));
  const broken = report.consumers.filter((one) => one.broken.length > 0);
  if (broken.length > 0) {
    lines.push('### Who breaks', '');
    for (const { consumer, broken: situations } of broken)
      for (const { description, problems } of situations)
        lines.push(
          `- ${mdCode(consumer)}: ${mdText(description)}${problems.map((one) => `<br>${mdText(one)}`).join('')}`,
        );
    lines.push('');
  }
  for (const { fingerprint, change, why } of report.stale)
    lines.push(`- The allow file has an entry that must go (${why}): ${mdCode(fingerprint)} ${mdText(change)}`, '');
  const { clauses, checks } = report.touched;
  if (clauses.length > 0)
    lines.push(
      `Alters what clauses ${mdText(some(clauses, 20))} are about, judged by ${mdText(some(checks, 20))}.`,
      '',
    );
  const compatible = report.changes.filter((change) => change.class === 'compatible');
  if (compatible.length > 0) {
    lines.push('<details><summary>Compatible changes</summary>', '', '| part | what | reason |', '|---|---|---|');
    for (const { part, keyword, reason } of compatible)
      lines.push(`| ${mdCellCode(part)} | ${mdCellCode(keyword)} | ${mdText(reason)} |`);
    lines.push('', '</details>', '');
  }
  const text = withoutCiCommands(`${lines.join('\n').trimEnd()}\n`, { colon: '&#58;', hash: '&#35;' });
  return text.length <= MOST ? text : `${text.slice(0, MOST)}\n\n(cut; --format json has all of it)\n`;
}

function changeLines(change: GateChange): string[] {
  const { class: kind, part, keyword, before, after, reason, witness, pointer, fingerprint, accepted } = change;
  return [
    `### ${MARKS[kind]} ${kind}: ${mdText(part)}, ${mdText(keyword)}`,
    '',
    mdText(reason),
    '',
    `- before ${mdCode(before ?? 'nothing')}, after ${mdCode(after ?? 'nothing')}`,
    `- at ${mdCode(pointer)}`,
    ...(witness ? [`- ${mdText(witness.what)}: ${mdCode(witness.value)}`] : []),
    ...(accepted
      ? [`- accepted: ${mdText(accepted.reason)} (${mdText(accepted.owner)}, until ${accepted.expires})`]
      : []),
    `- fingerprint ${mdCode(fingerprint)}`,
    '',
  ];
}
