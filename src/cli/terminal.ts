import { performance } from 'node:perf_hooks';
import { tell, told } from '../messages/speech.ts';

/** How far a run is. */
export interface Progress {
  done: number;
  total: number;
  /** What is counted. */
  of: string;
  /** What just ended, or the phase that began. */
  label: string;
}

/** Whether to colour what goes to a stream: https://no-color.org, then FORCE_COLOR, then whether it is a terminal. */
export function wantsColour(stream: NodeJS.WriteStream, env: NodeJS.ProcessEnv): boolean {
  if (env['NO_COLOR']) return false;
  if (env['FORCE_COLOR']) return env['FORCE_COLOR'] !== '0';
  return stream.isTTY === true && env['TERM'] !== 'dumb';
}

/** Says how long it will still take once that is worth saying: ", about 40 s left"; nothing before. */
function estimating(now: () => number): (progress: Progress) => string {
  let of = '';
  let from = { at: 0, done: 0 };
  return ({ done, total, of: what }) => {
    if (what !== of) {
      of = what;
      from = { at: now(), done };
      return '';
    }
    const took = now() - from.at;
    if (done <= from.done || done >= total || took < WORTH_SAYING_MS) return '';
    const seconds = Math.ceil((took * (total - done)) / (done - from.done) / 1000);
    return seconds < 120 ? tell`, about ${seconds} s left` : tell`, about ${Math.ceil(seconds / 60)} min left`;
  };
}

/** "12 of 118 checks". */
function sayDone({ done, total, of }: Progress): string {
  if (of === 'checks') return tell`${done} of ${total} checks`;
  return of === 'interactions' ? tell`${done} of ${total} interactions` : tell`${done} of ${total} ${of}`;
}

/** Before that nobody asks how long it takes, in ms. */
const WORTH_SAYING_MS = 3000;

/** Shows how far a run is: one line that is rewritten on a terminal, a line per tenth in a pipe. */
export function progressOn(
  stream: NodeJS.WriteStream,
  now: () => number = () => performance.now(),
): { show: (progress: Progress) => void; clear: () => void } {
  const left = estimating(now);
  if (!stream.isTTY) {
    let tenths = 0;
    let of = '';
    return {
      show: (progress) => {
        const { done, total, of: what } = progress;
        const estimate = left(progress);
        if (what !== of) tenths = 0;
        of = what;
        const now = Math.floor((done * 10) / total);
        if (now <= tenths) return;
        tenths = now;
        stream.write(`${sayDone(progress)}${estimate}\n`);
      },
      clear: () => {},
    };
  }
  const width = 24;
  return {
    show: (progress) => {
      const { done, total, label } = progress;
      const filled = Math.round((done / total) * width);
      const line = `${'█'.repeat(filled)}${'░'.repeat(width - filled)} ${done}/${total}  ${told(label)}${left(progress)}`;
      stream.write(`\r\x1b[2K${line.slice(0, (stream.columns ?? 80) - 1)}`);
    },
    clear: () => void stream.write('\r\x1b[2K'),
  };
}
