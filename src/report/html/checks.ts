import type { Clause } from '../../edition/edition.ts';
import { say } from '../../messages/speech.ts';
import { evidence, type Html, html } from '../escape-html.ts';
import { pairsOf } from '../pairs.ts';
import type { Report, ReportCheck } from '../report.gen.ts';
import { cut, decides, type Family, linesOf, OUTCOMES, type Outcome, plural } from '../words.ts';
import { checkAnchor, clauseAnchor, familyAnchor } from './anchor.ts';
import { BODY_SHOWN, type Evidence, exchangeItem, exchangeLinks } from './exchanges.ts';
import { findable } from './filter.ts';
import { takesVariables } from './repeat.ts';
import { sayHtml } from './say-html.ts';

const LINES_SHOWN = 12;
const LINES_FOLDED = 100;
const PAIRS_SHOWN = 3;

/** The outcome as a word, a mark and a colour. */
export const outcomeTag = (outcome: Outcome): Html =>
  html`<span class="tag o-${outcome}"><b aria-hidden="true">${OUTCOMES[outcome].mark}</b>${OUTCOMES[outcome].label}</span>`;

/** A family of checks, those with findings unfolded. */
export function familySection(family: Family, report: Report, clauses: readonly Clause[], shown: Evidence): Html {
  const found = family.checks.filter(({ outcome }) => outcome === 'failed' || outcome === 'error').length;
  return html`<section class="family" id="${familyAnchor(family.name)}" aria-labelledby="${familyAnchor(family.name)}-h">
<h3 id="${familyAnchor(family.name)}-h">${family.title} <span class="soft">${plural(family.checks.length, 'check')}${found > 0 && say('page.with-findings', { n: found })}</span></h3>
${situationsOf(family, report).map(({ name, checks }) => {
  const items = checks.map((check) => checkItem(check, report, clauses, shown));
  return name === null ? items : situation(name, checks, items);
})}</section>
`;
}

interface Situation {
  /** Null: each check stands for itself. */
  name: string | null;
  checks: readonly ReportCheck[];
}

/** Of contracts, the answers that are lawful in one situation belong together: one of them is enough. */
function situationsOf({ checks }: Family, { run }: Report): Situation[] {
  if (!run.contracts) return [{ name: null, checks }];
  const situations = new Map<string, ReportCheck[]>();
  for (const check of checks) {
    const name = check.title.replace(/^[^:]*: /, '').replace(/, answered .*$/s, '');
    situations.set(name, [...(situations.get(name) ?? []), check]);
  }
  return [...situations].map(([name, of]) => ({ name, checks: of }));
}

/** In a situation what was found counts, then what was seen. */
const SPEAKING: readonly Outcome[] = ['failed', 'error', 'passed', 'waived', 'withheld', 'not-testable'];

function situation(name: string, checks: readonly ReportCheck[], items: readonly Html[]): Html {
  const outcome = SPEAKING.find((one) => checks.some((check) => check.outcome === one)) ?? 'not-applicable';
  const isOpen = outcome === 'failed' || outcome === 'error';
  return html`<details class="situation o-${outcome}"${isOpen && html` open`}>
<summary>${outcomeTag(outcome)}<span class="what">${name}</span><span class="soft small">${plural(checks.length, 'lawful answer')}</span></summary>
<div class="in">${items}</div></details>
`;
}

function checkItem(check: ReportCheck, report: Report, clauses: readonly Clause[], shown: Evidence): Html {
  const isOpen = check.outcome === 'failed' || check.outcome === 'error';
  return html`<details class="check o-${check.outcome}" id="${checkAnchor(check.id)}"${findable(check)}${isOpen && html` open`}>
<summary>${outcomeTag(check.outcome)}<div class="what"><h4>${check.title}</h4><span class="id">${check.id}</span></div><span class="level">${check.level}</span></summary>
<div class="in">
${check.provisional !== undefined && noteOn(check, report)}${foundIn(check, report)}
${comparison(check)}
${check.reproduce !== null && html`<div><p class="label" data-copy>${say('page.reproduce', {})}</p><pre>${evidence(check.reproduce)}</pre>${takesVariables(check.reproduce) && html`<p class="small"><a href="#repeat">${say('page.variables', {})}</a></p>`}</div>`}
${proof(check, report, shown)}
${basis(check, clauses)}
</div></details>
`;
}

