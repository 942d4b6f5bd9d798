import { type Html, html } from '../../report/escape-html.ts';
import { moment } from '../../report/words.ts';
import { inWords, type Place, pageOf, type SiteFile, toPages } from '../frame.ts';
import { foundItem, headlineTag, laterNote, outcomeTag } from '../marks.ts';
import { pathOf } from '../paths.ts';
import type { SiteCheck, SiteIndex } from '../site.gen.ts';
import type { KnownClause, Summary } from '../summary.ts';
import { WORDS, type Words } from '../words/words.ts';

/** The page of one check: who fails it, with what was found. */
export function checkPage(check: SiteCheck, summaries: readonly Summary[], place: Omit<Place, 'path'>): SiteFile {
  const words = WORDS[place.language];
  const at: Place = { ...place, path: check.page };
  const to = toPages(at);
  return pageOf({
    place: at,
    title: `${check.id}: ${words.whoFails}`,
    heading: html`<h1 class="id">${check.id}</h1>
<p class="meaning"><span class="level">${check.level}</span> ${check.title === null ? words.unknownCheck : inWords(place.spoken.titles.get(check.id), check.title)}</p>
${check.clauses.length > 0 && html`<p>${words.clauses}: ${check.clauses.map((id) => html`<a href="${to}${pathOf.clause(id)}">${id}</a> `)}</p>`}`,
    body: html`${failingSection([check.id], summaries, at, words)}${othersSection(check.id, summaries, at, words)}`,
  });
}

/** The page of one clause: what it asks, its checks, and who breaks it. */
export function clausePage(
  clause: KnownClause,
  index: SiteIndex,
  summaries: readonly Summary[],
  place: Omit<Place, 'path'>,
): SiteFile {
  const words = WORDS[place.language];
  const at: Place = { ...place, path: pathOf.clause(clause.id) };
  const to = toPages(at);
  const checks = index.checks.filter(({ clauses }) => clauses.includes(clause.id));
  return pageOf({
    place: at,
    title: `${clause.id}: ${words.whoBreaks}`,
    heading: html`<h1>${clause.id}</h1>
<p class="meaning"><span class="level">${clause.level}</span> ${inWords(place.spoken.clauses.get(clause.id)?.statement, clause.statement)}</p>
<p class="soft">${words.source}: ${inWords(place.spoken.clauses.get(clause.id)?.source, clause.source)}</p>`,
    body: html`<section aria-labelledby="checks-h"><h2 id="checks-h">${words.checksOfClause}</h2>
<ul class="ids">${checks.map(({ id, page, level }) => html`<li><span class="level">${level}</span> <a class="id" href="${to}${page}">${id}</a></li>`)}</ul></section>
${failingSection(
  checks.map(({ id }) => id),
  summaries,
  at,
  words,
)}`,
  });
}

function failingSection(ids: readonly string[], summaries: readonly Summary[], place: Place, words: Words): Html {
  const to = toPages(place);
  const failing = summaries.filter(({ failing }) => ids.some((id) => failing.has(id)));
  const item = (
    summary: Summary,
  ) => html`<li><div class="row"><a href="${to}${pathOf.deployment(summary.name)}">${summary.name}</a> ${summary.latest.version} ${headlineTag(summary.latest, summary.fallen, words)}</div>
${ids.map((id) => {
  const found = summary.failing.get(id);
  return (
    found &&
    html`<p class="small">${outcomeTag(summary.results.get(id)?.letter ?? 'f', words)} ${ids.length > 1 && html`<span class="id">${id}</span>`} <span class="soft">${words.since(moment(found.since))}</span> ${laterNote(summary.results.get(id)?.later ?? null, words)}</p>
${found.texts.length > 0 && html`<ul class="found o-failed">${found.texts.map((text) => foundItem(text, place.language))}</ul>`}${found.more > 0 && html`<p class="small soft">${words.moreFindings(found.more)}</p>`}`
  );
})}</li>
`;
  return html`<section aria-labelledby="who-h"><h2 id="who-h">${ids.length === 1 ? words.whoFails : words.whoBreaks} <span class="soft">${failing.length}</span></h2>
${failing.length === 0 ? html`<p>${words.nobody}</p>` : html`<div class="card"><ul class="list">${failing.map(item)}</ul></div>`}</section>
`;
}

/** So many deployments of an outcome are named; the matrix has all. */
const NAMED = 20;

/** Who ended with each other outcome; nothing where all fail. */
function othersSection(id: string, summaries: readonly Summary[], place: Place, words: Words): Html | false {
  const to = toPages(place);
  const groups = ['p', 'e', 'h', 't', 'n', '-'].map((letter) => ({
    letter,
    of: summaries.filter(({ results }) => (results.get(id)?.letter ?? '-') === letter),
  }));
  if (groups.every(({ of }) => of.length === 0)) return false;
  const named = ({ name, results }: Summary) =>
    html` <span><a href="${to}${pathOf.deployment(name)}">${name}</a> ${laterNote(results.get(id)?.later ?? null, words)}</span>`;
  return html`<section aria-labelledby="others-h"><h2 id="others-h">${words.others}</h2>
<ul class="flips">${groups.map(
    ({ letter, of }) =>
      of.length > 0 &&
      html`<li>${outcomeTag(letter, words)} ${of.length}${of.slice(0, NAMED).map(named)}${of.length > NAMED && html` <span class="soft">${words.moreFindings(of.length - NAMED)}</span>`}</li>
`,
  )}</ul></section>
`;
}
