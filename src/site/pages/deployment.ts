import { type Html, html, trusted } from '../../report/escape-html.ts';
import { moment, VERDICTS } from '../../report/words.ts';
import { inWords, type Place, pageOf, type SiteFile, toPages, toRoot } from '../frame.ts';
import type { HistoryFlip, HistoryRun, SiteHistory } from '../history.ts';
import {
  foundItem,
  headlineText,
  headlineTone,
  laterNote,
  limitsOf,
  outcomeTag,
  timeOf,
  verdictTag,
} from '../marks.ts';
import { pathOf } from '../paths.ts';
import { latestOf, type Summary } from '../summary.ts';
import { WORDS, type Words } from '../words/words.ts';

const FLIPS_SHOWN = 100;

/** The page of one deployment: what it fails now, its runs, and what changed when. */
export function deploymentPage(
  history: SiteHistory,
  summary: Summary,
  titles: ReadonlyMap<string, string>,
  place: Omit<Place, 'path'>,
): SiteFile {
  const words = WORDS[place.language];
  const { deployment } = history;
  const at: Place = { ...place, path: pathOf.deployment(deployment) };
  const latest = latestOf(history);
  const failed = failedBy(history, latest);
  const said = headlineText(latest, summary.fallen, words);
  const tone = headlineTone(latest, summary.fallen);
  const heading = html`<h1><span class="seal" aria-hidden="true">${VERDICTS[tone].mark}</span> ${deployment}</h1>
<p class="who">${failed === '' || summary.fallen > 0 ? said : words.failures(said, failed)}</p>
${summary.later > 0 && html`<p class="meaning">${words.laterRuns(summary.later)}</p>`}`;
  return pageOf({
    place: at,
    title: `${deployment}: ${said}`,
    tone,
    heading,
    body: html`${facts(history, latest, words)}${nowSection(summary, titles, at, words)}${flipsSection(history, at, words)}${runsSection(history, at, words)}${badgeSection(deployment, at, words)}`,
  });
}

/** "14 MUST, 2 SHOULD": of the run whose verdict it stands beside. */
function failedBy({ checks }: SiteHistory, { outcomes }: HistoryRun): string {
  const counts = (['MUST', 'SHOULD', 'MAY'] as const).map((level) => {
    const n = checks.filter((check, i) => outcomes[i] === 'f' && check.level === level).length;
    return n > 0 ? [`${n} ${level}`] : [];
  });
  return counts.flat().join(', ');
}

function facts({ labels }: SiteHistory, latest: HistoryRun, words: Words): Html {
  const entries: [string, Html | string | null][] = [
    [words.release, latest.version],
    [words.edition, latest.edition],
    [words.suite, latest.suite],
    [latest.partial || latest.interrupted ? words.lastRun : words.lastWholeRun, timeOf(latest.startedAt)],
    ...Object.entries(labels)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, value]): [string, string] => [key, value ?? '']),
  ];
  return html`<dl class="facts card">${entries.map(
    ([name, value]) => value !== null && html`<div><dt>${name}</dt><dd>${value}</dd></div>`,
  )}</dl>
`;
}

function nowSection(
  { results, failing }: Summary,
  titles: ReadonlyMap<string, string>,
  place: Place,
  words: Words,
): Html {
  const titleOf = (id: string) => {
    const title = titles.get(id);
    return title !== undefined && html`<p class="small">${inWords(place.spoken.titles.get(id), title)}</p>`;
  };
  const to = toPages(place);
  const ids = (letter: string) => [...results].filter(([, result]) => result.letter === letter).map(([id]) => id);
  const link = (id: string) => html`<a class="id" href="${to}${pathOf.check(id)}">${id}</a>`;
  const list = (of: readonly string[]) =>
    html`<ul class="ids">${of.map((id) => html`<li>${link(id)} ${laterNote(results.get(id)?.later ?? null, words)}</li>`)}</ul>`;
  const passed = ids('p');
  return html`<section aria-labelledby="now-h"><h2 id="now-h">${words.now}</h2>
${
  failing.size === 0
    ? html`<p>${words.nothingFails}</p>`
    : html`<div class="card"><ul class="list">${[...failing].map(([id, { texts, more, since }]) => {
        const { level = 'MAY', letter = 'f', later = null } = results.get(id) ?? {};
        return html`<li><div class="row">${outcomeTag(letter, words)} <span class="level">${level}</span> ${link(id)} <span class="small soft">${words.since(moment(since))}</span> ${laterNote(later, words)}</div>${titleOf(id)}
${texts.length > 0 && html`<ul class="found o-failed">${texts.map((text) => foundItem(text, place.language))}${more > 0 && html`<li>${words.moreFindings(more)}</li>`}</ul>`}</li>
`;
      })}</ul></div>`
}
${['e', 'h', 't', 'n'].map((letter) => {
  const of = ids(letter);
  return (
    of.length > 0 &&
    html`<details class="fold"><summary>${outcomeTag(letter, words)} ${of.length}</summary>${list(of)}</details>
`
  );
})}${passed.length > 0 && html`<details class="fold"><summary>${outcomeTag('p', words)} ${words.passedChecks(passed.length)}</summary>${list(passed)}</details>`}
</section>
`;
}

