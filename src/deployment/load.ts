import { dirname } from 'node:path';
import { ConfigError } from '../base/config-error.ts';
import { phrase, tell } from '../messages/speech.ts';
import type { Deployment } from './deployment.ts';
import { treeOfEnv } from './environment.ts';
import type { DeploymentFile } from './file.gen.ts';
import { dotted, type Origin, type Problem, throwIfAny } from './problem.ts';
import { resolve } from './resolve.ts';
import { ruleProblems } from './rules.ts';
import { schemaProblems } from './schema-problems.ts';
import { substitute } from './substitute.ts';
import { readText } from './text-file.ts';
import { readTls } from './tls.ts';
import { plainOf, spelledOut } from './tree.ts';
import { placesIn } from './yaml-lines.ts';
import { readYaml } from './yaml-text.ts';

export { environmentVariables, loadDotenv } from './environment.ts';

/**
 * Reads a deployment file, YAML or JSON, of at most 1 MiB; ${NAME} in it comes from `env`. Files that it names are relative
 * to its folder.
 *
 * @throws {@link ConfigError} with all that is wrong, a line each: `file:line: key: what is wrong; what to do`.
 * @since 0.1.0
 */
export async function loadDeploymentFile(path: string, env: NodeJS.ProcessEnv): Promise<Deployment> {
  const text = readText(path);
  if ('problem' in text) throw new ConfigError(tell`${path}: ${text.problem}`);
  return parseDeployment(text.text, path, env, dirname(path));
}

/**
 * As {@link loadDeploymentFile}, for a text.
 *
 * @param source - What it is called in messages.
 * @param baseDir - The folder that files in it are relative to.
 * @throws {@link ConfigError} with all that is wrong.
 * @since 0.1.0
 */
export function parseDeployment(text: string, source: string, env: NodeJS.ProcessEnv, baseDir: string): Deployment {
  const origin: Origin = { source, baseDir, label: dotted, addIt: tell`add it` };
  const yaml = readYaml(text);
  if (!yaml.ok) throw new ConfigError(yaml.problems.map((problem) => tell`${source}: ${problem}`).join('\n'));
  const { tree, problems } = substitute(yaml.value, env);
  return build(tree, problems, origin, text);
}

/**
 * The deployment that environment variables describe: ROMA_BASE_URL and its companions, as docs/deployment-file.md has
 * them. Files that they name are relative to the working folder.
 *
 * @throws {@link ConfigError} with all that is wrong.
 * @since 0.1.0
 */
export function deploymentFromEnv(env: NodeJS.ProcessEnv): Deployment {
  const { tree, problems, label } = treeOfEnv(env);
  return build(tree, problems, { source: phrase`the environment`, baseDir: process.cwd(), label, addIt: tell`set it` });
}

/** `text` is what was read, where anything was. */
function build(written: unknown, before: readonly Problem[], origin: Origin, text = ''): Deployment {
  const tree = spelledOut(written);
  const plain = plainOf(tree);
  const { tls, problems: tlsProblems } = readTls(plain, origin.baseDir);
  const found = [...schemaProblems(plain, origin), ...ruleProblems(tree), ...tlsProblems];
  // What could not be read or filled in is no use to the other rules.
  const isSaid = ({ pointer }: Problem) => before.some((problem) => problem.pointer === pointer);
  const problems = [...before, ...found.filter((problem) => !isSaid(problem))];
  // Read once more, and only where something is wrong.
  throwIfAny(problems, origin, text !== '' && problems.length > 0 ? placesIn(text, problems) : () => null);
  // The schema has no violation left, so the tree has the shape of its type.
  return resolve(plain as DeploymentFile, tree, tls, origin.source);
}
