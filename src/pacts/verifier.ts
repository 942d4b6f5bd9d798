import { type ChildProcess, fork } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ConfigError } from '../base/config-error.ts';
import { isObject, readJson } from '../base/json.ts';
import type { Message } from '../base/message.ts';
import type { FromVerifier, ToVerifier } from './messages.ts';
import type { PactInteraction } from './pact-file.ts';
import { StateUnavailable, type StateValues } from './states.ts';

/** Where an answer is not as the pact says. */
export interface Mismatch {
  /** What differs, for people. */
  message: string;
  expected: string;
  actual: string;
}

export type Verified =
  | { kind: 'passed' }
  /** It does not hold, and the pact says that it need not yet. */
  | { kind: 'pending'; message: string }
  | { kind: 'mismatches'; mismatches: Mismatch[] }
  /** The state could not be brought about, so nothing was verified. */
  | { kind: 'no-state'; message: string }
  /** Pact itself could not do it. */
  | { kind: 'error'; message: string; said?: Message };

export interface Verifier {
  /** One interaction at a time. `state` brings a provider state about. */
  verify: (
    interaction: PactInteraction,
    baseUrl: string,
    state: (name: string) => Promise<StateValues>,
    /** Whether a request of Pact's is on its way to the deployment. */
    isBusy: () => boolean,
  ) => Promise<Verified>;
  close: () => Promise<void>;
}

export interface VerifierOptions {
  /** How long Pact waits for one answer of the relay, in ms. */
  timeoutMs: number;
  /** How long it may do nothing at all for an interaction before it is ended, in ms. */
  idleMs: number;
  /** What Pact's process prints; nobody else shows it. */
  onOutput?: (text: string) => void;
}

/** Of the environment it gets what native code needs to run: no proxy, no broker, no place of plugins. */
function environment(folder: string): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) =>
    /^(path|lang|lc_.*|tz|tmpdir|temp|tmp|systemroot|windir|ld_library_path)$/i.test(name),
  );
  return {
    ...Object.fromEntries(kept),
    NO_PROXY: '*',
    no_proxy: '*',
    // It tells its maker of every run otherwise.
    PACT_DO_NOT_TRACK: 'true',
    // There is nothing in it, and nothing is put there.
    PACT_PLUGIN_DIR: join(folder, 'no-plugins'),
    HOME: folder,
  };
}

/** It is native code of some 25 MB that no other command needs, so users install it themselves. */
function requireCore(): void {
  try {
    createRequire(import.meta.url).resolve('@pact-foundation/pact-core');
  } catch {
    throw new ConfigError(
      "contracts: Pact's native core is not installed; run npm install @pact-foundation/pact-core@19 beside roma-conformance",
    );
  }
}

