import { sha256 } from '../results/run.ts';

/**
 * A name as part of a path that is the same on every file system: a capital becomes `_` and its small letter, `_` becomes
 * `__`. Different names never share one. Whatever is not plain gets its digest.
 */
export const slugOf = (name: string): string =>
  /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(name)
    ? name.replace(/[A-Z_]/g, (letter) => `_${letter.toLowerCase()}`)
    : `__x${sha256(name).slice(0, 32)}`;

const checkSlug = (id: string) =>
  /^[a-z0-9-]{1,60}\/[a-z0-9-]{1,60}$/.test(id) ? id.replace('/', '.') : `__x${sha256(id).slice(0, 32)}`;

/** Where things stand in the site, from its root. Pages stand there once more in a folder for the other language. */
export const pathOf = {
  deployment: (name: string): string => `deployments/${slugOf(name)}.html`,
  history: (name: string): string => `deployments/${slugOf(name)}.json`,
  /** The same as a script, because pages that are opened from a folder may read nothing else. */
  historyScript: (name: string): string => `deployments/${slugOf(name)}.js`,
  badge: (name: string): string => `badges/${slugOf(name)}.svg`,
  endpoint: (name: string): string => `badges/${slugOf(name)}.json`,
  check: (id: string): string => `checks/${checkSlug(id)}.html`,
  clause: (id: string): string => `clauses/${slugOf(id)}.html`,
};

/** What a site may consist of: nothing else is ever written or taken away. */
export const OWN_PATH =
  /^(?:(?:en|zh)\/)?(?:(?:index|compare)\.html|(?:deployments|checks|clauses)\/[a-z0-9_][a-z0-9._-]{0,130}\.html)$|^deployments\/[a-z0-9_][a-z0-9._-]{0,130}\.(?:json|js)$|^badges\/[a-z0-9_][a-z0-9._-]{0,130}\.(?:json|svg)$|^(?:site\.json|site\.css|feed\.xml|\.nojekyll)$/;
