import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { ConfigError } from '../base/config-error.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { loadEdition, REFERENCE_EDITION } from '../edition/load.ts';
import { type BrokerAccess, BrokerError, openBroker } from '../pacts/broker.ts';
import type { PactFile, PactInteraction } from '../pacts/pact-file.ts';
import { type ProviderVersion, publishResults } from '../pacts/publish-results.ts';
import { interactionId, verifyPacts } from '../pacts/verify.ts';
import { assemble } from '../report/assemble.ts';
import type { FormatName } from '../report/formats.ts';
import { renderText } from '../report/text.ts';
import { EXIT, type ExitCode, exitCodeOf, worstOf } from '../verdict/exit-code.ts';
import type { Result } from '../verdict/outcome.ts';
import { pactsVerdict } from '../verdict/pacts.ts';
import { brokerOf } from './broker-access.ts';
import { readDeployments, startMock } from './inputs.ts';
import { interruptible } from './interrupt.ts';
import { formatNames, prepareFolder, printReports, recordFile, writeReports } from './output.ts';
import { OWN_PACTS, readPacts } from './pact-files.ts';
import { suite } from './suite.ts';
import { progressOn, wantsColour } from './terminal.ts';

export interface ContractsVerifyFlags {
  mock?: boolean;
  fault: string[];
  variant: string[];
  pacts: string[];
  publishResults?: boolean;
  providerAppVersion?: string;
  providerBranch?: string;
  out: string;
  format: string[];
}

/** `contracts verify`: verifies pacts against each deployment, writes the reports and prints the verdict. */
export async function verifyContracts(files: readonly string[], flags: ContractsVerifyFlags): Promise<ExitCode> {
  if (flags.mock && files.length > 0)
    throw new ConfigError('--mock takes no deployment file: name files or use --mock, not both');
  if (!flags.mock && (flags.fault.length > 0 || flags.variant.length > 0))
    throw new ConfigError('--fault and --variant need --mock');
  const names = formatNames(flags.format);
  const publishing = publishingOf(files, flags);
  const pacts = await readPacts(flags.pacts.length > 0 ? flags.pacts : [OWN_PACTS]);
  const interactions = distinct(pacts);
  const mock = flags.mock ? await startMock(flags) : null;
  const interrupt = interruptible();
  try {
    const deployments = mock ? [mock.deployment] : await readDeployments(files, process.env);
    if (flags.pacts.length === 0) refuseOtherEditions(deployments);
    const targets: { deployment: Deployment; folder: string }[] = [];
    for (const deployment of deployments)
      targets.push({ deployment, folder: await prepareFolder(flags.out, join(deployment.name, 'contracts')) });
    const codes: ExitCode[] = [];
    for (const { deployment, folder } of targets) {
      if (interrupt.signal.aborted) break;
      const curlBaseUrl = mock ? '$ROMA_BASE_URL' : deployment.baseUrl;
      codes.push(
        await verifyOne({
          deployment,
          folder,
          curlBaseUrl,
          interactions,
          names,
          signal: interrupt.signal,
          publish: publishing && ((results) => publish(publishing, pacts, results)),
        }),
      );
    }
    return worstOf(interrupt.signal.aborted ? [...codes, EXIT.interrupted] : codes);
  } finally {
    interrupt.stop();
    await mock?.close();
  }
}

interface Job {
  deployment: Deployment;
  folder: string;
  curlBaseUrl: string;
  interactions: readonly PactInteraction[];
  names: readonly FormatName[];
  signal: AbortSignal;
  publish: ((results: readonly Result[]) => Promise<boolean>) | null;
}

async function verifyOne({
  deployment,
  folder,
  curlBaseUrl,
  interactions,
  names,
  signal,
  publish,
}: Job): Promise<ExitCode> {
  const edition = loadEdition(deployment.edition);
  const file = recordFile(folder);
  const progress = progressOn(process.stderr);
  const startedAt = new Date();
  const start = performance.now();
  const now = () => performance.now() - start;
  try {
    const { record, results } = await verifyPacts({
      deployment,
      edition,
      interactions,
      now,
      signal,
      sink: file.sink,
      onProgress: progress.show,
    });
    const verdict = pactsVerdict(results);
    const report = assemble(record, results, verdict, {
      deployment,
      // The score is about the checks of verify, which were not run.
      suite: { ...(await suite()), score: null },
      run: { seed: null, partial: false, strict: false, contracts: true },
      startedAt,
      durationMs: now(),
      curlBaseUrl,
    });
    progress.clear();
    process.stdout.write(
      renderText(report, { colour: wantsColour(process.stdout, process.env), width: process.stdout.columns ?? 100 }),
    );
    const isWritten = await printReports(() => writeReports(folder, names, report, edition.clauses));
    const code = exitCodeOf({ verdict: verdict.verdict, interrupted: record.interrupted });
    const isPublished = publish && !record.interrupted ? await publish(results) : true;
    return isPublished && isWritten ? code : worstOf([code, EXIT.inconclusive]);
  } finally {
    progress.clear();
    file.close();
  }
}

interface Publishing {
  access: BrokerAccess;
  provider: ProviderVersion;
}

/** What `--publish-results` needs, checked before anything is sent. */
function publishingOf(files: readonly string[], flags: ContractsVerifyFlags): Publishing | null {
  const { publishResults: isWanted, providerAppVersion: version, providerBranch: branch } = flags;
  if (!isWanted) {
    if (version !== undefined || branch !== undefined)
      throw new ConfigError('--provider-app-version and --provider-branch need --publish-results');
    return null;
  }
  if (version === undefined) throw new ConfigError('--publish-results needs --provider-app-version');
  if (files.length > 1) throw new ConfigError('--publish-results takes one deployment: a version is verified once');
  return { access: brokerOf(process.env), provider: { version, branch: branch ?? null } };
}

/** Whether the broker was told. */
async function publish(
  { access, provider }: Publishing,
  pacts: readonly PactFile[],
  results: readonly Result[],
): Promise<boolean> {
  const broker = await openBroker(access);
  try {
    for (const line of await publishResults(broker, pacts, results, provider)) process.stdout.write(`${line}\n`);
    return true;
  } catch (error) {
    if (!(error instanceof BrokerError)) throw error;
    process.stderr.write(`The results could not be published: ${error.message}\n`);
    return false;
  } finally {
    broker.close();
  }
}

/** Reports tell interactions apart by their ids. */
function distinct(pacts: readonly PactFile[]): PactInteraction[] {
  const seen = new Map<string, string>();
  for (const { path, interactions } of pacts) {
    for (const interaction of interactions) {
      const id = interactionId(interaction);
      const other = seen.get(id);
      if (other !== undefined)
        throw new ConfigError(
          `${path}: "${interaction.description}" of ${interaction.consumer} is in ${other === path ? 'it twice' : `${other} too`}; reports could not tell them apart`,
        );
      seen.set(id, path);
    }
  }
  return pacts.flatMap(({ interactions }) => interactions);
}

function refuseOtherEditions(deployments: readonly Deployment[]): void {
  const others = deployments.filter(({ edition }) => edition !== REFERENCE_EDITION);
  if (others.length > 0)
    throw new ConfigError(
      others
        .map(
          ({ source, edition }) =>
            `${source}: edition: the pacts of this package are of ${REFERENCE_EDITION}, the deployment follows ${edition}; name pacts for it with --pacts`,
        )
        .join('\n'),
    );
}
