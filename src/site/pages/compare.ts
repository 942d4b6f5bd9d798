import { html, trusted } from '../../report/escape-html.ts';
import { VERDICTS } from '../../report/words.ts';
import { dataBlock } from '../data-block.ts';
import { type Place, pageOf, type SiteFile, toPages, toRoot } from '../frame.ts';
import { LETTERS } from '../letters.ts';
import { markOf } from '../marks.ts';
import { pathOf } from '../paths.ts';
import { COMPARE_SCRIPT } from '../scripts/compare.ts';
import { sourceOf } from '../scripts/matrix.ts';
import type { SiteIndex } from '../site.gen.ts';
import { WORDS } from '../words/words.ts';

/** Comparisons in the colours of verdicts. */
const TONES = {
  regression: 'non-conformant',
  'not-comparable': 'inconclusive',
  'no-regression': 'conformant',
} as const;

/** Any two runs side by side: their histories are read when they are asked for. */
export function comparePage({ deployments, checks }: SiteIndex, place: Omit<Place, 'path'>): SiteFile {
  const words = WORDS[place.language];
  const at: Place = { ...place, path: 'compare.html' };
  const repeated = deployments.find(({ runs }) => runs > 1);
  const side = (letter: 'a' | 'b', name: string) => html`<fieldset><legend>${name}</legend>
<p><label for="${letter}">${words.deployment}</label><select id="${letter}">${deployments.map((one) => html`<option>${one.name}</option>`)}</select></p>
<p><label for="r${letter}">${words.run}</label><select id="r${letter}"></select></p></fieldset>`;
  return pageOf({
    place: at,
    title: words.compareTitle,
    heading: html`<h1>${words.compareTitle}</h1>`,
    body: html`<noscript><p>${words.needsScript}</p></noscript>
<section aria-labelledby="pick-h"><h2 id="pick-h">${words.pick}</h2>
<div class="pick" id="pick" hidden>${side('a', words.before)}${side('b', words.after)}</div></section>
<section aria-labelledby="result-h"><h2 id="result-h">${words.differs}</h2><p id="said" role="status"></p><div id="result"></div></section>
`,
    // Histories come as scripts, because a page from a folder may read nothing else.
    scripts: `${sourceOf(COMPARE_SCRIPT)} 'self' file:`,
    end: html`${dataBlock({
      words,
      outcomes: Object.fromEntries(Object.entries(LETTERS).map(([outcome, letter]) => [letter, outcome])),
      marks: Object.fromEntries(Object.values(LETTERS).map((letter) => [letter, markOf(letter)])),
      verdictMarks: Object.fromEntries(Object.entries(VERDICTS).map(([verdict, { mark }]) => [verdict, mark])),
      tones: TONES,
      quiet: ['gained', 'new', 'gone', 'other'],
      checks: Object.fromEntries(checks.map(({ id, page }) => [id, page])),
      /** A run beside itself shows nothing: the page opens with the first deployment that has two. */
      opensWith: repeated?.name ?? null,
      hasTwo: repeated !== undefined || deployments.length > 1,
      root: toRoot(at),
      pages: toPages(at),
      scripts: deployments.map(({ name }) => pathOf.historyScript(name)),
    })}<script>${trusted(COMPARE_SCRIPT)}</script>
`,
  });
}
