import { join } from 'node:path';
import { ConfigError } from '../base/config-error.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { secretsOf } from '../deployment/secrets.ts';
import { issuedSecrets } from '../exchange/issued.ts';
import { redactor } from '../exchange/redact.ts';
import { tell } from '../messages/speech.ts';
import { EXIT, type ExitCode, worstOf } from '../verdict/exit-code.ts';
import { redactFaults } from './fault-redaction.ts';
import { prepareFolder } from './folder.ts';
import { readDeployments, startMock } from './inputs.ts';
import { interruptible } from './interrupt.ts';
import { holdInstance } from './lock.ts';
import { type RecordFile, recordFile } from './output.ts';
import { progressOn } from './terminal.ts';

/** A deployment that a job can be done for. */
export interface Target {
  deployment: Deployment;
  /** The base address that curl commands name. */
  curlBaseUrl: string;
  /** Its reports land there. */
  folder: string;
}

/** What the run of a target is given. */
export interface Running {
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

export interface TargetHooks {
  /** Folder for the reports below that of the deployment. */
  below?: string;
  /** Refuses deployments that the job cannot be done for, with a ConfigError. */
  check?: (deployments: readonly Deployment[]) => void | Promise<void>;
  /** Leaves out those that others see to; what it leaves is looked at no further. */
  pick?: (deployments: Deployment[]) => Deployment[];
  /** Looks at the folder before a record is opened in it; throws a ConfigError where the job cannot be done. */
  before?: (deployment: Deployment, folder: string) => Promise<void>;
}

/** What can be told from the flags alone. Throws a ConfigError. */
export function refuseMixedTargets(files: readonly string[], flags: TargetFlags): void {
  if (flags.mock && files.length > 0)
    throw new ConfigError(tell`--mock takes no deployment file: name files or use --mock, not both`);
  if (!flags.mock && (flags.fault.length > 0 || flags.variant.length > 0))
    throw new ConfigError(tell`--fault and --variant need --mock`);
  if (!flags.mock && flags.edition !== undefined)
    throw new ConfigError(tell`--edition needs --mock; a deployment file names its edition itself`);
}

/**
 * Reads and checks the deployments that were named, or starts the mock, and their folders; `use` does the rest, until it is
 * interrupted. Nothing was sent before.
 */
export async function withTargets(
  files: readonly string[],
  flags: TargetFlags,
  { below = '', pick = (all) => all, check = () => {}, before = async () => {} }: TargetHooks,
  use: (targets: readonly Target[], signal: AbortSignal) => Promise<ExitCode>,
): Promise<ExitCode> {
  refuseMixedTargets(files, flags);
  const mock = flags.mock ? await startMock(flags) : null;
  const interrupt = interruptible();
  try {
    const named = mock ? [mock.deployment] : await readDeployments(files, process.env);
    redactFaults(redactorFor(named));
    const deployments = pick(named);
    await check(deployments);
    const targets: Target[] = [];
    for (const deployment of deployments) {
      const curlBaseUrl = mock ? '$ROMA_BASE_URL' : deployment.baseUrl;
      const folder = await prepareFolder(flags.out, join(deployment.name, below));
      targets.push({ deployment, curlBaseUrl, folder });
      await before(deployment, folder);
    }
    const code = await use(targets, interrupt.signal);
    // Its reports hold commands, and the address in them is gone now.
    if (mock && code === EXIT.nonConformant)
      process.stdout.write(
        tell`The mock has ended; to repeat the commands, start it again and export what it says:\n  ${mockCommand(flags)}\n`,
      );
    return code;
  } finally {
    interrupt.stop();
    await mock?.close();
  }
}

const mockCommand = ({ fault, variant, edition }: TargetFlags): string =>
  [
    'roma-conformance mock',
    ...fault.map((name) => `--fault ${name}`),
    ...variant.map((name) => `--variant ${name}`),
    ...(edition === undefined ? [] : [`--edition ${edition}`]),
  ].join(' ');

/**
 * Does the job for each target, one after the other until an interruption; each with its record and progress. A fault in one
 * ends them all. Gives the exit code of all.
 */
export async function onEachTarget<T extends Target>(
  targets: readonly T[],
  signal: AbortSignal,
  job: (target: T & Running) => Promise<ExitCode>,
): Promise<ExitCode> {
  const codes: ExitCode[] = [];
  for (const target of targets) {
    if (signal.aborted) break;
    const release = holdInstance(target.deployment);
    let record: RecordFile | null = null;
    const progress = progressOn(process.stderr);
    try {
      record = recordFile(target.folder);
      codes.push(await job({ ...target, record, progress, signal }));
    } catch (error) {
      throw withoutSecrets(error, target.deployment);
    } finally {
      progress.clear();
      record?.close();
      release();
    }
  }
  return worstOf(signal.aborted ? [...codes, EXIT.interrupted] : codes);
}

/** Takes the secrets of deployments out of a text, and credentials that were issued by the time it is asked to. */
export function redactorFor(deployments: readonly Deployment[]): (text: string) => string {
  const declared = deployments.flatMap(secretsOf);
  let known = { issued: 0, ...redactor(declared) };
  return (text) => {
    const issued = issuedSecrets();
    if (issued.length !== known.issued) known = { issued: issued.length, ...redactor([...declared, ...issued]) };
    return known.text(text);
  };
}

/** A fault is printed with all that it says, and it may quote what was sent. */
export function withoutSecrets(error: unknown, deployment: Deployment): unknown {
  if (!(error instanceof Error)) return error;
  const text = redactorFor([deployment]);
  error.message = text(error.message);
  if (error.stack !== undefined) error.stack = text(error.stack);
  return error;
}
