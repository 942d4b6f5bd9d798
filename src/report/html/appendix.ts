import type { Clause } from '../../edition/edition.ts';
import { evidence, type Html, html } from '../escape-html.ts';
import type { Report } from '../report.gen.ts';
import { OUTCOME_ORDER, OUTCOMES, plural } from '../words.ts';
import { checkAnchor, clauseAnchor } from './anchor.ts';
import { outcomeTag } from './checks.ts';
import { type Evidence, exchangeList } from './exchanges.ts';

/** What was observed without being judged. */
export function remarksSection({ remarks, checks }: Report): Html {
  const known = new Set(checks.map(({ id }) => id));
  return html`<section id="remarks" aria-labelledby="remarks-h"><h2 id="remarks-h">Remarks</h2>
<p class="lead">Observed, not judged: the documents leave these open, or they concern the run itself.</p>
${
  remarks.length === 0
    ? html`<p>None.</p>`
    : html`<div class="card"><ul class="list">${remarks.map(
        ({ check, text }) => html`<li><p>${evidence(text)}</p>${
          check === null
            ? html`<p class="small soft">of the run</p>`
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
  return html`<section id="clauses" aria-labelledby="clauses-h"><h2 id="clauses-h">Clauses</h2>
<p class="lead">${judged} of ${plural(clauses.length, 'clause')} of the edition were judged by at least one check.</p>
<details class="fold" data-print><summary>Every clause and what became of it</summary><div class="card"><table class="wide-table">
<thead><tr><th scope="col">Clause</th><th scope="col">What it asks</th><th scope="col">Checks</th></tr></thead>
<tbody>${rows.map(
    ({
      clause,
      of,
    }) => html`<tr id="${clauseAnchor(clause.id)}"><th scope="row">${clause.id}<br><span class="level">${clause.level}</span></th>
<td>${clause.statement}<br><span class="small soft">From: ${clause.source}. A breach means: ${clause.consequence}</span></td>
<td>${
      of.length === 0
        ? html`<span class="small soft">no check in this report</span>`
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
  return html`<section id="evidence" aria-labelledby="evidence-h"><h2 id="evidence-h">Evidence</h2>
<p class="lead">${plural(exchanges.length, 'request')} with what came back, secrets replaced. Long bodies are cut here; report.json has them whole, up to the limits of the run.</p>
${exchangeList(exchanges, shown, new Map(checks.map((check) => [check.id, check])))}
<h3 id="events">Sessions of the test devices</h3>
${
  events.length === 0
    ? html`<p>No session was watched.</p>`
    : html`<details class="fold"><summary>${plural(events.length, 'event')}</summary><div class="card"><div class="scroll"><table>
<thead><tr><th scope="col" class="num">At</th><th scope="col">Device</th><th scope="col">Session</th><th scope="col">By</th><th scope="col">Seen by</th></tr></thead>
<tbody>${events.map(
        ({
          atMs,
          device,
          event,
          by,
          witness,
        }) => html`<tr><td class="num">${atMs.toLocaleString('en-GB')} ms</td><td>${device}</td><td>${event === 'up' ? '↑ began' : '↓ ended'}</td><td>${by}</td><td>${witness}</td></tr>
`,
      )}</tbody></table></div></div></details>`
}</section>
`;
}

/** What the words of this page mean. */
export function legendSection(): Html {
  return html`<section id="legend" aria-labelledby="legend-h"><h2 id="legend-h">How to read this</h2>
<div class="card"><dl class="facts">
<div><dt>MUST</dt><dd>The document says it, and callers break without it. A failure decides the verdict.</dd></div>
<div><dt>SHOULD</dt><dd>Only an example or a neighbouring page says it, or known implementations differ. A failure is a finding.</dd></div>
<div><dt>MAY</dt><dd>The documents are silent. Observed and remarked on, never a failure.</dd></div>
${OUTCOME_ORDER.map((outcome) => html`<div><dt>${outcomeTag(outcome)}</dt><dd>${OUTCOMES[outcome].meaning}</dd></div>`)}
</dl></div></section>
`;
}
