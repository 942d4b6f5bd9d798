/** The thread of `gate`: documents of others may be made so that comparing them has no end. */
import { parentPort, workerData } from 'node:worker_threads';
import { ConfigError } from '../base/config-error.ts';
import type { Language } from '../messages/messages.ts';
import { pathProblem } from '../messages/path-error.ts';
import { speakFrom, tell, tongueOf } from '../messages/speech.ts';
import type { Told } from './bounded.ts';
import { type Compared, compareInputs, type GateTask } from './task.ts';

/** What the thread is opened with. */
export interface GateThreadData {
  language: Language;
  task: GateTask;
}

function told(thrown: unknown): Told<Compared> {
  const { name, message, stack = message } = thrown instanceof Error ? thrown : new Error(String(thrown));
  if (thrown instanceof ConfigError) return { refused: message };
  const refused = pathProblem(thrown);
  if (refused !== null) return { refused: refused.message };
  if (name === 'RangeError' && message.startsWith('Maximum call stack'))
    return { refused: tell`the documents lead into each other, or into themselves, too deeply to be compared` };
  // What a pact is held against is read by a package that takes no other.
  if (name === 'SyntaxError' && message.startsWith('Invalid regular expression'))
    return { refused: tell`the documents hold a pattern that is none: ${message}` };
  return { failed: { message, stack } };
}

const { language, task } = workerData as GateThreadData;
speakFrom(await tongueOf(language));
parentPort?.postMessage(await compareInputs(task).then((result): Told<Compared> => ({ result }), told));
