import type { Clause } from '../../edition/edition.ts';
import { say } from '../../messages/speech.ts';
import { evidence, type Html, html } from '../escape-html.ts';
import type { Report } from '../report.gen.ts';
import { grouped, OUTCOME_ORDER, OUTCOMES, plural } from '../words.ts';
import { checkAnchor, clauseAnchor } from './anchor.ts';
import { outcomeTag } from './checks.ts';
import { type Evidence, exchangeList } from './exchanges.ts';

/** What was observed without being judged. */
export function remarksSection({ remarks, checks }: Report): Html {
  const known = new Set(checks.map(({ id }) => id));
  return html`<section id="remarks" aria-labelledby="remarks-h"><h2 id="remarks-h">${say('page.remarks', {})}</h2>
<p class="lead">${say('page.remarks.lead', {})}</p>
${
  remarks.length === 0
    ? html`<p>${say('page.none', {})}</p>`
    : html`<div class="card"><ul class="list">${remarks.map(
        ({ check, text }) => html`<li><p>${evidence(text)}</p>${
          check === null
            ? html`<p class="small soft">${say('page.of-run', {})}</p>`
            : html`<p class="small">${known.has(check) ? html`<a class="id" href="#${checkAnchor(check)}">${check}</a>` : html`<span class="id">${check}</span>`}</p>`
        }</li>
`,
      )}</ul></div>`
}</section>
`;
}

/** Each clause of the edition and what the checks say of it: whether anything was left out. */
export function clausesSection({ checks }: Report, clauses: readonly Clause[]): Html {
  const rows = clauses.map((clause) => ({ clause, of: checks.filter((check) => check.clauses.includes(clause.id)) }));
  const judged = rows.filter(({ of }) => of.some(({ outcome }) => /^(passed|failed|waived)$/.test(outcome))).length;
  return html`<section id="clauses" aria-labelledby="clauses-h"><h2 id="clauses-h">${say('page.clauses', {})}</h2>
<p class="lead">${say('page.clauses.lead', { judged, clauses: plural(clauses.length, 'clause') })}</p>
<details class="fold" data-print><summary>${say('page.clauses.all', {})}</summary><div class="card"><table class="wide-table">
<thead><tr><th scope="col">${say('page.clause-column', {})}</th><th scope="col">${say('page.asks-column', {})}</th><th scope="col">${say('page.checks-column', {})}</th></tr></thead>
<tbody>${rows.map(
    ({
      clause,
      of,
    }) => html`<tr id="${clauseAnchor(clause.id)}"><th scope="row">${clause.id}<br><span class="level">${clause.level}</span></th>
<td>${clause.statement}<br><span class="small soft">${say('page.from', { source: clause.source, consequence: clause.consequence })}</span></td>
<td>${
      of.length === 0
        ? html`<span class="small soft">${say('page.no-check', {})}</span>`
        : of.map(
            ({ id, outcome }) =>
              html`<div class="small">${OUTCOMES[outcome].mark} <a class="id" href="#${checkAnchor(id)}">${id}</a> <span class="soft">${OUTCOMES[outcome].label}</span></div>`,
          )
    }</td></tr>
`,
  )}</tbody></table></div></details></section>
`;
}

/** Every request that was sent, folded; and what the sessions of the devices did. */
export function evidenceSection({ checks, exchanges, events }: Report, shown: Evidence): Html {
  return html`<section id="evidence" aria-labelledby="evidence-h"><h2 id="evidence-h">${say('page.evidence', {})}</h2>
<p class="lead">${say('page.evidence.lead', { requests: plural(exchanges.length, 'request') })}</p>
${exchangeList(exchanges, shown, new Map(checks.map((check) => [check.id, check])))}
<h3 id="events">${say('page.sessions', {})}</h3>
${
  events.length === 0
    ? html`<p>${say('page.no-session', {})}</p>`
    : html`<details class="fold"><summary>${plural(events.length, 'event')}</summary><div class="card"><div class="scroll"><table>
<thead><tr><th scope="col" class="num">${say('page.at', {})}</th><th scope="col">${say('page.device', {})}</th><th scope="col">${say('page.session', {})}</th><th scope="col">${say('page.by', {})}</th><th scope="col">${say('page.seen-by', {})}</th></tr></thead>
<tbody>${events.map(
        ({
          atMs,
          device,
          event,
          by,
          witness,
        }) => html`<tr><td class="num">${grouped(atMs)} ms</td><td>${device}</td><td>${event === 'up' ? say('page.began', {}) : say('page.ended', {})}</td><td>${say(`page.by.${by}`, {})}</td><td>${say(`page.seen-by.${witness}`, {})}</td></tr>
`,
      )}</tbody></table></div></div></details>`
}</section>
`;
}

/** What the words of this page mean. */
export function legendSection(): Html {
  return html`<section id="legend" aria-labelledby="legend-h"><h2 id="legend-h">${say('page.legend', {})}</h2>
<div class="card"><dl class="facts">
<div><dt>MUST</dt><dd>${say('page.must', {})}</dd></div>
<div><dt>SHOULD</dt><dd>${say('page.should', {})}</dd></div>
<div><dt>MAY</dt><dd>${say('page.may', {})}</dd></div>
${OUTCOME_ORDER.map((outcome) => html`<div><dt>${outcomeTag(outcome)}</dt><dd>${OUTCOMES[outcome].meaning}</dd></div>`)}
</dl></div></section>
`;
}
