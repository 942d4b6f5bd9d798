import { evidence, type Html, html } from '../report/escape-html.ts';
import { moment, OUTCOMES, VERDICTS } from '../report/words.ts';
import type { HistoryRun } from './history.ts';
import { outcomeOf } from './letters.ts';
import type { FoundText } from './summary.ts';
import type { Language, Words } from './words/words.ts';

/** What stands for an outcome in a cell. */
export const markOf = (letter: string): string => {
  const outcome = outcomeOf(letter);
  return outcome === null ? '' : OUTCOMES[outcome].mark;
};

const toneOf = (letter: string) => outcomeOf(letter) ?? 'not-applicable';

const tags = new Map<string, Html>();

/** An outcome as a word, a mark and a colour. */
export function outcomeTag(letter: string, words: Words): Html {
  // Made once: a large site has a million of them.
  const key = `${letter} ${words.name}`;
  const tag =
    tags.get(key) ??
    html`<span class="tag o-${toneOf(letter)}"><b aria-hidden="true">${markOf(letter)}</b>${words.outcomes[letter as keyof Words['outcomes']]}</span>`;
  tags.set(key, tag);
  return tag;
}

type Judged = Pick<HistoryRun, 'verdict' | 'partial' | 'interrupted' | 'strict'>;

/** "Non-conformant (partial, strict)": what limits or sharpens a verdict always stands beside it. */
export function verdictText(run: Judged, words: Words): string {
  const notes = (['partial', 'interrupted', 'strict'] as const).filter((note) => run[note]).map((note) => words[note]);
  return words.verdicts[run.verdict] + (notes.length > 0 ? ` (${notes.join(', ')})` : '');
}

/** A verdict with its mark, in its colour. */
export function verdictTag(run: Judged, words: Words): Html {
  const key = `${run.verdict} ${run.partial} ${run.interrupted} ${run.strict} ${words.name}`;
  const tag =
    tags.get(key) ??
    html`<span class="verdict t-${run.verdict}"><b aria-hidden="true">${VERDICTS[run.verdict].mark}</b> ${verdictText(run, words)}</span>`;
  tags.set(key, tag);
  return tag;
}

/** A deployment's verdict as its headline says it: with what later runs in part hold against it. */
export const headlineText = (run: Judged, fallen: number, words: Words): string =>
  fallen > 0 ? words.fallen(verdictText(run, words), fallen) : verdictText(run, words);

/** What tones a headline: nothing is shown as good that a later run found broken. */
export const headlineTone = ({ verdict }: Judged, fallen: number): HistoryRun['verdict'] =>
  fallen > 0 ? 'non-conformant' : verdict;

/** A headline with its mark, in its colour: short enough for a cell. */
export function headlineTag(run: Judged, fallen: number, words: Words): Html {
  if (fallen === 0) return verdictTag(run, words);
  const tone = headlineTone(run, fallen);
  return html`<span class="verdict t-${tone}"><b aria-hidden="true">${VERDICTS[tone].mark}</b> ${words.fallenShort(verdictText(run, words), fallen)}</span>`;
}

/** Which run in part an outcome is of; nothing where it is of the run that speaks for the deployment. */
export const laterNote = (run: HistoryRun | null, words: Words): Html | false =>
  run !== null && html`<span class="small soft">${words.inPart(moment(run.startedAt), run.partial)}</span>`;

/** "partial, interrupted": what a run is beside whole. */
export const limitsOf = (run: HistoryRun, words: Words): string =>
  (['partial', 'interrupted'] as const)
    .filter((note) => run[note])
    .map((note) => words[note])
    .join(', ');

/** A time for people and machines. */
export const timeOf = (iso: string): Html => html`<time datetime="${iso}">${moment(iso)}</time>`;

/** What was found, in the language of the page where it is known in that. */
export const foundItem = ({ text, zh }: FoundText, language: Language): Html =>
  language === 'zh' && zh !== undefined ? html`<li>${evidence(zh)}</li>` : html`<li lang="en">${evidence(text)}</li>`;
