import type { Deployment } from '../deployment/deployment.ts';
import type { Report } from '../report/report.gen.ts';
import { refuseUnknownOptions } from '../suite/options.ts';
import { type VerifyOptions, verify } from '../suite/verify.ts';
import { exitCodeOf } from '../verdict/exit-code.ts';
import { type Ended, type ManyOptions, runMany } from './run-many.ts';

/**
 * How many deployments are verified.
 *
 * @since 0.1.0
 */
export interface VerifyManyOptions extends Omit<ManyOptions<Report>, 'perform' | 'jobs'> {
  /** At most so many deployments at the same time; 8 by default. */
  jobs?: number;
  /** How each is verified; the same for all, or made for each. */
  options?: VerifyOptions | ((deployment: Deployment) => VerifyOptions);
}

const JOBS = 8;
const OPTIONS: Readonly<Record<keyof VerifyManyOptions, true>> = {
  jobs: true,
  options: true,
  signal: true,
  onBegin: true,
  onEnd: true,
};

/**
 * Verifies many deployments in this process, several at a time; two that take the same instance or log in as the same MQTT
 * client never at the same time. What goes wrong with one is told in its place and harms no other. Gives what became of each,
 * in their order, and keeps every report.
 *
 * @throws `ConfigError` for an option that there is not; for nothing else.
 * @since 0.1.0
 */
export async function verifyMany(
  deployments: readonly Deployment[],
  verifyManyOptions: VerifyManyOptions = {},
): Promise<Ended<Report>[]> {
  refuseUnknownOptions('verifyMany', verifyManyOptions, Object.keys(OPTIONS));
  const { jobs = JOBS, options = {}, ...others } = verifyManyOptions;
  return await runMany<Report>(deployments, {
    ...others,
    jobs,
    perform: async (deployment) => {
      const own = typeof options === 'function' ? options(deployment) : options;
      const report = await verify(deployment, { ...(others.signal && { signal: others.signal }), ...own });
      return {
        code: exitCodeOf({ verdict: report.verdict, interrupted: report.run.interrupted }),
        result: report,
      };
    },
  });
}
