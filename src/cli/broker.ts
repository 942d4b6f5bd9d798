import { setTimeout as wait } from 'node:timers/promises';
import { redactor } from '../exchange/redact.ts';
import { tell } from '../messages/speech.ts';
import { type Broker, BrokerError, openBroker } from '../pacts/broker.ts';
import { askMatrix, type Deployable } from '../pacts/deployable.ts';
import { publishPactFiles } from '../pacts/publish.ts';
import { terminalText } from '../report/escape-terminal.ts';
import { EXIT, type ExitCode } from '../verdict/exit-code.ts';
import { brokerOf } from './broker-access.ts';
import { whole } from './numbers.ts';
import { OWN_PACTS, readPacts } from './pact-files.ts';

export interface PublishFlags {
  consumerAppVersion: string;
  branch?: string;
  pacts: string[];
}

export interface CanIDeployFlags {
  pacticipant: string;
  appVersion: string;
  toEnvironment: string;
  retryWhileUnknown: string;
  retryInterval: string;
}

/** `contracts publish`. */
export async function publishPacts(flags: PublishFlags): Promise<ExitCode> {
  const pacts = await readPacts(flags.pacts.length > 0 ? flags.pacts : [OWN_PACTS]);
  return withBroker(async (broker, print) => {
    const consumer = { version: flags.consumerAppVersion, branch: flags.branch ?? null };
    const lines = await publishPactFiles(broker, pacts, consumer);
    print(lines);
    return EXIT.conformant;
  });
}

/** `contracts can-i-deploy`: asks the broker's matrix, and takes only a full yes for one. */
export async function canIDeploy(flags: CanIDeployFlags): Promise<ExitCode> {
  const { pacticipant, appVersion: version, toEnvironment: environment } = flags;
  const retries = whole('--retry-while-unknown', flags.retryWhileUnknown, 0, 1000) ?? 0;
  const seconds = whole('--retry-interval', flags.retryInterval, 0, 3600) ?? 0;
  return withBroker(async (broker, print) => {
    let found: Deployable;
    for (let left = retries; ; left--) {
      found = await askMatrix(broker, { pacticipant, version, environment });
      if (!found.isOpen || left <= 0) break;
      await wait(seconds * 1000);
    }
    print([found.yes ? tell`Yes.` : tell`No.`, ...found.lines.map((line) => `  ${line}`)]);
    return found.yes ? EXIT.conformant : EXIT.nonConformant;
  });
}

/** What the broker says is printed without its escapes, and without the credential that it was given. */
async function withBroker(
  use: (broker: Broker, print: (lines: readonly string[]) => void) => Promise<ExitCode>,
): Promise<ExitCode> {
  const access = brokerOf(process.env);
  const { text } = redactor(access.secrets);
  const shown = (line: string) => `${terminalText(text(line))}\n`;
  const broker = await openBroker(access);
  try {
    return await use(broker, (lines) => process.stdout.write(lines.map(shown).join('')));
  } catch (error) {
    if (!(error instanceof BrokerError)) throw error;
    process.stderr.write(shown(error.message));
    return EXIT.inconclusive;
  } finally {
    broker.close();
  }
}
