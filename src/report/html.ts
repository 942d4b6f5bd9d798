import type { Clause } from '../edition/edition.ts';
import { ENGLISH, say, speaking, type Tongue, tongue } from '../messages/speech.ts';
import type { Beside } from './beside.ts';
import { type Html, html, trusted } from './escape-html.ts';
import { familyAnchor } from './html/anchor.ts';
import { clausesSection, evidenceSection, legendSection, remarksSection } from './html/appendix.ts';
import { familySection } from './html/checks.ts';
import { evidenceOf } from './html/exchanges.ts';
import { aboutSection } from './html/facts.ts';
import { filter } from './html/filter.ts';
import { repeatSection } from './html/repeat.ts';
import { CONTENT_SECURITY_POLICY, SCRIPT, scriptWords } from './html/script.ts';
import { STYLE } from './html/style.ts';
import { findingsSection, notRunSection, obstaclesSection, pageHead, summarySection } from './html/summary.ts';
import { clausesIn, inLanguage } from './in-language.ts';
import { isTrouble, obstaclesOf } from './obstacles.ts';
import type { Report } from './report.gen.ts';
import { type Family, familiesOf, headline, NOT_RUN } from './words.ts';

/**
 * report.html: one file that needs nothing else and sends nothing. `clauses` are those of the report's edition. Each
 * exchange is shown once; long bodies are cut, report.json has them whole.
 */
export function renderHtml(
  report: Report,
  clauses: readonly Clause[],
  beside: Beside = { record: null },
  tongue: Tongue = ENGLISH,
): string {
  return prepareHtml(report, clauses, tongue)(beside);
}

/** The page likewise, but for what stands beside the report. */
export function prepareHtml(
  report: Report,
  clauses: readonly Clause[],
  tongue: Tongue = ENGLISH,
): (beside?: Beside) => string {
  const translated = inLanguage(report, tongue);
  const { before, after } = speaking(tongue, () =>
    pageOf(translated, clausesIn(clauses, report.suite.edition, tongue)),
  );
  return (beside = { record: null }) =>
    `${before}${speaking(tongue, () => aboutSection(translated, beside)).markup}${after}`;
}

/** What stands before what is said about the run, and after it. */
function pageOf(report: Report, clauses: readonly Clause[]): { before: string; after: string } {
  const families = familiesOf(report.checks);
  const shown = evidenceOf(report);
  const repeat = repeatSection(report);
  const contents = contentsOf(report, families, repeat !== false);
  const before = html`<!DOCTYPE html>
<html lang="${tongue().language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${trusted(CONTENT_SECURITY_POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<meta name="generator" content="${report.suite.name} ${report.suite.version}">
<title>${say('page.title', { headline: headline(report), name: report.deployment.name, edition: report.suite.edition })}</title>
<style>${trusted(STYLE)}</style>
</head>
<body data-words="${scriptWords()}">
<a class="skip" href="#findings">${say('page.skip', {})}</a>
${pageHead(report, clauses)}<div class="wrap layout">
<nav class="toc" aria-label="${say('page.contents', {})}"><details><summary>${say('page.contents', {})}</summary>${contents}</details><div class="wide">${contents}</div></nav>
<main>
${filter(report, families)}${obstaclesSection(report)}${findingsSection(report)}${summarySection(report)}${notRunSection(report)}`;
  const after = html`${remarksSection(report)}<section id="checks" aria-labelledby="checks-h"><h2 id="checks-h">${say('page.checks', {})}</h2>
${families.map((family) => familySection(family, report, clauses, shown))}</section>
${repeat}${!report.run.contracts && clausesSection(report, clauses)}${evidenceSection(report, shown)}${legendSection()}</main>
</div>
<footer class="foot"><div class="wrap"><p>${say('page.foot', { suite: `${report.suite.name} ${report.suite.version}` })}</p></div></footer>
<script>${trusted(SCRIPT)}</script>
</body>
</html>
`;
  return { before: before.markup, after: after.markup };
}

function contentsOf(report: Report, families: readonly Family[], repeat: boolean): Html {
  const found = report.checks.filter(({ outcome }) => outcome === 'failed').length;
  const troubles = obstaclesOf(report).filter(isTrouble).length;
  const notRun = report.checks.filter(({ outcome }) => NOT_RUN.includes(outcome)).length;
  const entry = (to: string, name: string, n?: number, isBad = false) =>
    html`<li><a href="#${to}">${name}${n !== undefined && html` <span class="n ${isBad && n > 0 && 'bad'}">${n}</span>`}</a></li>`;
  return html`<ul>
${troubles > 0 && entry('obstacles', say('page.in-the-way', {}), troubles, true)}${entry('findings', say('page.found', {}), found, true)}${entry('summary', say('page.summary', {}))}${entry('not-run', say('page.not-run', {}), notRun)}${entry('about', say('page.about', {}))}${entry('remarks', say('page.remarks', {}), report.remarks.length)}
${entry('checks', say('page.checks', {}), report.checks.length)}
<li><ul class="sub">${families.map(({ name, title, checks }) => entry(familyAnchor(name), title, checks.length))}</ul></li>
${repeat && entry('repeat', say('page.repeat', {}))}${!report.run.contracts && entry('clauses', say('page.clauses', {}))}${entry('evidence', say('page.evidence', {}), report.exchanges.length)}${entry('legend', say('page.legend', {}))}</ul>`;
}
