import { ConfigError } from '../base/config-error.ts';
import { nearest } from '../base/suggest.ts';
import { catalogue } from '../checks/catalogue.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { deploymentFromEnv, loadDeploymentFile, loadDotenv, parseDeployment } from '../deployment/load.ts';
import { tell } from '../messages/speech.ts';
import { readEach } from './files.ts';

/**
 * Reads every deployment that was named, in files, folders and globs, or the one of the environment. `unset` gives what stands for a variable that a file
 * names and nobody set; without it that is an error. Throws one ConfigError with all that is wrong.
 */
export async function readDeployments(
  files: readonly string[],
  env: NodeJS.ProcessEnv,
  unset?: (name: string) => string,
): Promise<Deployment[]> {
  const own = loadDotenv(process.cwd(), env);
  const withDotenv = unset
    ? new Proxy(own, { get: (of, name) => (typeof name === 'string' ? (of[name] ?? unset(name)) : undefined) })
    : own;
  if (files.length === 0) {
    if (!own['ROMA_BASE_URL']) {
      throw new ConfigError(
        tell`no deployment: name a deployment file, set ROMA_BASE_URL and its companions, or use --mock`,
      );
    }
    return [checked(deploymentFromEnv(own))];
  }
  return await readEach(files, async (file) => checked(await loadDeploymentFile(file, withDotenv)));
}

/** A waiver for a check that does not exist would never be used. */
function checked(deployment: Deployment): Deployment {
  const ids = catalogue.map(({ id }) => id);
  const problems = deployment.waivers.flatMap(({ check }, i) => {
    if (ids.includes(check)) return [];
    const near = nearest(check, ids);
    return [
      tell`${deployment.source}: waivers[${i}].check: no check has the id "${check}"${near === undefined ? '' : tell`; did you mean ${near}?`}`,
    ];
  });
  if (problems.length > 0) throw new ConfigError(problems.join('\n'));
  return deployment;
}

/** Starts the mock deployment of `--mock`, with its deployment read as a file would be. */
export async function startMock(flags: {
  fault: string[];
  variant: string[];
  edition?: string;
}): Promise<{ deployment: Deployment; close: () => Promise<void> }> {
  const { mockOf } = await import('./mock.ts');
  const mock = await mockOf({
    faults: flags.fault,
    variants: flags.variant,
    ...(flags.edition !== undefined && { edition: flags.edition }),
  });
  const deployment = parseDeployment(mock.deploymentFile(), 'the mock deployment', process.env, process.cwd());
  return { deployment, close: () => mock.close() };
}
