import { editionIds } from '../edition/load.ts';
import { EXIT, type ExitCode } from '../verdict/exit-code.ts';

/** `version`: the version of the suite, of Node, and the editions that deployments can be held to. */
export async function printVersion(version: string): Promise<ExitCode> {
  process.stdout.write(
    `roma-conformance ${version}, Node ${process.versions.node}, editions ${[...editionIds].reverse().join(', ')}\n`,
  );
  return EXIT.conformant;
}
