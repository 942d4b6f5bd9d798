import { fork } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ConfigError } from '../base/config-error.ts';
import { isObject, readJson } from '../base/json.ts';
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
  | { kind: 'mismatches'; mismatches: Mismatch[] }
  /** The state could not be brought about, so nothing was verified. */
  | { kind: 'no-state'; message: string }
  /** Pact itself could not do it. */
  | { kind: 'error'; message: string };

export interface Verifier {
  /** One interaction at a time. `state` brings a provider state about. */
  verify: (
    interaction: PactInteraction,
    baseUrl: string,
    state: (name: string) => Promise<StateValues>,
  ) => Promise<Verified>;
  close: () => Promise<void>;
}

export interface VerifierOptions {
  /** How long Pact waits for one answer of the relay, in ms. */
  timeoutMs: number;
  /** What Pact's process prints; nobody else shows it. */
  onOutput?: (text: string) => void;
}

/** Starts Pact's verifier. Throws a ConfigError where its native code cannot run. */
export async function openVerifier({ timeoutMs, onOutput }: VerifierOptions): Promise<Verifier> {
  const child = fork(fileURLToPath(new URL('../pacts/verifier-process.js', import.meta.url)), {
    silent: true,
    env: {
      // Variables of a broker would have it fetch other pacts.
      ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('PACT_'))),
      // What it fetches is on loopback, and is not for a proxy.
      NO_PROXY: '127.0.0.1',
      no_proxy: '127.0.0.1',
      // It tells its maker of every run otherwise.
      PACT_DO_NOT_TRACK: 'true',
    },
  });
  child.stdout?.on('data', (chunk) => onOutput?.(String(chunk)));
  child.stderr?.on('data', (chunk) => onOutput?.(String(chunk)));
  const folder = await mkdtemp(join(tmpdir(), 'roma-pact-'));
  const close = async () => {
    if (child.connected) child.disconnect();
    if (child.exitCode === null && child.signalCode === null) {
      child.kill();
      await new Promise((resolve) => child.once('exit', resolve));
    }
    await rm(folder, { recursive: true, force: true });
  };

  let ended: string | null = null;
  let hear: (message: FromVerifier | { type: 'ended'; how: string }) => void = () => {};
  child.on('message', (message: FromVerifier) => hear(message));
  child.on('error', (error) => hear({ type: 'ended', how: error.message }));
  child.on('exit', (code, signal) => {
    ended = `Pact's verifier ended with ${signal ?? code}`;
    hear({ type: 'ended', how: ended });
  });
  const start = await new Promise<FromVerifier | { type: 'ended'; how: string }>((resolve) => {
    hear = resolve;
  });
  if (start.type !== 'ready') {
    await close();
    const why = start.type === 'broken' ? start.message : start.type === 'ended' ? start.how : start.type;
    throw new ConfigError(`contracts: Pact's native core does not run on this machine: ${why}`);
  }

  return {
    verify: async (interaction, baseUrl, state) => {
      if (ended !== null) return { kind: 'error', message: ended };
      const file = join(folder, 'pact.json');
      await writeFile(file, interaction.text);
      let noState: string | null = null;
      const tell = (message: ToVerifier) => void (child.connected && child.send(message));
      // Pact's core has a limit for each answer and none for itself.
      const timer = setTimeout(() => child.kill('SIGKILL'), 2 * timeoutMs);
      const result = await new Promise<string | null>((resolve) => {
        hear = (message) => {
          if (message.type === 'result') return resolve(message.result);
          if (message.type === 'ended') return resolve(null);
          if (message.type !== 'state-wanted') return;
          state(message.name).then(
            (values) => tell({ type: 'state', values }),
            (error: unknown) => {
              noState = error instanceof Error ? error.message : String(error);
              if (!(error instanceof StateUnavailable)) noState = `the state could not be brought about: ${noState}`;
              tell({ type: 'no-state', message: noState });
            },
          );
        };
        tell({
          type: 'verify',
          provider: interaction.provider,
          baseUrl,
          file,
          states: [...new Set(interaction.states)],
          timeoutMs,
        });
      });
      clearTimeout(timer);
      if (noState !== null) return { kind: 'no-state', message: noState };
      return result === null ? { kind: 'error', message: ended ?? 'it ended' } : readResult(result);
    },
    close,
  };
}

/** Reads what Pact's core says of one interaction: `{ result, errors: [{ mismatch }] }`. */
export function readResult(text: string): Verified {
  const json = readJson(text);
  if (!json.ok || !isObject(json.plain)) return { kind: 'error', message: `Pact could not verify it: ${text}` };
  const { result, errors } = json.plain;
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
