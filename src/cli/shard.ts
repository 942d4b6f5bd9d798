import { ConfigError } from '../base/config-error.ts';
import type { Shard } from '../many/shard.ts';
import { tell } from '../messages/speech.ts';

const MOST_SHARDS = 10_000;

/**
 * The shard that `--shard` names, else that of a Kubernetes indexed job: JOB_COMPLETION_INDEX, which Kubernetes sets, with
 * ROMA_SHARDS, the number of its completions. null where nobody asks for one. Throws a ConfigError.
 */
export function shardOf(flag: string | undefined, env: NodeJS.ProcessEnv): Shard | null {
  if (flag !== undefined) return parsed(flag);
  const { ROMA_SHARDS: count, JOB_COMPLETION_INDEX: index } = env;
  if (!count) return null;
  if (!/^\d{1,5}$/.test(count) || Number(count) < 1 || Number(count) > MOST_SHARDS)
    throw new ConfigError(tell`ROMA_SHARDS=${count}: the number of shards is wanted, from 1 to ${MOST_SHARDS}`);
  if (!index)
    throw new ConfigError(
      tell`ROMA_SHARDS is set and JOB_COMPLETION_INDEX is not; give the Job completionMode: Indexed, or name the shard: --shard 2/8`,
    );
  if (!/^\d{1,5}$/.test(index) || Number(index) >= Number(count))
    throw new ConfigError(
      tell`JOB_COMPLETION_INDEX=${index}: with ROMA_SHARDS=${count} it goes from 0 to ${Number(count) - 1}; set ROMA_SHARDS to the completions of the Job`,
    );
  return { index: Number(index) + 1, count: Number(count) };
}

function parsed(flag: string): Shard {
  const [, index, count] = /^(\d{1,5})\/(\d{1,5})$/.exec(flag) ?? [];
  if (index === undefined || count === undefined)
    throw new ConfigError(tell`--shard ${flag}: write which shard of how many, such as --shard 2/8`);
  const shard = { index: Number(index), count: Number(count) };
  if (shard.count < 1 || shard.count > MOST_SHARDS)
    throw new ConfigError(
      tell`--shard ${flag}: there are from 1 to ${MOST_SHARDS} shards; write, for example, --shard 2/8`,
    );
  if (shard.index < 1 || shard.index > shard.count)
    throw new ConfigError(
      tell`--shard ${flag}: the first shard is 1/${shard.count} and the last ${shard.count}/${shard.count}`,
    );
  return shard;
}
