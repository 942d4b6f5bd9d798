import type { Beside } from '../beside.ts';
import { type Html, html } from '../escape-html.ts';
import { renderJson } from '../json.ts';
import type { Report } from '../report.gen.ts';
import { runId } from '../run-id.ts';
import { duration, moment, scoreOf, witness } from '../words.ts';

type Row = [name: string, value: Html | string];

/** What was judged, by what, when and by whom: all that an auditor asks first. */
export function aboutSection(report: Report, beside: Beside): Html {
  const { deployment, suite, run, startedAt, durationMs } = report;
  const watched = deployment.devices.filter(({ watchOnly }) => watchOnly).length;
  const digest = (value: string): Html => html`<code>${value}</code>`;
  const rows: Row[] = [
    ['Deployment', deployment.name],
    ...given('Version', deployment.version),
    ['Address', html`<code>${deployment.baseUrl}</code>`],
    ['Project', html`<code>${deployment.projectId}</code>`],
    ['Instance', html`<code>${deployment.instanceId}</code>`],
    ...Object.entries(deployment.labels ?? {}).map(([name, value]): Row => [`Label ${name}`, value ?? '']),
    ['Claims', deployment.claims.compat20 ? 'compatibility with release 20.0' : 'none'],
    ['Test devices', `${deployment.devices.length}${watched > 0 ? `, ${watched} of them only watched` : ''}`],
    ['Seen by', witness(deployment.witness)],
    ['Started', html`<time datetime="${startedAt}">${moment(startedAt)}</time>`],
    ['Took', duration(durationMs)],
    ...given('Run by', run.by),
    ...(run.seed === null ? [] : [['Seed', String(run.seed)] satisfies Row]),
    ['Suite', `${suite.name} ${suite.version}`],
    ...(run.contracts ? [] : [['How well it judges', scoreOf(suite) ?? 'not measured'] satisfies Row]),
  ];
  const papers: Row[] = [
    [
      'Edition',
      html`${suite.edition}${suite.page && html`, \u201c${suite.page.title}\u201d<br><code>${suite.page.address}</code>`}`,
    ],
    ...(suite.schemas === undefined ? [] : [['SHA-256 of its schemas', digest(suite.schemas)] satisfies Row]),
    ['Run', digest(runId(startedAt, renderJson(report)))],
    ...(beside.record === null ? [] : [['SHA-256 of record.jsonl', digest(beside.record)] satisfies Row]),
  ];
  return html`<section id="about" aria-labelledby="about-h"><h2 id="about-h">About this run</h2>
<div class="card">${list(rows)}${list(papers, 'wide')}</div></section>
`;
}

const given = (name: string, value: string | undefined): Row[] => (value === undefined ? [] : [[name, value]]);

const list = (rows: readonly Row[], width = ''): Html =>
  html`<dl class="facts ${width}">${rows.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
