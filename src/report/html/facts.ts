import { createHash } from 'node:crypto';
import { say } from '../../messages/speech.ts';
import type { Beside } from '../beside.ts';
import { type Html, html } from '../escape-html.ts';
import { renderJson } from '../json.ts';
import type { Report } from '../report.gen.ts';
import { runId } from '../run-id.ts';
import { duration, moment, scoreOf, witness } from '../words.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

type Row = [name: string, value: Html | string];

/** What was judged, by what, when and by whom: all that an auditor asks first. */
export function aboutSection(report: Report, beside: Beside): Html {
  const { deployment, suite, run, startedAt, durationMs } = report;
  const watched = deployment.devices.filter(({ watchOnly }) => watchOnly).length;
  const digest = (value: string): Html => html`<code>${value}</code>`;
  const rows: Row[] = [
    [say('page.deployment', {}), deployment.name],
    ...given(say('page.version', {}), deployment.version),
    [say('page.address', {}), html`<code>${deployment.baseUrl}</code>`],
    [say('page.project', {}), html`<code>${deployment.projectId}</code>`],
    [say('page.instance', {}), html`<code>${deployment.instanceId}</code>`],
    ...Object.entries(deployment.labels ?? {}).map(([name, value]): Row => [say('page.label', { name }), value ?? '']),
    [say('page.claims', {}), deployment.claims.compat20 ? say('page.compat20', {}) : say('page.no-claims', {})],
    [
      say('page.devices', {}),
      watched > 0
        ? say('page.devices.watched', { n: deployment.devices.length, watched })
        : String(deployment.devices.length),
    ],
    [say('page.seen-by', {}), witness(deployment.witness)],
    [say('page.started', {}), html`<time datetime="${startedAt}">${moment(startedAt)}</time>`],
    [say('page.took', {}), duration(durationMs)],
    ...given(say('page.run-by', {}), run.by),
    ...(run.seed === null ? [] : [[say('page.seed', {}), String(run.seed)] satisfies Row]),
    [say('page.suite', {}), `${suite.name} ${suite.version}`],
    ...(run.contracts ? [] : [[say('page.score', {}), scoreOf(suite) ?? say('page.not-measured', {})] satisfies Row]),
  ];
  const papers: Row[] = [
    [
      say('page.edition', {}),
      html`${suite.edition}${suite.page && html`, \u201c${suite.page.title}\u201d<br><code>${suite.page.address}</code>`}`,
    ],
    ...(suite.schemas === undefined ? [] : [[say('page.schemas', {}), digest(suite.schemas)] satisfies Row]),
    [say('page.run', {}), digest(runId(startedAt, beside.report ?? sha256(renderJson(report))))],
    ...(beside.record === null ? [] : [[say('page.record', {}), digest(beside.record)] satisfies Row]),
  ];
  return html`<section id="about" aria-labelledby="about-h"><h2 id="about-h">${say('page.about', {})}</h2>
<div class="card">${list(rows)}${list(papers, 'wide')}</div></section>
`;
}

const given = (name: string, value: string | undefined): Row[] => (value === undefined ? [] : [[name, value]]);

const list = (rows: readonly Row[], width = ''): Html =>
  html`<dl class="facts ${width}">${rows.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
