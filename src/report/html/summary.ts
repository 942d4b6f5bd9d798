import { type Html, html } from '../escape-html.ts';
import type { OutcomeCounts, Report, ReportCheck } from '../report.gen.ts';
import {
  completeness,
  decides,
  duration,
  findingsFirst,
  LEVELS,
  linesOf,
  meaning,
  moment,
  NOT_RUN,
  OUTCOME_ORDER,
  OUTCOMES,
  type Outcome,
  plural,
  qualifiers,
  suiteLine,
  VERDICTS,
  WITNESSES,
} from '../words.ts';
import { checkAnchor } from './anchor.ts';
import { cutLine, outcomeTag } from './checks.ts';

const LINES_LISTED = 2;

/** Verdict, what it means and what limits it. */
export function pageHead(report: Report): Html {
  const { verdict, deployment, suite, summary } = report;
  return html`<header class="head t-${verdict}"><div class="wrap">
<p class="eyebrow">ROMA Connect LINK, batch force-offline: ${report.run.contracts ? 'contract' : 'conformance'} report by ${suiteLine(report)}</p>
<h1><span class="seal" aria-hidden="true">${VERDICTS[verdict].mark}</span> ${VERDICTS[verdict].label}${qualifiers(report).map((note) => html` <span class="pill">${note}</span>`)}</h1>
<p class="who"><strong>${deployment.name}</strong>, held to edition ${suite.edition}</p>
<p class="meaning">${meaning(report)}</p>
<ul class="reasons">${summary.reasons.map((reason) => html`<li>${reason}</li>`)}</ul>
</div></header>
`;
}

/** Counts by level, and what was judged when and by whom. */
export function summarySection(report: Report): Html {
  const { judged, applicable } = completeness(report.summary.outcomes);
  return html`<section id="summary" aria-labelledby="summary-h"><h2 id="summary-h">Summary</h2>
<div class="card"><p><strong>${judged} of ${plural(applicable, 'check')}</strong> that apply were judged, with ${plural(report.summary.exchanges, 'request')}.</p>
${bar(report.summary.outcomes)}${countsTable(report)}</div>
<div class="card">${facts(report)}</div></section>
`;
}

const bar = (counts: OutcomeCounts): Html =>
  html`<div class="bar" aria-hidden="true">${OUTCOME_ORDER.filter((outcome) => counts[outcome] > 0).map(
    (outcome) => html`<i class="o-${outcome}" style="flex:${counts[outcome]}"></i>`,
  )}</div>`;

function countsTable({ summary }: Report): Html {
  const cells = (counts: OutcomeCounts) =>
    OUTCOME_ORDER.map((outcome) => {
      const tone = counts[outcome] === 0 ? 'zero' : outcome === 'failed' ? 'n-bad' : '';
      return html`<td class="num ${tone}" data-of="${OUTCOMES[outcome].label}">${counts[outcome]}</td>`;
    });
  return html`<div class="scroll"><table class="counts"><caption class="sr">Checks by level and outcome</caption>
<thead><tr><th scope="col">Level</th>${OUTCOME_ORDER.map((outcome) => html`<th scope="col" class="num">${OUTCOMES[outcome].label}</th>`)}</tr></thead>
<tbody>${LEVELS.map((level) => html`<tr><th scope="row">${level}</th>${cells(summary.levels[level])}</tr>`)}
<tr><th scope="row">All</th>${cells(summary.outcomes)}</tr></tbody></table></div>`;
}

