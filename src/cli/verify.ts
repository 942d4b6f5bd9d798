import { ConfigError } from '../base/config-error.ts';
import { inShard } from '../many/shard.ts';
import { tell } from '../messages/speech.ts';
import { selectionOf } from '../suite/verify.ts';
import { EXIT, type ExitCode } from '../verdict/exit-code.ts';
import { type Baseline, baselineOf } from './against.ts';
import { filesOf, nameSeveral } from './files.ts';
import { refuseNoFolder } from './folder.ts';
import { formatNames } from './format-names.ts';
import { keepOf, type StoreFlags, storeOf } from './history.ts';
import { type ExploreFlags, exploreOf, whole } from './numbers.ts';
import { toStreams } from './print.ts';
import { failedBefore } from './rerun.ts';
import { runBy } from './run-by.ts';
import { shardOf } from './shard.ts';
import { onEachTarget, refuseMixedTargets, type TargetFlags, withTargets } from './targets.ts';
import { type VerifySettings, verifyOne } from './verify-job.ts';
import { type WaiverFlags, waiverTerms, writeWaivers } from './waivers.ts';

export interface VerifyFlags extends TargetFlags, StoreFlags, WaiverFlags, ExploreFlags {
  only: string[];
  skip: string[];
  strict?: boolean;
  format?: string[];
  against?: string;
  onlyFailed?: boolean;
  maxFailures?: string;
  wait?: string;
  jobs?: string;
  shard?: string;
}

const MOST_JOBS = 1000;

/** `verify`: runs the catalogue against each deployment, writes its reports and prints the verdict. */
export async function verifyCommand(args: readonly string[], flags: VerifyFlags): Promise<ExitCode> {
  refuseMixedTargets(args, flags);
  const { only, skip, strict = false, out, against } = flags;
  const explore = exploreOf(flags);
  selectionOf(only, skip, explore !== null);
  if (flags.onlyFailed && only.length > 0) throw new ConfigError(tell`--only-failed and --only: name one of them`);
  const jobs = whole('--jobs', flags.jobs, 1, MOST_JOBS);
  if (flags.shard !== undefined && args.length === 0)
    throw new ConfigError(tell`--shard splits a list of deployment files: name files, a folder or a glob`);
  const shard = args.length > 0 ? shardOf(flags.shard, process.env) : null;
  const terms = waiverTerms(flags);
  const settings: VerifySettings = {
    only,
    skip,
    strict,
    explore,
    maxFailures: whole('--max-failures', flags.maxFailures, 1, 10_000),
    wait: whole('--wait', flags.wait, 0, 3600),
    by: runBy(process.env),
    names: formatNames(flags.format, process.env),
    shared: flags.shareReports === true,
    out,
    ...(flags.store !== undefined && { store: flags.store }),
    keep: keepOf(flags.keep),
    baseline: null,
  };
  const isList = nameSeveral(args);
  const files = await filesOf(args);
  const again = new Map<string, string[]>();
  const failed: string[] = [];
  await refuseNoFolder(flags.out);
  const store = await storeOf(flags);
  let baseline: Baseline | null = null;
  try {
    const code = await withTargets(
      files,
      flags,
      {
        ...(shard && { pick: (deployments) => inShard(deployments, shard) }),
        check: async (deployments) => {
          if (isList) (await import('./verify-list.ts')).refuseNames(deployments);
          if (against === undefined) return;
          const names = deployments.map(({ name }) => name);
          baseline = await baselineOf(against, store, names);
        },
        before: async ({ name }, folder) => {
          const known = selectionOf([], skip, false).judged.map(({ id }) => id);
          if (flags.onlyFailed) again.set(name, await failedBefore(folder, known));
        },
      },
      async (targets, signal) => {
        if (shard !== null && targets.length === 0) {
          process.stdout.write(tell`Shard ${shard.index}/${shard.count}: nothing to do in this shard.\n`);
          return EXIT.conformant;
        }
        const tasks = targets.map((target) => ({ ...target, only: again.get(target.deployment.name) ?? null }));
        const all = { ...settings, baseline };
        if (isList) {
          const { verifyList } = await import('./verify-list.ts');
          return verifyList(tasks, all, { jobs, signal, onFailed: (ids) => failed.push(...ids) });
        }
        return onEachTarget(tasks, signal, ({ record, progress, ...task }) =>
          verifyOne(task, all, {
            record,
            store,
            signal,
            print: toStreams,
            onProgress: progress.show,
            onReport: ({ checks }) => {
              progress.clear();
              failed.push(...checks.filter(({ outcome }) => outcome === 'failed').map(({ id }) => id));
            },
          }),
        );
      },
    );
    if (terms) {
      const count = await writeWaivers(failed, terms);
      process.stderr.write(tell`${terms.path}: ${count} waived; copy them into the deployment file\n`);
    }
    return code;
  } finally {
    await store.close();
  }
}
