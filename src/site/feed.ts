import { xmlAttribute, xmlText } from '../report/escape-xml.ts';
import { plural } from '../report/words.ts';
import { sha256 } from '../results/run.ts';
import { pathOf } from './paths.ts';
import type { SiteIndex, SiteRegression } from './site.gen.ts';

const SCOPE = 'roma-conformance force-offline';

/** A name for good, made of what it names: the form of a UUID of version 8. */
function urn(what: string): string {
  const hex = sha256(what);
  const variant = ((Number.parseInt(hex[16] ?? '0', 16) & 3) | 8).toString(16);
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/**
 * What regressed, as an Atom feed (RFC 4287): an entry for each run. `address` is where the site will stand, with a slash at
 * its end; without it, links are relative to the feed.
 */
export function feedOf({ newest, regressions, deployments }: SiteIndex, address: string | null): string {
  const self = address === null ? 'feed.xml' : `${address}feed.xml`;
  const names = deployments.map(({ name }) => name).join('\n');
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
<id>${urn(address ?? names)}</id>
<title>Regressions: ROMA Connect LINK, batch force-offline</title>
<updated>${newest}</updated>
<author><name>roma-conformance</name></author>
<link rel="self" type="application/atom+xml" href="${xmlAttribute(self)}"/>
<link rel="alternate" type="text/html" href="${xmlAttribute(address ?? './')}"/>
${regressions.map((regression) => entryOf(regression, address ?? '')).join('')}</feed>
`;
}

function entryOf(regression: SiteRegression, address: string): string {
  const { deployment, run, startedAt, checks, otherSuite, otherEdition } = regression;
  const notes = [
    ...(otherSuite ? ['Another version of the suite judged the run before.'] : []),
    ...(otherEdition ? ['The run before was held to another edition.'] : []),
  ];
  const said = [`Fails now: ${checks.join(', ')}.`, ...notes].join(' ');
  return `<entry>
<id>${urn(`${SCOPE} ${deployment} ${run}`)}</id>
<title>${xmlText(`${deployment}: ${plural(checks.length, 'regression')}`)}</title>
<updated>${startedAt}</updated>
<link rel="alternate" type="text/html" href="${xmlAttribute(address + pathOf.deployment(deployment))}"/>
<summary>${xmlText(said)}</summary>
</entry>
`;
}
