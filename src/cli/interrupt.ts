import { tell } from '../messages/speech.ts';
import { EXIT } from '../verdict/exit-code.ts';

/** The first Ctrl-C or SIGTERM ends the work, and says what becomes of it; the second ends the process. */
export function interruptible(says = tell`writing the report of what was seen`): {
  signal: AbortSignal;
  stop: () => void;
} {
  const controller = new AbortController();
  const onSignal = () => {
    if (controller.signal.aborted) process.exit(EXIT.interrupted);
    controller.abort();
    process.stderr.write(tell`\nInterrupted: ${says}. Once more to quit at once.\n`);
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return {
    signal: controller.signal,
    stop: () => {
      process.off('SIGINT', onSignal);
      process.off('SIGTERM', onSignal);
    },
  };
}
