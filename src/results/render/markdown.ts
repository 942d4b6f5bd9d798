import { tell } from '../../messages/speech.ts';
import { withoutCiCommands } from '../../report/ci-commands.ts';
import { mdCode, mdText } from '../../report/escape-markdown.ts';
import { withinLimit } from '../../report/kit/markdown.ts';
import { plural } from '../../report/words.ts';
import { areTwo } from '../compare.ts';
import type { Change, Comparison } from '../comparison.gen.ts';
import {
  causeLine,
  countsLine,
  FINDINGS_SHOWN,
  groupsOf,
  runLine,
  shownOf,
  titleOf,
  verdictLabel,
  verdictMark,
  wayOf,
} from './words.ts';

/** For the comment of a pull request. What does not fit is counted. */
export function renderComparisonMarkdown(comparison: Comparison): string {
  const { verdict, reasons, notes, base, head, unchanged } = comparison;
  const marks: Marks = areTwo(comparison)
    ? { appeared: `${mdText(head.deployment)}:`, disappeared: `${mdText(base.deployment)}:` }
    : { appeared: tell`new:`, disappeared: tell`gone:` };
  const parts = [
    `## ${verdictMark(verdict)} ${mdText(verdictLabel(comparison))}`,
    mdText(reasons.join(' ')),
    mdText(countsLine(comparison)),
    areTwo(comparison)
      ? [base, head].map((run) => `${mdText(runLine(run))} (${mdCode(run.id)})`).join('<br>')
      : tell`Before: ${mdText(runLine(base))} (${mdCode(base.id)})<br>Now: ${mdText(runLine(head))} (${mdCode(head.id)})`,
    ...(notes.length > 0 ? [notes.map((note) => `- ${mdText(note)}`).join('\n')] : []),
    ...groupsOf(comparison).flatMap(({ kind, of }) => {
      const { listed, folded } = shownOf({ kind, of });
      return [
        `### ${mdText(titleOf(kind, comparison))} (${of.length})`,
        ...listed.map((change) => changeItem(change, marks)),
        ...folded.map(
          ({ way, of: alike }) =>
            `- ${tell`${plural(alike.length, 'check')}: ${mdText(way.replace('->', '→'))}, listed in the JSON`}`,
        ),
      ];
    }),
  ];
  return withinLimit({
    parts,
    foot: tell`<sub>${plural(unchanged, 'check')} came to the same.</sub>\n`,
    noteOf: (left) => (left === 1 ? tell`1 more entry in the JSON.` : tell`${left} more entries in the JSON.`),
    harmless: (text) => withoutCiCommands(text, { colon: '&#58;', hash: '&#35;' }),
  });
}

/** What stands before findings of one run alone. */
type Marks = Readonly<Record<'appeared' | 'disappeared', string>>;

function changeItem(change: Change, marks: Marks): string {
  const { check, title, level, appeared, disappeared } = change;
  const cause = causeLine(change);
  const found = (texts: readonly string[], mark: string) => [
    ...texts.slice(0, FINDINGS_SHOWN).map((text) => `  - ${mark} ${mdCode(text)}`),
    ...(texts.length > FINDINGS_SHOWN ? [tell`  - ${mark} and ${texts.length - FINDINGS_SHOWN} more`] : []),
  ];
  return [
    `- **${level}** ${mdCode(check)} ${mdText(wayOf(change).replace('->', '→'))}${title === null ? '' : `: ${mdText(title)}`}${cause === null ? '' : ` (${cause})`}`,
    ...found(appeared, marks.appeared),
    ...found(disappeared, marks.disappeared),
  ].join('\n');
}