function foundIn(check: ReportCheck, report: Report): Html | false {
  const lines = [...new Set(linesOf(check.message))];
  if (lines.length === 0) return false;
  const item = (line: string) => html`<li>${cutLine(line)}</li>`;
  const more = lines.slice(LINES_SHOWN);
  const isFailure = check.outcome === 'failed';
  return html`<div><p class="label">${say(isFailure ? 'page.found' : 'page.why', {})}</p>
<ul class="found">${lines.slice(0, LINES_SHOWN).map(item)}</ul>
${
  more.length > 0 &&
  html`<details class="fold"><summary>${plural(more.length, 'more finding')}</summary><ul class="found">${more.slice(0, LINES_FOLDED).map(item)}</ul>
${more.length > LINES_FOLDED && html`<p class="note">${say('page.more-in-json', { n: more.length - LINES_FOLDED })}</p>`}</details>`
}
${check.provisional === undefined && noteOn(check, report)}</div>`;
}

/** Why a check does not decide the verdict, where a reader might think that it does. */
function noteOn(check: ReportCheck, report: Report): Html | false {
  const note = (text: string) => html`<p class="note">${text}</p>`;
  if (check.provisional !== undefined) return note(say('page.provisional', { release: check.provisional }));
  if (check.outcome !== 'failed' || decides(check, report)) return false;
  const kind = check.level === 'SHOULD' ? 'page.level-undecided.should' : 'page.level-undecided';
  return note(say(kind, { level: check.level }));
}

/** Of each finding what was wanted and what came, side by side. */
function comparison(check: ReportCheck): Html | false {
  const pairs = pairsOf(check);
  if (pairs.length === 0) return false;
  const left = pairs.length - PAIRS_SHOWN;
  return html`${pairs.slice(0, PAIRS_SHOWN).map(
    ({ found, expected, actual }) =>
      html`<div>${pairs.length > 1 && found !== null && html`<p class="small">${cutLine(found)}</p>`}<div class="pair">
${expected !== null && html`<div><p class="label">${say('page.expected', {})}</p>${shortened(expected)}</div>`}
${actual !== null && html`<div class="is"><p class="label">${say('page.actual', {})}</p>${shortened(actual)}</div>`}
</div></div>`,
  )}${left > 0 && html`<p class="note">${say('page.more-in-json', { n: left })}</p>`}`;
}

function proof(check: ReportCheck, report: Report, shown: Evidence): Html | false {
  if (check.exchanges.length === 0) return overAll(check, report);
  const own = check.exchanges.filter((id) => shown.homeOf(id) === check.id);
  const others = check.exchanges.filter((id) => shown.homeOf(id) !== check.id);
  return html`<div><p class="label">${say('page.evidence', {})}</p>
${own.map((id) => {
  const x = shown.get(id);
  return x && exchangeItem(x, shown);
})}
${others.length > 0 && html`${own.length > 0 && html`<p class="label">${say('page.also', {})}</p>`}${exchangeLinks(others, shown)}`}</div>`;
}

/** A check that sends nothing of its own judges whatever the run sent: where it found nothing, that is its evidence. */
const overAll = ({ outcome, message }: ReportCheck, { run, summary }: Report): Html | false =>
  outcome === 'passed' &&
  message === null &&
  !run.contracts &&
  summary.exchanges > 0 &&
  html`<p class="small soft">${sayHtml('page.over-all', { link: html`<a href="#evidence">${plural(summary.exchanges, 'request')}</a>` })}</p>`;

/** Says who: the clauses, and where something was found also their words, which stand in the table of clauses for all. */
function basis(check: ReportCheck, clauses: readonly Clause[]): Html | false {
  if (check.clauses.length === 0) return false;
  const known = (id: string) => clauses.find((one) => one.id === id);
  const named = (id: string): Html =>
    known(id) ? html`<a href="#${clauseAnchor(id)}">${id}</a>` : html`${say('page.no-clause', { id })}`;
  if (check.outcome === 'passed' || check.outcome === 'not-applicable')
    return html`<p class="small soft">${sayHtml('page.asked-by', { clauses: check.clauses.map((id, i) => html`${i > 0 && ', '}${named(id)}`) })}</p>`;
  return html`<div><p class="label">${say('page.asks', {})}</p><dl class="clauses">${check.clauses.map((id) => {
    const clause = known(id);
    return html`<dt>${named(id)}</dt><dd>${clause && html`${clause.statement} <span class="soft">${say('page.clause', { level: clause.level, source: clause.source, consequence: clause.consequence })}</span>`}</dd>`;
  })}</dl></div>`;
}

function shortened(text: string): Html {
  const { shown, left } = cut(text, BODY_SHOWN);
  return html`<pre>${evidence(shown)}</pre>${left > 0 && html`<p class="note">${say('page.whole', { what: plural(left, 'more character') })}</p>`}`;
}

/** A finding in one line; the whole of a very long one is in report.json. */
export function cutLine(line: string): Html {
  const { shown, left } = cut(line, 1000);
  return html`${evidence(shown)}${left > 0 && html` <span class="soft">${say('page.rest', { what: plural(left, 'more character') })}</span>`}`;
}
