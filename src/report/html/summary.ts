import type { Clause } from '../../edition/edition.ts';
import { say } from '../../messages/speech.ts';
import { type Cause, causesOf, leadOf, sayCauses } from '../causes.ts';
import { type Harm, worstHarms } from '../consequences.ts';
import { evidence, type Html, html } from '../escape-html.ts';
import { isTrouble, type Obstacle, obstaclesOf } from '../obstacles.ts';
import type { OutcomeCounts, Report, ReportCheck } from '../report.gen.ts';
import {
  completeness,
  cut,
  decides,
  levelsIn,
  linesOf,
  meaning,
  NOT_RUN,
  nextStep,
  OUTCOME_ORDER,
  OUTCOMES,
  type Outcome,
  plural,
  qualifiers,
  subject,
  suiteLine,
  VERDICTS,
} from '../words.ts';
import { checkAnchor } from './anchor.ts';
import { cutLine, outcomeTag } from './checks.ts';
import { findable } from './filter.ts';
import { sayHtml, withCommands } from './say-html.ts';

const LINES_LISTED = 2;
const LEAD_SHOWN = 240;
const HARM_SHOWN = 100;
/** On the first screen; all of them come below. */
const TROUBLES_TOLD = 2;

/** Verdict, what it means for callers, and what limits it. */
export function pageHead(report: Report, clauses: readonly Clause[]): Html {
  const { verdict, summary } = report;
  const harms = worstHarms(report, clauses);
  const obstacles = obstaclesOf(report);
  const troubles = obstacles.filter(isTrouble).slice(0, TROUBLES_TOLD);
  return html`<header class="head t-${verdict}"><div class="wrap split"><div>
<p class="eyebrow">${say(report.run.contracts ? 'page.eyebrow.contracts' : 'page.eyebrow', { suite: suiteLine(report) })}</p>
<h1><span class="seal" aria-hidden="true">${VERDICTS[verdict].mark}</span> ${VERDICTS[verdict].label}${qualifiers(report).map((note) => html` <span class="pill">${note}</span>`)}</h1>
<p class="who">${subject(report)}</p>
${harms.length > 0 && html`<ul class="harm">${harms.map(harmed)}</ul>`}
${troubles.length > 0 && html`<ul class="harm">${troubles.map(({ text, mend }) => html`<li>${cutLine(text)}${mend !== null && html` <span class="mend">${withCommands(mend)}</span>`}</li>`)}</ul>`}
<p class="meaning">${meaning(report)}</p>
<ul class="reasons">${summary.reasons.map((reason) => html`<li>${reason}</li>`)}</ul>
<p class="next">${nextStep(report, obstacles.length)}</p>
</div>${inNumbers(report)}</div></header>
`;
}

/** What it means, and the finding that shows it. */
function harmed({ consequence, check }: Harm): Html {
  const { shown, left } = cut(leadOf(check), HARM_SHOWN);
  return html`<li>${consequence} <a class="mend" href="#${checkAnchor(check.id)}">${evidence(shown)}${left > 0 && '...'}</a></li>`;
}

const shownOutcomes = ({ summary }: Report): Outcome[] =>
  OUTCOME_ORDER.filter((outcome) => summary.outcomes[outcome] > 0);

/** How much was judged, and what came of it. */
function inNumbers(report: Report): Html {
  const { judged, applicable } = completeness(report.summary.outcomes);
  return html`<div class="numbers"><p>${sayHtml('page.judged', { judged: html`<strong>${say('page.judged.of', { judged, applicable: plural(applicable, 'check') })}</strong>`, requests: plural(report.summary.exchanges, 'request') })}</p>
${bar(shownOutcomes(report), report.summary.outcomes)}</div>`;
}

/** Counts by level. */
export function summarySection(report: Report): Html {
  return html`<section id="summary" aria-labelledby="summary-h"><h2 id="summary-h">${say('page.summary', {})}</h2>
<div class="card">${countsTable(report, shownOutcomes(report))}</div></section>
`;
}

const bar = (shown: readonly Outcome[], counts: OutcomeCounts): Html =>
  html`<div class="bar" aria-hidden="true">${shown.map((outcome) => html`<i class="o-${outcome}" style="flex:${counts[outcome]}"></i>`)}</div>
<ul class="key">${shown.map((outcome) => html`<li class="o-${outcome}"><i aria-hidden="true"></i>${counts[outcome]} ${OUTCOMES[outcome].label}</li>`)}</ul>`;

function countsTable({ summary }: Report, shown: readonly Outcome[]): Html {
  const cells = (counts: OutcomeCounts) =>
    shown.map((outcome) => {
      const tone = counts[outcome] === 0 ? 'zero' : outcome === 'failed' ? 'n-bad' : '';
      return html`<td class="num ${tone}" data-of="${OUTCOMES[outcome].label}">${counts[outcome]}</td>`;
    });
  return html`<table class="counts"><caption class="sr">${say('page.by-level', {})}</caption>
<thead><tr><th scope="col">${say('page.level', {})}</th>${shown.map((outcome) => html`<th scope="col" class="num">${OUTCOMES[outcome].label}</th>`)}</tr></thead>
<tbody>${levelsIn(summary).map((level) => html`<tr><th scope="row">${level}</th>${cells(summary.levels[level])}</tr>`)}
<tr><th scope="row">${say('page.all', {})}</th>${cells(summary.outcomes)}</tr></tbody></table>`;
}

