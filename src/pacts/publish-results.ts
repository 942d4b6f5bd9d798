import { isDeepStrictEqual } from 'node:util';
import { isObject, readJson } from '../base/json.ts';
import { tell } from '../messages/speech.ts';
import type { Result } from '../verdict/outcome.ts';
import { type Broker, BrokerError } from './broker.ts';
import { interactionId } from './interaction-id.ts';
import type { PactFile } from './pact-file.ts';

/** Who was verified. */
export interface ProviderVersion {
  version: string;
  branch: string | null;
}

/**
 * Tells the broker what became of each pact. An alternative that does not apply is no failure; a pact of which a situation
 * could not be verified is not reported at all, so that it stays unknown. Gives a line for each pact. Throws a BrokerError.
 */
export async function publishResults(
  broker: Broker,
  pacts: readonly PactFile[],
  results: readonly Result[],
  provider: ProviderVersion,
): Promise<string[]> {
  const outcomes = new Map(results.map(({ check, outcome }) => [check.id, outcome]));
  const lines: string[] = [];
  for (const pact of pacts) {
    const [first] = pact.interactions;
    if (!first) continue;
    const of = pact.interactions.map((interaction) => ({
      interaction,
      outcome: outcomes.get(interactionId(interaction)) ?? 'error',
    }));
    const title = `${first.consumer} with ${first.provider} ${provider.version}`;
    if (of.some(({ outcome }) => outcome === 'error' || outcome === 'not-testable' || outcome === 'withheld')) {
      lines.push(tell`${title}: not published, because not everything could be verified`);
      continue;
    }
    const success = of.every(({ outcome }) => outcome !== 'failed') && of.some(({ outcome }) => outcome === 'passed');
    const address = await resultsAddress(broker, pact);
    if (provider.branch !== null) {
      const [name, branch, version] = [first.provider, provider.branch, provider.version].map(encodeURIComponent);
      await broker.send('PUT', `pacticipants/${name}/branches/${branch}/versions/${version}`, {});
    }
    await broker.send('POST', address, {
      success,
      providerApplicationVersion: provider.version,
      verifiedBy: { implementation: 'roma-conformance' },
      testResults: of
        .filter(({ outcome }) => outcome === 'passed' || outcome === 'failed')
        .map(({ interaction, outcome }) => ({
          interactionDescription: interaction.description,
          success: outcome === 'passed',
        })),
    });
    lines.push(tell`${title}: published as ${success ? 'verified' : 'failed'}`);
  }
  return lines;
}

/** Where results of this very pact go. Another pact of the same parties is not this one. */
async function resultsAddress(broker: Broker, { path, interactions }: PactFile): Promise<string> {
  const [first] = interactions;
  const [provider, consumer] = [first?.provider ?? '', first?.consumer ?? ''].map(encodeURIComponent);
  const latest = await broker.get(`pacts/provider/${provider}/consumer/${consumer}/latest`);
  if (!latest)
    throw new BrokerError(tell`the broker has no pact of ${consumer} with ${provider}; run contracts publish first`);
  const own = interactions.map(({ text }) => bare((parsed(text)['interactions'] as unknown[])[0]));
  const theirs = (Array.isArray(latest['interactions']) ? latest['interactions'] : []).map(bare);
  if (!isDeepStrictEqual(own, theirs))
    throw new BrokerError(tell`the latest pact in the broker is not ${path}; run contracts publish first`);
  const links = latest['_links'];
  const link = isObject(links) ? links['pb:publish-verification-results'] : undefined;
  const href = isObject(link) ? link['href'] : undefined;
  if (typeof href !== 'string') throw new BrokerError(tell`the broker does not say where verification results go`);
  return href;
}

function parsed(text: string): Record<string, unknown> {
  const json = readJson(text);
  return json.ok && isObject(json.plain) ? json.plain : {};
}

/** Without what a broker adds. */
function bare(interaction: unknown): unknown {
  if (!isObject(interaction)) return interaction;
  const { _id, ...rest } = interaction;
  return rest;
}