function flipsSection({ runs, checks, flips }: SiteHistory, place: Place, words: Words): Html {
  const byRun = new Map<number, HistoryFlip[]>();
  for (const flip of flips.slice(0, FLIPS_SHOWN)) {
    const known = byRun.get(flip.run);
    if (known) known.push(flip);
    else byRun.set(flip.run, [flip]);
  }
  const to = toPages(place);
  const item = ({ check, from, to: now, kind }: HistoryFlip) => {
    const id = checks[check]?.id ?? '';
    return html`<li class="k-${kind}">${outcomeTag(from, words)} <span aria-hidden="true">→</span> ${outcomeTag(now, words)} <span class="level">${checks[check]?.level}</span> <a class="id" href="${to}${pathOf.check(id)}">${id}</a></li>
`;
  };
  return html`<section aria-labelledby="flips-h"><h2 id="flips-h">${words.flips}</h2>
${
  byRun.size === 0
    ? html`<p>${words.noFlips}</p>`
    : html`<div class="card"><ul class="list">${[...byRun].map(([at, of]) => {
        const run = runs[at];
        const before = runs[of[0]?.before ?? at];
        return (
          run &&
          html`<li><p class="label"><span>${timeOf(run.startedAt)}${limitsOf(run, words) !== '' && ` (${limitsOf(run, words)})`}</span></p>
<ul class="flips">${of.map(item)}</ul>${before && before.suite !== run.suite && html`<p class="small soft">${words.otherSuite}</p>`}${before && before.edition !== run.edition && html`<p class="small soft">${words.otherEdition}</p>`}</li>
`
        );
      })}</ul></div>`
}${flips.length > FLIPS_SHOWN && html`<p class="soft">${words.moreFlips(flips.length - FLIPS_SHOWN)}</p>`}
</section>
`;
}

function runsSection(history: SiteHistory, place: Place, words: Words): Html {
  const { deployment, runs, flips } = history;
  const counts = runs.map(() => ({ regression: 0, mend: 0, other: 0 }));
  for (const { run, kind } of flips) {
    const of = counts[run];
    if (of) of[kind]++;
  }
  const { markup: compare } = html`${toPages(place)}compare.html#a=${deployment}&b=${deployment}`;
  const cells = new Map<string, Html>();
  const named = ({ version, edition, suite }: HistoryRun): Html => {
    const key = JSON.stringify([version, edition, suite]);
    const made = cells.get(key) ?? html`<td>${version ?? ''}</td><td>${edition}</td><td>${suite}</td>`;
    cells.set(key, made);
    return made;
  };
  return html`<section aria-labelledby="runs-h"><h2 id="runs-h">${words.timeline}</h2>
<p class="lead">${words.timelineLead(runs.length)} <a href="${toRoot(place)}${pathOf.history(deployment)}">${words.history}</a></p>
<div class="strip" aria-hidden="true">${runs.map(({ verdict }) => trusted(`<i class="t-${verdict}"></i>`)).reverse()}</div>
<div class="card scroll" role="region" aria-label="${words.runsTable}" tabindex="0"><table><thead><tr><th scope="col">${words.started}</th><th scope="col">${words.verdict}</th><th scope="col" class="num">${words.failed}</th><th scope="col">${words.changes}</th><th scope="col">${words.release}</th><th scope="col">${words.edition}</th><th scope="col">${words.suite}</th><th scope="col">${words.compare}</th></tr></thead>
<tbody>${runs.map((run, i) => {
    const of = counts[i];
    const before = runs[i + 1];
    const changes =
      of === undefined
        ? []
        : [
            ...(of.regression > 0 ? [words.regressed(of.regression)] : []),
            ...(of.mend > 0 ? [words.mended(of.mend)] : []),
            ...(of.other > 0 ? [words.otherChanges(of.other)] : []),
          ];
    // A run's id and time have a fixed form, which reading it has shown. There are very many rows.
    const link = before
      ? `<a href="${compare}&amp;ra=${before.id}&amp;rb=${run.id}" aria-label="${words.compareBefore}, ${run.startedAt}">${words.compare}</a>`
      : '';
    return trusted(
      `<tr><th scope="row">${timeOf(run.startedAt).markup}</th><td>${verdictTag(run, words).markup}</td><td class="num">${run.outcomes.split('f').length - 1}</td><td>${changes.join(', ')}</td>${named(run).markup}<td>${link}</td></tr>\n`,
    );
  })}</tbody></table></div>
</section>
`;
}

const badgeSection = (name: string, place: Place, words: Words): Html =>
  html`<section aria-labelledby="badge-h"><h2 id="badge-h">${words.badge}</h2>
<p class="lead">${words.badgeLead} <a class="id" href="${toRoot(place)}${pathOf.badge(name)}">${pathOf.badge(name)}</a>, <a class="id" href="${toRoot(place)}${pathOf.endpoint(name)}">${pathOf.endpoint(name)}</a></p>
<p><img src="${toRoot(place)}${pathOf.badge(name)}" alt="${words.badge}: ${name}" height="20"></p>
</section>
`;
