import { join } from 'node:path';
import { ConfigError } from '../base/config-error.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { secretsOf } from '../deployment/secrets.ts';
import { redactor } from '../exchange/redact.ts';
import { EXIT, type ExitCode, worstOf } from '../verdict/exit-code.ts';
import { redactFaults } from './fault-redaction.ts';
import { prepareFolder } from './folder.ts';
import { readDeployments, startMock } from './inputs.ts';
import { interruptible } from './interrupt.ts';
import { holdInstance } from './lock.ts';
import { type RecordFile, recordFile } from './output.ts';
import { progressOn } from './terminal.ts';

/** A deployment, and what its run is given. */
export interface Target {
  deployment: Deployment;
  /** The base address that curl commands name. */
  curlBaseUrl: string;
  /** Its reports land there. */
  folder: string;
  record: RecordFile;
  signal: AbortSignal;
  progress: ReturnType<typeof progressOn>;
}

export interface TargetFlags {
  mock?: boolean;
  fault: string[];
  variant: string[];
  /** With --mock: the edition that it follows. */
  edition?: string;
  out: string;
  shareReports?: boolean;
}

/** What can be told from the flags alone. Throws a ConfigError. */
export function refuseMixedTargets(files: readonly string[], flags: TargetFlags): void {
  if (flags.mock && files.length > 0)
    throw new ConfigError('--mock takes no deployment file: name files or use --mock, not both');
  if (!flags.mock && (flags.fault.length > 0 || flags.variant.length > 0))
    throw new ConfigError('--fault and --variant need --mock');
  if (!flags.mock && flags.edition !== undefined)
    throw new ConfigError('--edition needs --mock; a deployment file names its edition itself');
}

/**
 * Does the job for each deployment that was named, or for the mock, one after the other until an interruption; each with
 * its folder, record and progress. All files and folders are checked before the first job begins. Gives the exit code of all.
 */
export async function onEachTarget(
  files: readonly string[],
  flags: TargetFlags,
  {
    below = '',
    check = () => {},
    before = async () => {},
    job,
  }: {
    /** Folder for the reports below that of the deployment. */
    below?: string;
    /** Refuses deployments that the job cannot be done for, with a ConfigError. */
    check?: (deployments: readonly Deployment[]) => void | Promise<void>;
    /** Looks at the folder before a record is opened in it; throws a ConfigError where the job cannot be done. */
    before?: (deployment: Deployment, folder: string) => Promise<void>;
    job: (target: Target) => Promise<ExitCode>;
  },
): Promise<ExitCode> {
  refuseMixedTargets(files, flags);
  const mock = flags.mock ? await startMock(flags) : null;
  const interrupt = interruptible();
  try {
    const deployments = mock ? [mock.deployment] : await readDeployments(files, process.env);
    redactFaults(redactor(deployments.flatMap(secretsOf)).text);
    await check(deployments);
    const targets: Pick<Target, 'deployment' | 'curlBaseUrl' | 'folder'>[] = [];
    for (const deployment of deployments) {
      const curlBaseUrl = mock ? '$ROMA_BASE_URL' : deployment.baseUrl;
      const folder = await prepareFolder(flags.out, join(deployment.name, below));
      targets.push({ deployment, curlBaseUrl, folder });
      await before(deployment, folder);
    }
    const codes: ExitCode[] = [];
    for (const target of targets) {
      if (interrupt.signal.aborted) break;
      const release = holdInstance(target.deployment);
      let record: RecordFile | null = null;
      const progress = progressOn(process.stderr);
      try {
        record = recordFile(target.folder);
        codes.push(await job({ ...target, record, progress, signal: interrupt.signal }));
      } catch (error) {
        throw withoutSecrets(error, target.deployment);
      } finally {
        progress.clear();
        record?.close();
        release();
      }
    }
    return worstOf(interrupt.signal.aborted ? [...codes, EXIT.interrupted] : codes);
  } finally {
    interrupt.stop();
    await mock?.close();
  }
}

/** A fault is printed with all that it says, and it may quote what was sent. */
function withoutSecrets(error: unknown, deployment: Deployment): unknown {
  if (!(error instanceof Error)) return error;
  const { text } = redactor(secretsOf(deployment));
  error.message = text(error.message);
  if (error.stack !== undefined) error.stack = text(error.stack);
  return error;
}
