import { lookup } from 'node:dns/promises';
import { parseAddress } from '../../deployment/address.ts';
import type { Deployment } from '../../deployment/deployment.ts';
import { tell } from '../../messages/speech.ts';
import { bad, type Diagnosis, ok } from './diagnosis.ts';

/** Whether each host has an address here. */
export async function names({ baseUrl, auth, mqttUrl }: Deployment): Promise<Diagnosis[]> {
  const wanted = [
    ['baseUrl', baseUrl],
    ['auth.iam.url', auth.kind === 'iam' ? auth.url : null],
    ['mqtt.url', mqttUrl],
  ] as const;
  const rows = wanted.map(async ([key, url]): Promise<Diagnosis[]> => {
    const host = url === null ? '' : (parseAddress(url)?.hostname.replace(/^\[|\]$/g, '') ?? '');
    if (host === '') return [];
    try {
      const { address } = await lookup(host);
      return [ok('name', host === address ? tell`${key}: ${host} is an address` : tell`${key}: ${host} is ${address}`)];
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
      return [
        bad(
          'name',
          tell`${key}: ${host} has no address (${code})`,
          tell`correct ${key}, or the name service of this machine`,
        ),
      ];
    }
  });
  return (await Promise.all(rows)).flat();
}
