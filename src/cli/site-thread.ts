/** A thread of `site` for many deployments: reads the runs of those that it is given, and makes their pages. */
import { ConfigError } from '../base/config-error.ts';
import { serve } from '../many/thread.ts';
import type { Language } from '../messages/messages.ts';
import type { SiteOptions } from '../site/site.ts';
import { storesOf } from './history.ts';
import { choose } from './language.ts';
import { type FoundDeployment, foundDeployment } from './site-deployment.ts';

/** What a thread is opened with. */
export interface SiteThreadData {
  stores: readonly string[];
  language: Language;
  options: SiteOptions;
}

await serve<SiteThreadData, string, FoundDeployment, never>(async ({ stores, language, options }) => {
  await choose(language);
  const store = await storesOf({ store: stores, out: 'reports' });
  return {
    perform: async (deployment) => {
      try {
        return await foundDeployment(store, deployment, options);
      } catch (error) {
        // What is wrong with a store is told by its sentence, whatever kind of it there is.
        throw error instanceof ConfigError ? new ConfigError(error.message) : error;
      }
    },
    close: () => store.close(),
  };
});
