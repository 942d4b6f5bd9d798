import { xmlAttribute, xmlText } from '../report/escape-xml.ts';
import { printableJson } from '../report/printable-json.ts';
import type { HistoryRun } from './history.ts';
import { headlineTone, verdictText } from './marks.ts';
import type { Summary } from './summary.ts';
import { WORDS } from './words/words.ts';

const LABEL = 'force-offline';

const COLOURS: Readonly<Record<HistoryRun['verdict'], { name: string; hex: string }>> = {
  conformant: { name: 'brightgreen', hex: '#17724a' },
  'non-conformant': { name: 'red', hex: '#b02318' },
  inconclusive: { name: 'yellow', hex: '#875300' },
  verified: { name: 'brightgreen', hex: '#17724a' },
  broken: { name: 'red', hex: '#b02318' },
};

type Shown = Pick<Summary, 'latest' | 'fallen'>;

/** What a badge says: the verdict, what limits it, and the edition that it holds for; else what later runs found. */
const messageOf = ({ latest, fallen }: Shown) =>
  `${fallen > 0 ? `${fallen} failed since in part` : verdictText(latest, WORDS.en).toLowerCase()}, ${latest.edition}`;
const colourOf = ({ latest, fallen }: Shown) => COLOURS[headlineTone(latest, fallen)];

/** What services such as shields.io read from an address: https://shields.io/badges/endpoint-badge. */
export const endpointBadge = (shown: Shown): string =>
  printableJson({ schemaVersion: 1, label: LABEL, message: messageOf(shown), color: colourOf(shown).name });

/** Verdana at 11 pixels, near enough: the texts of a badge are few and plain. */
const widthOf = (text: string) => Math.round(text.length * 6.6) + 12;

/** The badge as an image that needs no service. */
export function svgBadge(shown: Shown): string {
  const message = messageOf(shown);
  const [left, right] = [widthOf(LABEL), widthOf(message)];
  const label = xmlAttribute(`${LABEL}: ${message}`);
  const text = (at: number, width: number, said: string) =>
    `<text x="${at + width / 2}" y="14" textLength="${width - 12}">${xmlText(said)}</text>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${left + right}" height="20" role="img" aria-label="${label}"><title>${xmlText(`${LABEL}: ${message}`)}</title><rect width="${left}" height="20" fill="#3d4753"/><rect x="${left}" width="${right}" height="20" fill="${colourOf(shown).hex}"/><g fill="#fff" text-anchor="middle" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">${text(0, left, LABEL)}${text(left, right, message)}</g></svg>
`;
}
