import { parentPort, workerData } from 'node:worker_threads';

/** What a crew says to a thread. */
export type ToThread = { type: 'do'; id: number; task: unknown } | { type: 'abort' } | { type: 'close' };

/** What a thread says to its crew. */
export type FromThread =
  | { type: 'alive' }
  | { type: 'news'; id: number; news: unknown }
  | { type: 'done'; id: number; result: unknown }
  | { type: 'failed'; id: number; error: { name: string; message: string; stack: string } };

/** What a task is given beside itself. */
export interface Service<News> {
  /** The crew asked to end early. */
  signal: AbortSignal;
  tell: (news: News) => void;
}

/** How one thread does its tasks. */
export interface Servant<Task, Result, News> {
  perform: (task: Task, service: Service<News>) => Promise<Result>;
  close?: () => Promise<void>;
}

const ALIVE_EVERY_MS = 1000;

/** Does the tasks of a crew in this thread, several at a time, until the crew closes. `open` is given the data of the crew. */
export async function serve<Data, Task, Result, News>(
  open: (data: Data) => Promise<Servant<Task, Result, News>>,
): Promise<void> {
  const port = parentPort;
  if (!port) throw new Error('this module runs in a thread of a crew only');
  const say = (message: FromThread) => port.postMessage(message);
  const alive = setInterval(() => say({ type: 'alive' }), ALIVE_EVERY_MS);
  const abort = new AbortController();
  // Tasks may come before it is open.
  const opened = open(workerData as Data);
  port.on('message', async (message: ToThread) => {
    if (message.type === 'abort') return abort.abort();
    const { perform, close } = await opened;
    if (message.type === 'close') {
      clearInterval(alive);
      await close?.();
      return port.close();
    }
    const { id } = message;
    try {
      const tell = (news: News) => say({ type: 'news', id, news });
      say({ type: 'done', id, result: await perform(message.task as Task, { signal: abort.signal, tell }) });
    } catch (thrown) {
      const { name, message: text, stack = text } = thrown instanceof Error ? thrown : new Error(String(thrown));
      say({ type: 'failed', id, error: { name, message: text, stack } });
    }
  });
  await opened;
}
