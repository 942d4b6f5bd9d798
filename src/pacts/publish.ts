import { isObject } from '../base/json.ts';
import { tell } from '../messages/speech.ts';
import { type Broker, BrokerError } from './broker.ts';
import type { PactFile } from './pact-file.ts';

/** Who made the pacts. */
export interface ConsumerVersion {
  version: string;
  branch: string | null;
}

/** Hands pacts to the broker, each for its consumer. Gives a line for each. Throws a BrokerError. */
export async function publishPactFiles(
  broker: Broker,
  pacts: readonly PactFile[],
  { version, branch }: ConsumerVersion,
): Promise<string[]> {
  const address = await publishingAddress(broker);
  const lines: string[] = [];
  for (const { interactions, text } of pacts) {
    const [first] = interactions;
    if (!first) continue;
    const { consumer, provider } = first;
    await broker.send('POST', address, {
      pacticipantName: consumer,
      pacticipantVersionNumber: version,
      ...(branch !== null && { branch }),
      contracts: [
        {
          consumerName: consumer,
          providerName: provider,
          specification: 'pact',
          contentType: 'application/json',
          content: Buffer.from(text).toString('base64'),
        },
      ],
    });
    lines.push(tell`${consumer} ${version} with ${provider}: published`);
  }
  return lines;
}

async function publishingAddress(broker: Broker): Promise<string> {
  const links = (await broker.get(''))?.['_links'];
  const link = isObject(links) ? links['pb:publish-contracts'] : undefined;
  const href = isObject(link) ? link['href'] : undefined;
  if (typeof href !== 'string')
    throw new BrokerError(tell`the broker does not say where pacts are published; it has to be 2.86 or newer`);
  return href;
}
