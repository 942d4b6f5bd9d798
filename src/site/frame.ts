import { type Html, type HtmlValue, html, trusted } from '../report/escape-html.ts';
import { LANG_TAGS, LANGUAGES, type Language, WORDS, type Words } from './words/words.ts';

/** Where a page stands and how it is spoken. */
export interface Place {
  /** Its path from the root, without the folder of the language. */
  path: string;
  language: Language;
  /** The language whose pages stand at the root. */
  main: Language;
  spoken: Spoken;
}

/** What checks and clauses say in a language, by their ids; what is not there is said in English. */
export interface Spoken {
  titles: ReadonlyMap<string, string>;
  clauses: ReadonlyMap<string, { statement: string; source: string }>;
}

/** In the language of the page, or marked as English. */
export const inWords = (spoken: string | undefined, english: string): HtmlValue =>
  spoken ?? html`<span lang="en">${english}</span>`;

export interface SiteFile {
  /** From the root of the site, with slashes. */
  path: string;
  text: string;
}

const folderOf = (language: Language, main: Language) => (language === main ? '' : `${language}/`);

/** Where a page lies, from the root of the site. */
export const fileOf = ({ path, language, main }: Place): string => folderOf(language, main) + path;

/** From a page to the root of the site: for what is there once for all languages. */
export const toRoot = (place: Place): string => '../'.repeat(fileOf(place).split('/').length - 1);

/** From a page to the root of its language: for other pages. */
export const toPages = ({ path }: Place): string => '../'.repeat(path.split('/').length - 1);

export interface Page {
  place: Place;
  title: string;
  /** What tones the head: a verdict. */
  tone?: string;
  heading: Html;
  body: HtmlValue;
  /** Scripts that may run, as sources of a Content-Security-Policy; none without it. */
  scripts?: string;
  /** Behind everything: data and scripts. */
  end?: Html;
}

/** A whole page. Nothing is loaded but the style sheet beside it, nothing is sent, and only named scripts run. */
export function pageOf({ place, title, tone, heading, body, scripts, end }: Page): SiteFile {
  const words = WORDS[place.language];
  const policy = [
    "default-src 'none'",
    // Opened from a folder, a page is its own and nobody else's origin: file: stands for what lies beside it.
    "style-src 'self' file:",
    "img-src 'self' file:",
    ...(scripts === undefined ? [] : [`script-src ${scripts}`]),
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const { markup } = html`<!DOCTYPE html>
<html lang="${LANG_TAGS[place.language]}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${trusted(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<link rel="stylesheet" href="${toRoot(place)}site.css">
<link rel="alternate" type="application/atom+xml" title="${words.feed}" href="${toRoot(place)}feed.xml">
${otherLanguages(place).map(
  ({ language, href }) => html`<link rel="alternate" hreflang="${LANG_TAGS[language]}" href="${href}">
`,
)}</head>
<body>
<a class="skip" href="#content">${words.skip}</a>
<header class="head${tone !== undefined && html` t-${tone}`}"><div class="wrap">
${navigation(place, words)}
${heading}
</div></header>
<main class="wrap site" id="content" tabindex="-1">
${body}</main>
${end}</body>
</html>
`;
  return { path: fileOf(place), text: markup };
}

const otherLanguages = (place: Place) =>
  LANGUAGES.filter((language) => language !== place.language).map((language) => ({
    language,
    href: toRoot(place) + fileOf({ ...place, language }),
  }));

function navigation(place: Place, words: Words): Html {
  const to = toPages(place);
  const entry = (path: string, name: string) =>
    html`<a href="${to}${path}"${place.path === path && html` aria-current="page"`}>${name}</a>`;
  return html`<p class="eyebrow">${words.operation}</p>
<nav class="nav" aria-label="${words.navigation}">${entry('index.html', words.deployments)} ${entry('compare.html', words.compare)} <a href="${toRoot(place)}feed.xml">${words.feed}</a> <a href="${toRoot(place)}site.json">${words.data}</a> ${otherLanguages(
    place,
  ).map(
    ({ language, href }) =>
      html`<a class="language" lang="${LANG_TAGS[language]}" hreflang="${LANG_TAGS[language]}" href="${href}">${WORDS[language].name}</a>`,
  )}</nav>`;
}
