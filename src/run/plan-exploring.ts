import type { Deployment } from '../deployment/deployment.ts';
import type { Edition } from '../edition/edition.ts';
import type { Request } from '../exchange/exchange.ts';
import { CHUNK, type ExploreOptions, seedOf } from './explore.ts';
import { settingOf, witnessOf } from './setting.ts';

/**
 * The requests that exploring a faultless deployment with that seed sends, in their order; a fault makes it send some of them
 * again, and smaller ones. Pure; sends nothing.
 */
export async function planExploring(
  deployment: Deployment,
  edition: Edition,
  { requests: wanted, seed }: ExploreOptions,
): Promise<Request[]> {
  const { default: fc } = await import('fast-check');
  const { drawing } = await import('../checks/explore/draw.ts');
  const setting = settingOf(deployment, edition, witnessOf(deployment));
  const requests: Request[] = [];
  if (setting.takeable.length === 0) return requests;
  const draw = drawing(setting);
  for (let chunk = 0; requests.length < wanted; chunk++) {
    for (const sequence of fc.sample(draw(chunk).sequences, { seed: seedOf(seed, chunk), numRuns: CHUNK })) {
      if (requests.length >= wanted) break;
      requests.push(...sequence.flatMap((step) => step.requests));
    }
  }
  return requests;
}
