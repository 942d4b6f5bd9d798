import { say } from '../../messages/speech.ts';
import { type Html, html } from '../escape-html.ts';
import type { Report, ReportCheck } from '../report.gen.ts';
import { type Family, levelsIn, OUTCOME_ORDER, OUTCOMES } from '../words.ts';

const familyOf = (id: string) => id.split('/')[0] ?? id;

/** What the filter finds something by: the level, outcome and family of its check. An attribute, with a blank before it. */
export const findable = ({ level, outcome, id }: ReportCheck): Html =>
  html` data-f="${level} ${outcome} ${familyOf(id)}"`;

/**
 * Fields that narrow findings, checks and evidence down. Shown by the script alone: without it everything is there, and
 * nothing does nothing.
 */
export function filter(report: Report, families: readonly Family[]): Html {
  const { outcomes } = report.summary;
  const option = (value: string, text: string) => html`<option value="${value}">${text}</option>`;
  const shownLevels = levelsIn(report.summary);
  const shownOutcomes = OUTCOME_ORDER.filter((outcome) => outcomes[outcome] > 0);
  return html`<form class="filter" id="filter" role="search" aria-label="${say('page.filter', {})}" hidden>
<label>${say('page.text', {})} <input type="search" id="f-text" autocomplete="off" spellcheck="false"></label>
<label>${say('page.level', {})} <select id="f-level">${option('', say('page.everything', {}))}${shownLevels.map((level) => option(level, level))}</select></label>
<label>${say('page.outcome', {})} <select id="f-outcome">${option('', say('page.everything', {}))}${shownOutcomes.map((outcome) => option(outcome, OUTCOMES[outcome].label))}</select></label>
<label>${say('page.family', {})} <select id="f-family">${option('', say('page.everything', {}))}${families.map(({ name, title }) => option(name, title))}</select></label>
<button type="reset">${say('page.show-all', {})}</button>
<p class="small soft" id="f-said" role="status"></p>
</form>
`;
}