/** Starts Pact's verifier. Throws a ConfigError where its native code is not installed or cannot run. */
export async function openVerifier({ timeoutMs, idleMs, onOutput }: VerifierOptions): Promise<Verifier> {
  requireCore();
  const folder = await mkdtemp(join(tmpdir(), 'roma-pact-'));
  let running: ChildProcess | null = null;
  let hear: (message: FromVerifier | { type: 'ended'; how: string }) => void = () => {};

  const stop = async (signal: 'SIGTERM' | 'SIGKILL') => {
    const child = running;
    running = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exit = new Promise((resolve) => child.once('exit', resolve));
    if (child.connected) child.disconnect();
    child.kill(signal);
    await exit;
  };
  const start = async () => {
    const child = fork(fileURLToPath(new URL('../pacts/verifier-process.js', import.meta.url)), {
      silent: true,
      // Options for this process are not for that one.
      execArgv: [],
      env: environment(folder),
    });
    running = child;
    child.stdout?.on('data', (chunk) => onOutput?.(String(chunk)));
    child.stderr?.on('data', (chunk) => onOutput?.(String(chunk)));
    const ended = (how: string) => {
      if (running !== child) return;
      running = null;
      hear({ type: 'ended', how });
    };
    child.on('message', (message: FromVerifier) => hear(message));
    child.on('error', (error) => ended(error.message));
    child.on('exit', (code, signal) => ended(`Pact's verifier ended with ${signal ?? code}`));
    const first = await new Promise<FromVerifier | { type: 'ended'; how: string }>((resolve) => {
      hear = resolve;
    });
    if (first.type === 'ready') return;
    const why = first.type === 'broken' ? first.message : first.type === 'ended' ? first.how : first.type;
    throw new ConfigError(`contracts: Pact's native core does not run on this machine: ${why}`);
  };
  const close = async () => {
    await stop('SIGTERM');
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await start();
  } catch (error) {
    await close();
    throw error;
  }

  return {
    verify: async (interaction, baseUrl, state, isBusy) => {
      // The one before may have ended it.
      if (!running) await start();
      const file = join(folder, 'pact.json');
      await writeFile(file, interaction.text);
      let noState: string | null = null;
      let inState = false;
      const tell = (message: ToVerifier) => void (running?.connected && running.send(message));
      let watch: NodeJS.Timeout | undefined;
      const found = await new Promise<{ result: string } | { problem: string }>((resolve) => {
        let idle = 0;
        // Pact's core has a limit for each answer and none for itself. What the suite does meanwhile has limits of its own.
        watch = setInterval(() => {
          idle = inState || isBusy() ? 0 : idle + TICK_MS;
          if (idle >= idleMs) resolve({ problem: `Pact's verifier did nothing for ${idleMs / 1000} s and was ended` });
        }, TICK_MS);
        hear = (message) => {
          idle = 0;
          if (message.type === 'result') return resolve({ result: message.result });
          if (message.type === 'ended') return resolve({ problem: message.how });
          if (message.type !== 'state-wanted') return;
          inState = true;
          state(message.name)
            .then(
              (values) => tell({ type: 'state', values }),
              (error: unknown) => {
                noState = error instanceof Error ? error.message : String(error);
                if (!(error instanceof StateUnavailable)) noState = `the state could not be set up: ${noState}`;
                tell({ type: 'no-state', message: noState });
              },
            )
            .finally(() => {
              inState = false;
            });
        };
        tell({ type: 'verify', provider: interaction.provider, baseUrl, file, timeoutMs });
      });
      clearInterval(watch);
      // Whatever it is still at, it is not to meet the next interaction.
      if ('problem' in found) await stop('SIGKILL');
      if (noState !== null) return { kind: 'no-state', message: noState };
      return 'problem' in found ? { kind: 'error', message: found.problem } : readResult(found.result);
    },
    close,
  };
}

const TICK_MS = 100;

/** Reads what Pact's core says of one interaction: `{ result, errors: [{ mismatch }] }`. */
export function readResult(text: string): Verified {
  const json = readJson(text);
  if (!json.ok || !isObject(json.plain)) return { kind: 'error', message: `Pact could not verify it: ${text}` };
  const { result, errors, pendingErrors } = json.plain;
  if (Array.isArray(pendingErrors) && pendingErrors.length > 0)
    return { kind: 'pending', message: 'the pact says that it is pending, and it does not hold yet' };
  if (result === true) return { kind: 'passed' };
  const mismatches = (Array.isArray(errors) ? errors : []).flatMap((error: unknown) => {
    const mismatch = isObject(error) ? error['mismatch'] : undefined;
    if (!isObject(mismatch)) return [];
    const { mismatches: all, message } = mismatch;
    if (Array.isArray(all)) return all.filter(isObject).map(mismatchOf);
    return [{ message: String(message ?? 'it failed'), expected: '', actual: '' }];
  });
  if (mismatches.length > 0) return { kind: 'mismatches', mismatches };
  return { kind: 'error', message: 'Pact says that it failed, and not why' };
}

function mismatchOf({ type, path, key, mismatch, expected, actual }: Record<string, unknown>): Mismatch {
  const where =
    type === 'StatusMismatch' ? 'status' : type === 'HeaderMismatch' ? `header ${String(key)}` : `body ${String(path)}`;
  return { message: `${where}: ${String(mismatch)}`, expected: shown(expected), actual: shown(actual) };
}

/** Pact gives values as text, or as the bytes of a text. */
function shown(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value) && value.every((byte) => typeof byte === 'number' && byte >= 0 && byte < 256))
    return Buffer.from(value).toString('utf8');
  return value === undefined || value === null ? '' : JSON.stringify(value);
}
