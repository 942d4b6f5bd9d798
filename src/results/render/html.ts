import { tell, tongue } from '../../messages/speech.ts';
import { evidence, type Html, html, trusted } from '../../report/escape-html.ts';
import { outcomeTag } from '../../report/html/checks.ts';
import { STYLE } from '../../report/html/style.ts';
import { moment, plural, VERDICTS as RUN_VERDICTS } from '../../report/words.ts';
import type { Change, ComparedRun, Comparison } from '../comparison.gen.ts';
import {
  causeLine,
  countsLine,
  FINDINGS_SHOWN,
  foundNames,
  groupsOf,
  runLine,
  shownOf,
  sideNames,
  titleOf,
  verdictLabel,
  verdictMark,
} from './words.ts';

/** Nothing is loaded, nothing is sent, no script runs. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

const TONES: Readonly<Record<Comparison['verdict'], string>> = {
  'no-regression': 'conformant',
  regression: 'non-conformant',
  'not-comparable': 'inconclusive',
};

/** One page that needs nothing else: the two runs side by side, and every check that differs. */
export function renderComparisonHtml(comparison: Comparison): string {
  const { verdict, reasons, base, head } = comparison;
  const [label, mark] = [verdictLabel(comparison), verdictMark(verdict)];
  return html`<!DOCTYPE html>
<html lang="${tongue().language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${trusted(POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${label}: ${base.deployment}, ${head.deployment}</title>
<style>${trusted(STYLE)}</style>
</head>
<body>
<a class="skip" href="#changes">${tell`Skip to what differs`}</a>
<header class="head t-${TONES[verdict]}"><div class="wrap">
<p class="eyebrow">${tell`ROMA Connect LINK, batch force-offline: two runs compared`}</p>
<h1><span class="seal" aria-hidden="true">${mark}</span> ${label}</h1>
<p class="who">${runLine(base)} → ${runLine(head)}</p>
<ul class="reasons">${reasons.map((reason) => html`<li>${reason}</li>`)}</ul>
<p class="meaning">${countsLine(comparison)}</p>
</div></header>
<div class="wrap alone"><main>
${comparisonBody(comparison)}</main></div>
</body>
</html>
`.markup;
}

/** What a page says of two runs, without its head: also for pages that hold more. */
export function comparisonBody(comparison: Comparison): Html {
  const { notes, unchanged } = comparison;
  const groups = groupsOf(comparison);
  return html`<section id="changes" aria-labelledby="changes-h"><h2 id="changes-h">${tell`What differs`}</h2>
${notes.length > 0 && html`<ul class="reasons">${notes.map((note) => html`<li>${note}</li>`)}</ul>`}
<p class="lead">${groups.length === 0 ? tell`Nothing.` : ''} ${tell`${plural(unchanged, 'check')} came to the same.`}</p>
${groups.map(({ kind, of }) => {
  const { listed, folded } = shownOf({ kind, of });
  return html`<h3>${titleOf(kind, comparison)} <span class="soft">${of.length}</span></h3>
<div class="card">${listed.length > 0 && html`<ul class="list">${listed.map((change) => changeItem(change, comparison))}</ul>`}${folded.map(
    ({ way, of: alike }) =>
      html`<details class="fold"><summary>${tell`${plural(alike.length, 'check')}: ${way.replace('->', '→')}`}</summary><ul class="found o-not-applicable">${alike.map(
        ({ check, title }) => html`<li>${title !== null && html`${title} `}<span class="id soft">${check}</span></li>`,
      )}</ul></details>`,
  )}</div>
`;
})}</section>
<section id="runs" aria-labelledby="runs-h"><h2 id="runs-h">${tell`The runs`}</h2>
<div class="card scroll">${runsTable(comparison)}</div>
</section>
`;
}

function runsTable(comparison: Comparison): Html {
  const { base, head } = comparison;
  const names = sideNames(comparison);
  const rows: [string, (run: ComparedRun) => string][] = [
    [tell`Deployment`, ({ deployment }) => deployment],
    [tell`Release`, ({ version }) => version ?? tell`not given`],
    [tell`Started`, ({ startedAt }) => moment(startedAt)],
    [
      tell`Verdict`,
      ({ verdict, partial, interrupted }) =>
        RUN_VERDICTS[verdict].label + (partial ? tell` (partial)` : '') + (interrupted ? tell` (interrupted)` : ''),
    ],
    [tell`Edition`, ({ edition }) => edition],
    [tell`Suite`, ({ suite }) => suite],
    [tell`Run`, ({ id }) => id],
  ];
  return html`<table class="sides"><caption class="sr">${tell`The two runs`}</caption><thead><tr><th scope="col"><span class="sr">${tell`What`}</span></th><th scope="col">${names.base}</th><th scope="col">${names.head}</th></tr></thead>
<tbody>${rows.map(([name, of]) => html`<tr><th scope="row">${name}</th><td>${of(base)}</td><td>${of(head)}</td></tr>`)}</tbody></table>`;
}

function changeItem(change: Change, comparison: Comparison): Html {
  const names = foundNames(comparison);
  const { check, title, level, from, to, appeared, disappeared } = change;
  const cause = causeLine(change);
  const found = (texts: readonly string[], name: string) =>
    texts.length > 0 &&
    html`<p class="label">${name}</p><ul class="found">${texts.slice(0, FINDINGS_SHOWN).map((text) => html`<li>${evidence(text)}</li>`)}${
      texts.length > FINDINGS_SHOWN && html`<li>${tell`and ${texts.length - FINDINGS_SHOWN} more`}</li>`
    }</ul>`;
  return html`<li><div class="row">${from !== null && outcomeTag(from)}${from !== null && to !== null && html`<span aria-label="then">→</span>`}${to !== null && outcomeTag(to)}<span class="level">${level}</span> ${title ?? check}</div>
<p class="small soft"><span class="id">${check}</span></p>
${cause !== null && html`<p class="small soft">${cause}</p>`}${found(appeared, names.appeared)}${found(disappeared, names.disappeared)}</li>
`;
}
