/**
 * Runs Pact's verifier in a process of its own: its core is native code that writes to stdout as it likes, and where it
 * cannot be loaded or crashes the suite goes on. Speaks with the suite in messages; see messages.ts.
 */
import type { FromVerifier, ToVerifier } from './messages.ts';
import type { StateValues } from './states.ts';

const tell = (message: FromVerifier) => process.send?.(message);

let answerState: ((message: ToVerifier) => void) | null = null;

/** Asks the suite to bring a state about. */
const stateFrom = (name: string): Promise<StateValues> =>
  new Promise((resolve, reject) => {
    answerState = (message) => {
      answerState = null;
      if (message.type === 'state') resolve(message.values);
      else reject(new Error(message.type === 'no-state' ? message.message : 'no state'));
    };
    tell({ type: 'state-wanted', name });
  });

try {
  const { Verifier } = await import('@pact-foundation/pact');
  process.on('message', async (message: ToVerifier) => {
    if (message.type !== 'verify') return answerState?.(message);
    const { provider, baseUrl, file, states, timeoutMs } = message;
    try {
      const result = await new Verifier({
        provider,
        providerBaseUrl: baseUrl,
        pactUrls: [file],
        logLevel: 'error',
        timeout: timeoutMs,
        stateHandlers: Object.fromEntries(states.map((name) => [name, () => stateFrom(name)])),
      }).verifyProvider();
      tell({ type: 'result', result });
    } catch (error) {
      tell({ type: 'result', result: error instanceof Error ? error.message : String(error) });
    }
  });
  process.on('disconnect', () => process.exit());
  tell({ type: 'ready' });
} catch (error) {
  tell({ type: 'broken', message: error instanceof Error ? error.message : String(error) });
}
