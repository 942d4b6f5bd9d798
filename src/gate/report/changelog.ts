import { listed, phrase, tell, told } from '../../messages/speech.ts';
import { mdCode, mdText } from '../../report/escape-markdown.ts';
import type { GateChange, GateReport } from '../gate.gen.ts';
import { isWhole, sayOperation, sayPart, sayUse, titleOf } from '../title.ts';
import { inLanguage, whyOf } from './in-language.ts';
import { withoutCommands } from './markdown.ts';
import { saySemver, short } from './words.ts';

type Section = [heading: string, isOf: (change: GateChange) => boolean];

const isDeprecation = ({ keyword, after }: GateChange) => keyword === 'deprecated' && after === 'true';
const isAddition = ({ rule, class: kind }: GateChange) =>
  kind === 'compatible' && /\/(added|member-added|alternative-added|server-added|success-added)$/.test(rule);

/** The first that fits has it. */
const SECTIONS: readonly Section[] = [
  [phrase`Breaking`, ({ class: kind }) => kind === 'breaking'],
  [phrase`Deprecated`, isDeprecation],
  [phrase`To look at`, ({ class: kind }) => kind === 'warning'],
  [phrase`New`, isAddition],
  [phrase`Changed`, () => true],
];

/** What is new for people who use the API: additions and deprecations too, in Markdown. Nothing is left out. */
export function renderGateChangelog(original: GateReport): string {
  const report = inLanguage(original);
  const left = new Set(report.changes);
  const sections = SECTIONS.flatMap(([heading, isOf]) => {
    const found = [...left].filter(isOf);
    for (const one of found) left.delete(one);
    return found.length === 0 ? [] : [`## ${told(heading)}`, ...byOperation(found)];
  });
  const lines = [
    tell`# Changes from ${mdCode(short(report.base))} to ${mdCode(short(report.head))}`,
    ...(report.semver ? [mdText(short(saySemver(report.semver)))] : []),
    ...(sections.length === 0 ? [tell`Nothing changed for those who use it.`] : sections),
  ];
  return withoutCommands(`${lines.join('\n\n')}\n`);
}

/** A list for each operation that is told first. */
function byOperation(changes: readonly GateChange[]): string[] {
  const groups = new Map<string, GateChange[]>();
  for (const change of changes) groups.set(change.operation, [...(groups.get(change.operation) ?? []), change]);
  return [...groups].flatMap(([operation, of]) => [
    `**${mdCode(short(sayOperation(operation)))}**`,
    of.map((change) => item(change)).join('\n'),
  ]);
}

function item(change: GateChange): string {
  const { part, field, class: kind } = change;
  const isSaid = field === '' || isWhole(change);
  const place = isSaid ? '' : tell` (${mdText(short(sayPart(part)))})`;
  const why = kind === 'compatible' ? '' : `<br>${mdText(short(whyOf(change)))}`;
  const others = [...new Set(change.uses.slice(1).map((use) => sayUse(use, change)))];
  const also = others.length === 0 ? '' : `<br>${tell`also: ${listed(others.map((one) => mdCode(short(one))))}`}`;
  const title = titleOf({ ...change, uses: [] });
  return `- ${mdCode(short(title))}${place}${why}${also}`;
}
