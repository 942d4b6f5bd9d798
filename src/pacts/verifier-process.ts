/**
 * Runs Pact's verifier in a process of its own: its core is native code that writes to stdout as it likes, and where it
 * cannot be loaded or crashes the suite goes on. The core is called without the package around it, whose proxy changes
 * bodies, loses those without a content type, and goes through HTTPS_PROXY. Speaks with the suite in messages; see messages.ts.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
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

/** Where the core asks for a state: its name and "setup" or "teardown". Gives the address, on loopback. */
async function openStates(): Promise<string> {
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    try {
      const { state, action } = JSON.parse(Buffer.concat(chunks).toString('utf8')) as {
        state?: string;
        action?: string;
      };
      // Without a state there is nothing to bring about; the core asks all the same.
      const values = action === 'setup' && state ? await stateFrom(state) : {};
      outgoing.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(values));
    } catch (error) {
      outgoing.writeHead(500).end(String(error));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

try {
  const { default: commonJs } = await import('@pact-foundation/pact-core');
  const core = commonJs.default;
  const states = await openStates();
  process.on('message', async (message: ToVerifier) => {
    if (message.type !== 'verify') return answerState?.(message);
    const { provider, baseUrl, file, timeoutMs } = message;
    try {
      const result = await core.verifyPacts({
        provider,
        providerBaseUrl: baseUrl,
        providerStatesSetupUrl: states,
        pactUrls: [file],
        logLevel: 'error',
        timeout: timeoutMs,
      });
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
