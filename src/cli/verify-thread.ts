/** A thread of `verify` for several deployments: verifies those that it is given, several at a time. */
import './no-debug-output.ts';
import { performance } from 'node:perf_hooks';
import { type Brief, briefOf } from '../many/summary.ts';
import { serve } from '../many/thread.ts';
import type { Language } from '../messages/messages.ts';
import type { Progress } from '../run/run.ts';
import type { ExitCode } from '../verdict/exit-code.ts';
import { storeOf } from './history.ts';
import { choose } from './language.ts';
import { recordFile } from './output.ts';
import { type Look, type Printed, printInto } from './print.ts';
import { withoutSecrets } from './targets.ts';
import { type VerifySettings, type VerifyTask, verifyOne } from './verify-job.ts';

/** What a thread is opened with. */
export interface ThreadData {
  settings: VerifySettings;
  language: Language;
  look: Look;
}

/** What came of a deployment. */
export interface Verified {
  code: ExitCode;
  brief: Brief;
  printed: Printed[];
}

/** So often at most a run says how far it is, in ms. */
const TELL_EVERY_MS = 250;

await serve<ThreadData, VerifyTask, Verified, Progress>(async ({ settings, language, look }) => {
  await choose(language);
  const { out, shared, store: where } = settings;
  const store = await storeOf({ out, shareReports: shared, ...(where !== undefined && { store: where }) });
  return {
    perform: async (task, { signal, tell }) => {
      const printed: Printed[] = [];
      let brief: Brief | null = null;
      const record = recordFile(task.folder);
      let toldAt = 0;
      try {
        const code = await verifyOne(task, settings, {
          record,
          store,
          signal,
          print: printInto(printed, look),
          onProgress: (progress) => {
            // A message to another thread costs as much as a request.
            if (performance.now() - toldAt < TELL_EVERY_MS && progress.done < progress.total) return;
            toldAt = performance.now();
            tell(progress);
          },
          onReport: (report) => {
            brief = briefOf(report);
          },
        });
        if (brief === null) throw new Error('verifying gave no report');
        return { code, brief, printed };
      } catch (error) {
        throw withoutSecrets(error, task.deployment);
      } finally {
        record.close();
      }
    },
    close: () => store.close(),
  };
});
