import { ConfigError } from '../base/config-error.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { REFERENCE_EDITION } from '../edition/load.ts';
import { redactor } from '../exchange/redact.ts';
import { listed, tell } from '../messages/speech.ts';
import { type BrokerAccess, BrokerError, openBroker } from '../pacts/broker.ts';
import { interactionId } from '../pacts/interaction-id.ts';
import type { PactFile, PactInteraction } from '../pacts/pact-file.ts';
import { type ProviderVersion, publishResults } from '../pacts/publish-results.ts';
import { judgePacts } from '../pacts/verify-pacts.ts';
import { terminalText } from '../report/escape-terminal.ts';
import { EXIT, type ExitCode, worstOf } from '../verdict/exit-code.ts';
import type { Result } from '../verdict/outcome.ts';
import { brokerOf } from './broker-access.ts';
import { deliver } from './deliver.ts';
import { formatNames } from './format-names.ts';
import { OWN_PACTS, readPacts } from './pact-files.ts';
import { onEachTarget, refuseMixedTargets, type TargetFlags, withTargets } from './targets.ts';

export interface ContractsVerifyFlags extends TargetFlags {
  pacts: string[];
  publishResults?: boolean;
  providerAppVersion?: string;
  providerBranch?: string;
  format?: string[];
}

/** `contracts verify`: verifies pacts against each deployment, writes the reports and prints the verdict. */
export async function verifyContracts(files: readonly string[], flags: ContractsVerifyFlags): Promise<ExitCode> {
  refuseMixedTargets(files, flags);
  const names = formatNames(flags.format, process.env);
  const publishing = publishingOf(files, flags);
  const pacts = await readPacts(flags.pacts.length > 0 ? flags.pacts : [OWN_PACTS]);
  refusePlugins(pacts);
  const interactions = distinct(pacts);
  const check = (deployments: readonly Deployment[]) => {
    if (publishing !== null && deployments.length > 1) throw oneVersionOnly();
    if (flags.pacts.length === 0) refuseOtherEditions(deployments);
  };
  return withTargets(files, flags, { below: 'contracts', check }, (targets, signal) =>
    onEachTarget(targets, signal, async ({ deployment, curlBaseUrl, folder, record, progress }) => {
      const { report, results } = await judgePacts(deployment, interactions, {
        signal,
        curlBaseUrl,
        sink: record.sink,
        onProgress: progress.show,
      });
      progress.clear();
      const code = await deliver(report, { folder, names, shared: flags.shareReports === true, record });
      const isPublished = publishing && !report.run.interrupted ? await publish(publishing, pacts, results) : true;
      return isPublished ? code : worstOf([code, EXIT.inconclusive]);
    }),
  );
}

const oneVersionOnly = () => new ConfigError(tell`--publish-results takes one deployment: a version is verified once`);

interface Publishing {
  access: BrokerAccess;
  provider: ProviderVersion;
}

/** What `--publish-results` needs, checked before anything is sent. */
function publishingOf(files: readonly string[], flags: ContractsVerifyFlags): Publishing | null {
  const { publishResults: isWanted, providerAppVersion: version, providerBranch: branch } = flags;
  if (!isWanted) {
    if (version !== undefined || branch !== undefined)
      throw new ConfigError(tell`--provider-app-version and --provider-branch need --publish-results`);
    return null;
  }
  if (version === undefined) throw new ConfigError(tell`--publish-results needs --provider-app-version`);
  if (files.length > 1) throw oneVersionOnly();
  return { access: brokerOf(process.env), provider: { version, branch: branch ?? null } };
}

/** Whether the broker was told. */
async function publish(
  { access, provider }: Publishing,
  pacts: readonly PactFile[],
  results: readonly Result[],
): Promise<boolean> {
  const broker = await openBroker(access);
  const { text } = redactor(access.secrets);
  const shown = (said: string) => terminalText(text(said));
  try {
    for (const line of await publishResults(broker, pacts, results, provider)) process.stdout.write(shown(`${line}\n`));
    return true;
  } catch (error) {
    if (!(error instanceof BrokerError)) throw error;
    process.stderr.write(shown(tell`The results could not be published: ${error.message}\n`));
    return false;
  } finally {
    broker.close();
  }
}

/** They would be other people's code, fetched by Pact from hosts that nobody here named. */
function refusePlugins(pacts: readonly PactFile[]): void {
  const named = pacts.filter(({ plugins }) => plugins.length > 0);
  if (named.length > 0)
    throw new ConfigError(
      named
        .map(
          ({ path, plugins }) =>
            tell`${path}#/metadata/plugins: refused: Pact would fetch the plugins it names (${listed(plugins)}) from other hosts, and run them`,
        )
        .join('\n'),
    );
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
          tell`${path}: "${interaction.description}" of ${interaction.consumer} is in ${other === path ? tell`it twice` : tell`${other} too`}; reports could not tell them apart`,
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
            tell`${source}: edition: the pacts of this package are of ${REFERENCE_EDITION}, the deployment follows ${edition}; name pacts for it with --pacts`,
        )
        .join('\n'),
    );
}
