import { ENGLISH, speaking, tongueOf } from '../messages/speech.ts';
import { findingText } from '../results/findings.ts';
import type { StoredFinding } from '../results/run.gen.ts';
import type { ResultStore } from '../results/store.ts';
import { type DeploymentFiles, deploymentFiles, type SiteOptions } from '../site/site.ts';

/** What a store gives of one deployment: plain data, which one thread may hand to another. */
export interface FoundDeployment {
  /** Null where no run of it can be read. */
  made: DeploymentFiles | null;
  runs: number;
  unreadable: { id: string; message: string }[];
}

/** Reads all runs of one deployment and makes its part of the site. Throws a StoreError. */
export async function foundDeployment(
  store: ResultStore,
  deployment: string,
  options: SiteOptions,
): Promise<FoundDeployment> {
  const unreadable: FoundDeployment['unreadable'] = [];
  const runs = await store.runs({
    deployment,
    onUnreadable: ({ id, message }) => unreadable.push({ id, message }),
  });
  // A site has words of its own, in each language.
  const chinese = await tongueOf('zh-CN');
  const inChinese = (finding: StoredFinding) =>
    finding.said === undefined ? null : speaking(chinese, () => findingText(finding));
  const made = runs.length === 0 ? null : speaking(ENGLISH, () => deploymentFiles(runs, options, inChinese));
  return { made, runs: runs.length, unreadable };
}
