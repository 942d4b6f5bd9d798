import { ConfigError } from '../base/config-error.ts';
import { listed, phrase, tell, told } from '../messages/speech.ts';
import { faults, UnknownOverride, variants } from '../mock/catalogue.ts';
import { MOCK_AUTHS, type Mock, type MockOptions, startMock } from '../mock/mock.ts';
import { EXIT, type ExitCode } from '../verdict/exit-code.ts';

export interface MockFlags {
  port: string;
  mqttPort: string;
  edition?: string;
  fault: string[];
  variant: string[];
  delay: string;
  auth: string;
  listFaults?: boolean;
  listVariants?: boolean;
}

/** Starts a mock; a fault or variant that there is not is a usage error. */
export async function mockOf(options: MockOptions): Promise<Mock> {
  try {
    return await startMock(options);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE')
      throw new ConfigError(
        tell`port ${(error as { port?: number }).port} is in use; name another with --port or --mqtt-port, or 0 for a free one`,
      );
    if (error instanceof UnknownOverride) throw new ConfigError(sayUnknown(error));
    throw new ConfigError(error instanceof Error ? error.message : String(error));
  }
}

const KINDS: Readonly<Record<string, string>> = { fault: phrase`fault`, variant: phrase`variant` };

const sayUnknown = ({ kind, wanted, near }: UnknownOverride): string =>
  near === undefined
    ? tell`there is no ${told(KINDS[kind] ?? kind)} ${wanted}; ${`--list-${kind}s`} names them`
    : tell`there is no ${told(KINDS[kind] ?? kind)} ${wanted}; did you mean ${near}?`;

/** `mock`: starts the mock deployment, prints a deployment file for it, and serves until it is interrupted. */
export async function mock(flags: MockFlags): Promise<ExitCode> {
  if (flags.listFaults || flags.listVariants) {
    for (const { name, group, level, description } of flags.listFaults ? faults : variants) {
      process.stdout.write(`${name.padEnd(36)} ${group.padEnd(14)} ${(level ?? '').padEnd(7)} ${description}\n`);
    }
    return EXIT.conformant;
  }
  const auth = MOCK_AUTHS.find((one) => one === flags.auth);
  if (!auth) throw new ConfigError(tell`--auth ${flags.auth}: ${listed(MOCK_AUTHS)} are known`);
  const running = await mockOf({
    auth,
    port: whole('--port', flags.port),
    mqttPort: whole('--mqtt-port', flags.mqttPort),
    delayMs: whole('--delay', flags.delay),
    faults: flags.fault,
    variants: flags.variant,
    ...(flags.edition !== undefined && { edition: flags.edition }),
  });
  // Its runs are not those of `verify --mock`.
  const name = `mock-${new URL(running.baseUrl).port}`;
  process.stdout.write(running.deploymentFile().replace(/^name: mock$/m, `name: ${name}`));
  process.stderr.write(tell`The mock deployment is running; save the lines above as a deployment file. Ctrl-C ends it.
`);
  process.stderr.write(
    tell`For the commands of a report: export ROMA_BASE_URL='${running.baseUrl}' ROMA_AUTH_TOKEN='${running.token}'\n`,
  );
  await new Promise<void>((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
  await running.close();
  return EXIT.conformant;
}

function whole(flag: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 65535)
    throw new ConfigError(tell`${flag} ${text}: a whole number from 0 to 65535 is wanted`);
  return value;
}
