import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { readJson } from '../base/json.ts';
import { redactor } from '../exchange/redact.ts';
import { type BrokerAccess, BrokerError, openBroker } from '../pacts/broker.ts';
import { readMatrix } from '../pacts/deployable.ts';
import { EXIT, type ExitCode } from '../verdict/exit-code.ts';
import { brokerOf } from './broker-access.ts';
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
  retryWhileUnknown?: string;
}

/** `contracts publish`: hands the pacts to Pact's own command. */
export async function publishPacts(flags: PublishFlags): Promise<ExitCode> {
  const access = brokerOf(process.env);
  if (!(await isThere(access))) return EXIT.inconclusive;
  const paths = flags.pacts.length > 0 ? flags.pacts : [OWN_PACTS];
  const pacts = await readPacts(paths);
  const { code, out } = await pactBroker(access, [
    'publish',
    ...pacts.map(({ path }) => path),
    '--consumer-app-version',
    flags.consumerAppVersion,
    ...(flags.branch === undefined ? [] : ['--branch', flags.branch]),
  ]);
  process.stdout.write(out);
  return code === 0 ? EXIT.conformant : EXIT.inconclusive;
}

/** `contracts can-i-deploy`: asks the broker's matrix through Pact's own command, and takes only a full yes for one. */
export async function canIDeploy(flags: CanIDeployFlags): Promise<ExitCode> {
  const access = brokerOf(process.env);
  if (!(await isThere(access))) return EXIT.inconclusive;
  const { out } = await pactBroker(access, [
    'can-i-deploy',
    '--pacticipant',
    flags.pacticipant,
    '--version',
    flags.appVersion,
    '--to-environment',
    flags.toEnvironment,
    ...(flags.retryWhileUnknown === undefined ? [] : ['--retry-while-unknown', flags.retryWhileUnknown]),
    '--output',
    'json',
  ]);
  // The matrix is its last line; notices may come before.
  const json = readJson(out.slice(Math.max(0, out.indexOf('{'))));
  if (!json.ok) {
    process.stderr.write('The broker gave no matrix, so nothing is known: that is no yes.\n');
    return EXIT.inconclusive;
  }
  const { yes, lines } = readMatrix(json.plain);
  process.stdout.write(`${[yes ? 'Yes.' : 'No.', ...lines.map((line) => `  ${line}`)].join('\n')}\n`);
  return yes ? EXIT.conformant : EXIT.nonConformant;
}

/** Pact's own command tries for a minute. */
async function isThere(access: BrokerAccess): Promise<boolean> {
  const broker = await openBroker(access);
  try {
    await broker.get('');
    return true;
  } catch (error) {
    if (!(error instanceof BrokerError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return false;
  } finally {
    broker.close();
  }
}

/** Runs Pact's own command; what it says of problems goes to stderr line by line. Nothing that it prints holds a secret. */
function pactBroker({ secrets }: BrokerAccess, args: readonly string[]): Promise<{ code: number; out: string }> {
  const command = createRequire(import.meta.url).resolve('@pact-foundation/pact-cli/bin/pact-broker.js');
  const child = spawn(process.execPath, [command, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const { text } = redactor(secrets);
  let out = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  createInterface({ input: child.stderr }).on('line', (line) => process.stderr.write(`${text(line)}\n`));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? EXIT.fault, out: text(out) }));
  });
}
