import { type ChildProcess, fork } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ConfigError } from '../base/config-error.ts';
import { isObject, readJson } from '../base/json.ts';
import type { Message } from '../base/message.ts';
import { asMessage, inEnglish, message } from '../messages/messages.ts';
import { inTongue, tell } from '../messages/speech.ts';
import type { FromVerifier, ToVerifier } from './messages.ts';
import type { Mismatch } from './mismatch.ts';
import type { PactInteraction } from './pact-file.ts';
import { StateUnavailable, type StateValues } from './states.ts';

export type Verified =
  | { kind: 'passed' }
  /** It does not hold, and the pact says that it need not yet. */
  | { kind: 'pending'; said: Message }
  | { kind: 'mismatches'; mismatches: Mismatch[] }
  /** The state could not be brought about, so nothing was verified. */
  | { kind: 'no-state'; said: Message }
  /** Pact itself could not do it. */
  | { kind: 'error'; said: Message };

interface Ended {
  type: 'ended';
  how: Message;
}

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
      tell`contracts: Pact's native core is not installed; run ${'npm install @pact-foundation/pact-core@19'} beside roma-conformance`,
    );
  }
}

/** Starts Pact's verifier. Throws a ConfigError where its native code is not installed or cannot run. */
export async function openVerifier({ timeoutMs, idleMs, onOutput }: VerifierOptions): Promise<Verifier> {
  requireCore();
  const folder = await mkdtemp(join(tmpdir(), 'roma-pact-'));
  let running: ChildProcess | null = null;
  let hear: (heard: FromVerifier | Ended) => void = () => {};

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
    const ended = (how: Message) => {
      if (running !== child) return;
      running = null;
      hear({ type: 'ended', how });
    };
    child.on('message', (heard: FromVerifier) => hear(heard));
    child.on('error', (error) => ended(asMessage(error.message)));
    child.on('exit', (code, signal) => ended(message('pacts.ended', { how: signal ?? String(code) })));
    const first = await new Promise<FromVerifier | Ended>((resolve) => {
      hear = resolve;
    });
    if (first.type === 'ready') return;
    const why = first.type === 'broken' ? first.message : first.type === 'ended' ? inTongue(first.how) : first.type;
    throw new ConfigError(tell`contracts: Pact's native core does not run on this machine: ${why}`);
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
      let noState: Message | null = null;
      let inState = false;
      const send = (one: ToVerifier) => void (running?.connected && running.send(one));
      let watch: NodeJS.Timeout | undefined;
      const found = await new Promise<{ result: string } | { problem: Message }>((resolve) => {
        let idle = 0;
        // Pact's core has a limit for each answer and none for itself. What the suite does meanwhile has limits of its own.
        watch = setInterval(() => {
          idle = inState || isBusy() ? 0 : idle + TICK_MS;
          if (idle >= idleMs) resolve({ problem: message('pacts.idle', { seconds: idleMs / 1000 }) });
        }, TICK_MS);
        hear = (heard) => {
          idle = 0;
          if (heard.type === 'result') return resolve({ result: heard.result });
          if (heard.type === 'ended') return resolve({ problem: heard.how });
          if (heard.type !== 'state-wanted') return;
          inState = true;
          state(heard.name)
            .then(
              (values) => send({ type: 'state', values }),
              (error: unknown) => {
                const problem = error instanceof Error ? error.message : String(error);
                noState = error instanceof StateUnavailable ? error.said : message('pacts.no-state', { problem });
                send({ type: 'no-state', message: inEnglish(noState) });
              },
            )
            .finally(() => {
              inState = false;
            });
        };
        send({ type: 'verify', provider: interaction.provider, baseUrl, file, timeoutMs });
      });
      clearInterval(watch);
      // Whatever it is still at, it is not to meet the next interaction.
      if ('problem' in found) await stop('SIGKILL');
      if (noState !== null) return { kind: 'no-state', said: noState };
      return 'problem' in found ? { kind: 'error', said: found.problem } : readResult(found.result);
    },
    close,
  };
}

const TICK_MS = 100;

/** Reads what Pact's core says of one interaction: `{ result, errors: [{ mismatch }] }`. */
export function readResult(text: string): Verified {
  const json = readJson(text);
  if (!json.ok || !isObject(json.plain)) return { kind: 'error', said: message('pacts.unverifiable', { words: text }) };
  const { result, errors, pendingErrors } = json.plain;
  if (Array.isArray(pendingErrors) && pendingErrors.length > 0)
    return { kind: 'pending', said: message('pacts.pending', {}) };
  if (result === true) return { kind: 'passed' };
  const mismatches = (Array.isArray(errors) ? errors : []).flatMap((error: unknown) => {
    const mismatch = isObject(error) ? error['mismatch'] : undefined;
    if (!isObject(mismatch)) return [];
    const { mismatches: all, message: words } = mismatch;
    if (Array.isArray(all)) return all.filter(isObject).map(mismatchOf);
    return [{ place: null, words: words === undefined ? null : String(words), expected: '', actual: '' }];
  });
  if (mismatches.length > 0) return { kind: 'mismatches', mismatches: statusFirst(mismatches) };
  return { kind: 'error', said: message('pacts.no-reason', {}) };
}

/** What else differs mostly comes of another status. */
const statusFirst = (mismatches: readonly Mismatch[]): Mismatch[] => {
  const rank = ({ place }: Mismatch) => (place?.kind === 'pacts.place.status' ? 0 : 1);
  return [...mismatches].sort((a, b) => rank(a) - rank(b));
};

function mismatchOf({ type, path, key, mismatch, expected, actual }: Record<string, unknown>): Mismatch {
  return {
    place: placeOf(type, path, key),
    words: String(mismatch),
    expected: shown(expected),
    actual: shown(actual),
  };
}

function placeOf(type: unknown, path: unknown, key: unknown): Message {
  if (type === 'StatusMismatch') return message('pacts.place.status', {});
  if (type === 'HeaderMismatch') return message('pacts.place.header', { name: String(key) });
  return message('pacts.place.body', { path: String(path) });
}

/** Pact gives values as text, or as the bytes of a text. */
function shown(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value) && value.every((byte) => typeof byte === 'number' && byte >= 0 && byte < 256))
    return Buffer.from(value).toString('utf8');
  return value === undefined || value === null ? '' : JSON.stringify(value);
}