/** What needs somebody's attention, the worst first, each with a link to its evidence. */
export function findingsSection(report: Report): Html {
  const causes = causesOf(report.checks);
  const inAll = sayCauses(causes);
  const waived = report.checks.filter(({ outcome }) => outcome === 'waived');
  return html`<section id="findings" aria-labelledby="findings-h"><h2 id="findings-h">${say('page.found', {})}</h2>
${
  causes.length === 0
    ? html`<p class="lead">${say('page.none-failed', {})}</p>`
    : html`${inAll !== null && html`<p><strong>${inAll}</strong></p>`}<p class="lead">${say('page.found.lead', {})}</p>
<div class="card"><ul class="list">${causes.map((cause) => finding(cause, report))}</ul></div>`
}
${
  waived.length > 0 &&
  html`<h3>${say('page.accepted', {})}</h3><p class="lead">${say('page.accepted.lead', {})}</p>
<div class="card"><ul class="list">${waived.map((check) => finding({ lead: null, check, others: [] }, report))}</ul></div>`
}</section>
`;
}

function finding({ lead, check, others }: Omit<Cause, 'lead'> & { lead: string | null }, report: Report): Html {
  const lines = [...new Set(linesOf(check.message))].filter((line) => line !== lead);
  const more = lines.length - LINES_LISTED;
  return html`<li${findable(check)}><div class="row">${outcomeTag(check.outcome)}<span class="level">${check.level}</span><a class="what" href="#${checkAnchor(check.id)}">${lead === null ? check.title : evidence(cut(lead, LEAD_SHOWN).shown)}</a></div>
${lead !== null && html`<p class="small soft">${say('page.found.instead', { title: check.title })}</p>`}
${lines.slice(0, LINES_LISTED).map((line) => html`<p class="small">${cutLine(line)}</p>`)}
${more > 0 && html`<p class="small soft">${say('page.and-more', { what: plural(more, 'more finding') })}</p>`}
${check.outcome === 'failed' && !decides(check, report) && html`<p class="small soft">${say('page.undecided', {})}</p>`}
${others.length > 0 && html`<details class="fold"><summary>${say('page.same', { checks: plural(others.length, 'other check') })}</summary><ul class="alike">${others.map(link)}</ul></details>`}</li>
`;
}

const link = ({ id, level, title }: ReportCheck): Html =>
  html`<li><span class="level">${level}</span> <a href="#${checkAnchor(id)}">${title}</a></li>`;

/** What kept checks from being judged: each cause once, with what to do. Nothing where nothing did. */
export function obstaclesSection(report: Report): Html | false {
  const troubles = obstaclesOf(report).filter(isTrouble);
  if (troubles.length === 0) return false;
  return html`<section id="obstacles" aria-labelledby="obstacles-h"><h2 id="obstacles-h">${say('page.in-the-way', {})}</h2>
<p class="lead">${say('page.in-the-way.lead', {})}</p>
<div class="card"><ul class="list">${troubles.map(obstacle)}</ul></div></section>
`;
}

function obstacle({ text, mend, checks }: Obstacle): Html {
  const [{ outcome } = { outcome: 'error' as const }] = checks;
  const list = html`<ul class="alike">${checks.map(link)}</ul>`;
  return html`<li><div class="row">${outcomeTag(outcome)}<span class="what">${cutLine(text)}</span></div>
${mend !== null && html`<p>${withCommands(mend)}</p>`}
${checks.length === 1 ? list : html`<details class="fold"><summary>${plural(checks.length, 'check')}</summary>${list}</details>`}</li>
`;
}

/** What was left out, why, and what would bring it in; folded, because most of it says the same. */
export function notRunSection({ checks }: Report): Html {
  const of = checks.filter(({ outcome }) => NOT_RUN.includes(outcome));
  const toDeclare = obstaclesOf({ checks: of });
  const inapplicable = of.filter(({ outcome }) => outcome === 'not-applicable');
  return html`<section id="not-run" aria-labelledby="not-run-h"><h2 id="not-run-h">${say('page.not-run', {})}</h2>
${
  of.length === 0
    ? html`<p class="lead">${say('page.all-run', {})}</p>`
    : html`<p class="lead">${toDeclare.length > 0 ? say('page.not-run.lead', {}) : say('page.nothing-to-do', {})}</p>`
}
${toDeclare.length > 0 && html`<details class="fold"><summary>${say('page.for-want', { checks: plural(of.length - inapplicable.length, 'check') })}</summary><div class="card"><ul class="list">${toDeclare.map(obstacle)}</ul></div></details>`}
${
  inapplicable.length > 0 &&
  html`<details class="fold"><summary>${say('page.inapplicable', { checks: plural(inapplicable.length, 'check') })}</summary><div class="card"><ul class="list">${inapplicable.map(
    ({ id, title, message }) =>
      html`<li><a href="#${checkAnchor(id)}">${title}</a>${linesOf(message)
        .slice(0, 1)
        .map((line) => html`<p class="small soft">${cutLine(line)}</p>`)}</li>
`,
  )}</ul></div></details>`
}</section>
`;
}
