import { type Html, html, trusted } from '../../report/escape-html.ts';
import { dataBlock } from '../data-block.ts';
import { type Place, pageOf, type SiteFile, toPages } from '../frame.ts';
import { headlineTag, markOf, outcomeTag, timeOf } from '../marks.ts';
import { pathOf } from '../paths.ts';
import { MATRIX_SCRIPT, sourceOf } from '../scripts/matrix.ts';
import type { SiteDeployment, SiteIndex } from '../site.gen.ts';
import { WORDS, type Words } from '../words/words.ts';

/** What a cell says of a family: the worst first. */
export const WORST_FIRST = ['f', 'e', 'w', 'h', 't', 'p', 'n'];

const REGRESSIONS_LISTED = 20;

/** The matrix of deployments by families of checks: the first page. */
export function matrixPage(index: SiteIndex, place: Omit<Place, 'path'>): SiteFile {
  const words = WORDS[place.language];
  const at: Place = { ...place, path: 'index.html' };
  const families = familiesOf(index);
  const conformant = index.deployments.filter(({ verdict, fallen }) => verdict === 'conformant' && fallen === 0).length;
  const heading = html`<h1>${words.matrixTitle}</h1>
<p class="meaning">${words.matrixLead(index.deployments.length, conformant)}</p>`;
  const body = html`<section aria-labelledby="matrix-h"><h2 id="matrix-h">${words.deployments}</h2>
${controls(index, families, words)}
<p class="small soft" id="wider" hidden>${words.scrollHint}</p>
<div class="card scroll matrix" role="region" aria-label="${words.matrixCaption}" tabindex="0"><table id="matrix"><caption class="sr">${words.matrixCaption}</caption>
<thead><tr><th scope="col">${words.deployment}</th><th scope="col">${words.verdict}</th><th scope="col">${words.release}</th><th scope="col">${words.lastRun}</th>${families.map(({ name }) => html`<th scope="col">${familyName(name, words)}</th>`)}</tr></thead>
<tbody>
${index.deployments.map((deployment) => row(deployment, families, words))}</tbody></table></div>
</section>
<section aria-labelledby="regressions-h"><h2 id="regressions-h">${words.regressions}</h2>
${regressionList(index, at, words)}</section>
${legend(words)}
<p class="soft small">${words.madeOf(index.newest)}</p>
`;
  return pageOf({
    place: at,
    title: `${words.matrixTitle}: ${words.operation}`,
    heading,
    body,
    scripts: sourceOf(MATRIX_SCRIPT),
    end: html`${dataBlock(dataOf(index, words))}<script>${trusted(MATRIX_SCRIPT)}</script>
`,
  });
}

interface Family {
  name: string;
  /** Places of its checks in the index. */
  checks: number[];
}

export function familiesOf({ checks }: Pick<SiteIndex, 'checks'>): Family[] {
  const families = new Map<string, Family>();
  checks.forEach(({ family }, i) => {
    const known = families.get(family) ?? { name: family, checks: [] };
    known.checks.push(i);
    families.set(family, known);
  });
  return [...families.values()];
}

const familyName = (name: string, words: Words) =>
  Object.hasOwn(words.familyNames, name) ? (words.familyNames[name] ?? name) : name;

/** What the script needs beside what the table says: labels, and what came of each check. */
const dataOf = ({ checks, deployments }: SiteIndex, words: Words) => ({
  words: { without: words.without, shown: words.shown, check: words.check },
  outcomes: words.outcomes,
  checks: checks.map(({ id, family, page }) => ({ id, family, page })),
  rows: deployments.map(({ labels, edition, suite, outcomes }) => ({ labels, edition, suite, outcomes })),
});

function row(deployment: SiteDeployment, families: readonly Family[], words: Words): Html {
  const { name, labels, version, startedAt, outcomes, later, fallen } = deployment;
  const ofLabels = Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1));
  return html`<tr><th scope="row"><a href="${pathOf.deployment(name)}">${name}</a>${
    ofLabels.length > 0 &&
    html`<span class="labels">${ofLabels.map(([key, value]) => html`<i>${key}: ${value}</i> `)}</span>`
  }</th><td>${headlineTag(deployment, fallen, words)}${later > 0 && html`<span class="labels">${words.laterShort(later)}</span>`}</td><td>${version ?? ''}</td><td><time datetime="${startedAt}">${startedAt.slice(0, 10)}</time></td>${families.map((family) => familyCell(family, outcomes))}</tr>
`;
}

/** The worst that came of a family, and of how many of its checks. */
function familyCell({ checks }: Family, outcomes: string): Html {
  const letters = checks.map((check) => outcomes[check] ?? '-');
  const worst = WORST_FIRST.find((letter) => letters.includes(letter)) ?? '-';
  const n = letters.filter((letter) => letter === worst).length;
  const isQuiet = worst === 'p' || worst === 'n' || worst === '-';
  return html`<td class="c-${worst === '-' ? 'n' : worst}">${markOf(worst)}${!isQuiet && html` ${n}`}</td>`;
}

/** Hidden until the script has made them work. */
function controls({ deployments }: SiteIndex, families: readonly Family[], words: Words): Html {
  const labels = [...new Set(deployments.flatMap(({ labels }) => Object.keys(labels)))].sort();
  const option = (value: string, name: string) => html`<option value="${value}">${name}</option>`;
  return html`<div class="controls" id="controls" role="search" hidden>
<p><label for="q">${words.search}</label><input type="search" id="q" autocomplete="off" spellcheck="false" aria-describedby="q-hint"><span class="small soft" id="q-hint">${words.searchHint}</span></p>
<p><label for="group">${words.group}</label><select id="group">${option('', words.noGroup)}${labels.map((label) => option(`label:${label}`, label))}${option('verdict', words.verdict)}${option('release', words.release)}${option('edition', words.edition)}${option('suite', words.suite)}</select></p>
<p><label for="columns">${words.columns}</label><select id="columns">${option('', words.families)}${families.map(({ name }) => option(name, familyName(name, words)))}</select></p>
<p><label for="show">${words.only}</label><select id="show">${option('', words.everything)}${option('failing', words.onlyFailing)}</select></p>
<p class="soft small" id="shown" role="status"></p>
</div>`;
}

function regressionList({ regressions }: SiteIndex, place: Place, words: Words): Html {
  if (regressions.length === 0) return html`<p>${words.noRegressions}</p>`;
  const to = toPages(place);
  return html`<div class="card"><ul class="list">${regressions.slice(0, REGRESSIONS_LISTED).map(
    ({ deployment, startedAt, checks, otherSuite, otherEdition }) =>
      html`<li><div class="row">${timeOf(startedAt)} <a href="${to}${pathOf.deployment(deployment)}">${deployment}</a></div>
<p class="small">${checks.slice(0, 10).map((check) => html`<a class="id" href="${to}${pathOf.check(check)}">${check}</a> `)}${checks.length > 10 && words.moreFindings(checks.length - 10)}</p>
${otherSuite && html`<p class="small soft">${words.otherSuite}</p>`}${otherEdition && html`<p class="small soft">${words.otherEdition}</p>`}</li>
`,
  )}</ul></div>
`;
}

const legend = (words: Words): Html => html`<section aria-labelledby="legend-h"><h2 id="legend-h">${words.legend}</h2>
<dl class="facts">${['p', 'f', 'w', 'e', 'h', 't', 'n'].map((letter) => html`<div><dt>${outcomeTag(letter, words)}</dt><dd class="small">${words.meanings[letter as keyof Words['meanings']]}</dd></div>`)}</dl>
<p class="small soft">${words.legendNumber}</p></section>
`;
