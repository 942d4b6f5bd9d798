import { mdCode, mdText } from '../../report/escape-markdown.ts';
import type { GateChange, GateReport } from '../gate.gen.ts';
import { sayUse, titleOf } from '../title.ts';
import { withoutCommands } from './markdown.ts';
import { placeOf, saySemver, short } from './words.ts';

type Section = [heading: string, isOf: (change: GateChange) => boolean];

const isDeprecation = ({ keyword, after }: GateChange) => keyword === 'deprecated' && after === 'true';
const isAddition = ({ rule, class: kind }: GateChange) =>
  kind === 'compatible' && /\/(added|member-added|alternative-added|server-added|success-added)$/.test(rule);

/** The first that fits has it. */
const SECTIONS: readonly Section[] = [
  ['Breaking', ({ class: kind }) => kind === 'breaking'],
  ['Deprecated', isDeprecation],
  ['To look at', ({ class: kind }) => kind === 'warning'],
  ['New', isAddition],
  ['Changed', () => true],
];

/** What is new for people who use the API: additions and deprecations too, in Markdown. Nothing is left out. */
export function renderGateChangelog(report: GateReport): string {
  const left = new Set(report.changes);
  const sections = SECTIONS.flatMap(([heading, isOf]) => {
    const found = [...left].filter(isOf);
    for (const one of found) left.delete(one);
    return found.length === 0 ? [] : [`## ${heading}`, ...byOperation(found)];
  });
  const lines = [
    `# Changes from ${mdCode(short(report.base))} to ${mdCode(short(report.head))}`,
    ...(report.semver ? [mdText(short(saySemver(report.semver)))] : []),
    ...(sections.length === 0 ? ['Nothing changed for those who use it.'] : sections),
  ];
  return withoutCommands(`${lines.join('\n\n')}\n`);
}

/** A list for each operation that is told first. */
function byOperation(changes: readonly GateChange[]): string[] {
  const groups = new Map<string, GateChange[]>();
  for (const change of changes) groups.set(change.operation, [...(groups.get(change.operation) ?? []), change]);
  return [...groups].flatMap(([operation, of]) => [
    `**${mdCode(short(operation))}**`,
    of.map((change) => item(change)).join('\n'),
  ]);
}

function item(change: GateChange): string {
  const { operation, part, field, reason, class: kind } = change;
  const isSaid = field === '' || placeOf(change) === operation;
  const place = isSaid ? '' : ` (${mdText(short(part))})`;
  const why = kind === 'compatible' ? '' : `<br>${mdText(short(whyOf(change, reason)))}`;
  const others = [...new Set(change.uses.slice(1).map((use) => sayUse(use, change)))];
  const also = others.length === 0 ? '' : `<br>also: ${others.map((one) => mdCode(short(one))).join(', ')}`;
  const title = titleOf({ ...change, uses: [] });
  return `- ${mdCode(short(title))}${place}${why}${also}`;
}

/** The reason without what the title says already. */
function whyOf({ says, field }: GateChange, reason: string): string {
  const member = field.split('.').at(-1) ?? '';
  const said = [says, says.replace(/^it /, `${member} `), says.replace(/^it /, `the member ${member} `)];
  const known = said.find((one) => reason.startsWith(`${one}: `));
  return known === undefined ? reason : reason.slice(known.length + 2);
}