function facts({ deployment, suite, run, startedAt, durationMs }: Report): Html {
  const watched = deployment.devices.filter(({ watchOnly }) => watchOnly).length;
  const rows: [string, Html | string][] = [
    ['Deployment', deployment.name],
    ['Address', html`<code>${deployment.baseUrl}</code>`],
    ['Project', html`<code>${deployment.projectId}</code>`],
    ['Instance', html`<code>${deployment.instanceId}</code>`],
    ['Edition', suite.edition],
    ...(deployment.version === undefined ? [] : [['Version', deployment.version] as [string, string]]),
    ...Object.entries(deployment.labels ?? {}).map(([name, value]): [string, string] => [name, value ?? '']),
    ['Claims', deployment.claims.compat20 ? 'compatibility with release 20.0' : 'none'],
    ['Test devices', `${deployment.devices.length}${watched > 0 ? `, ${watched} of them only watched` : ''}`],
    ['Seen by', WITNESSES[deployment.witness]],
    ['Started', html`<time datetime="${startedAt}">${moment(startedAt)}</time>`],
    ['Took', duration(durationMs)],
    ['Suite', `${suite.name} ${suite.version}`],
    ...(run.contracts ? [] : [['Score of the suite', suite.score ?? 'not measured'] as [string, string]]),
    ...(run.seed === null ? [] : [['Seed', String(run.seed)] as [string, string]]),
  ];
  return html`<dl class="facts">${rows.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

/** What needs somebody's attention, the worst first, each with a link to its evidence. */
export function findingsSection(report: Report): Html {
  const first = findingsFirst(report.checks);
  const waived = report.checks.filter(({ outcome }) => outcome === 'waived');
  return html`<section id="findings" aria-labelledby="findings-h"><h2 id="findings-h">What was found</h2>
${
  first.length === 0
    ? html`<p class="lead">No check failed, and none ended in an error.</p>`
    : html`<p class="lead">What decides the verdict comes first. Each leads to what was expected, what came, the requests and a command to repeat them.</p>
<div class="card"><ul class="list">${first.map((check) => finding(check, report))}</ul></div>`
}
${
  waived.length > 0 &&
  html`<h3>Accepted for now</h3><p class="lead">These failed too. The owner of the deployment waives them, with a reason and an end.</p>
<div class="card"><ul class="list">${waived.map((check) => finding(check, report))}</ul></div>`
}</section>
`;
}

function finding(check: ReportCheck, report: Report): Html {
  const lines = linesOf(check.message);
  const more = lines.length - LINES_LISTED;
  return html`<li><div class="row">${outcomeTag(check.outcome)}<span class="level">${check.level}</span><a href="#${checkAnchor(check.id)}">${check.title}</a></div>
${lines.slice(0, LINES_LISTED).map((line) => html`<p class="small">${cutLine(line)}</p>`)}
${more > 0 && html`<p class="small soft">and ${plural(more, 'more finding')}</p>`}
${check.outcome === 'failed' && !decides(check, report) && html`<p class="small soft">Does not decide the verdict.</p>`}</li>
`;
}

const WHAT_TO_DO: Partial<Record<Outcome, string>> = {
  withheld: 'Nothing of this was sent. Declare what each one names, and it will be.',
  'not-testable': 'Something to test it with was missing. Add what each one names to the deployment file.',
  'not-applicable': 'Nothing has to be done: this deployment is not asked to do it.',
};

/** What was left out, why, and what would bring it in. */
export function notRunSection({ checks }: Report): Html {
  const groups = NOT_RUN.map((outcome) => ({ outcome, of: checks.filter((check) => check.outcome === outcome) }));
  return html`<section id="not-run" aria-labelledby="not-run-h"><h2 id="not-run-h">What was not run</h2>
${
  groups.every(({ of }) => of.length === 0)
    ? html`<p class="lead">Every selected check was run.</p>`
    : groups
        .filter(({ of }) => of.length > 0)
        .map(
          ({
            outcome,
            of,
          }) => html`<h3>${outcomeTag(outcome)} <span class="soft">${plural(of.length, 'check')}</span></h3>
<p class="lead">${WHAT_TO_DO[outcome]}</p>
<div class="card"><ul class="list">${of.map(
            (
              check,
            ) => html`<li><div class="row"><span class="level">${check.level}</span><a href="#${checkAnchor(check.id)}">${check.title}</a></div>
${linesOf(check.message)
  .slice(0, LINES_LISTED)
  .map((line) => html`<p class="small">${cutLine(line)}</p>`)}</li>
`,
          )}</ul></div>`,
        )
}</section>
`;
}
