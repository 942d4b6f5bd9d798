import { say, speaking, type Tongue } from '../messages/speech.ts';
import type { Printed } from './print.ts';
import type { Progress } from './terminal.ts';

/** Shows how far several runs are, and prints what they came to, each as a whole. */
export interface Board {
  begin: (name: string) => void;
  show: (name: string, progress: Progress) => void;
  /** `line` says in one line what came of it; `printed` is what else it had to say. */
  end: (name: string, line: string, printed: readonly Printed[]) => void;
  close: () => void;
}

/** A terminal is drawn again so often at most, in ms. */
const REDRAW_MS = 100;
/** In a pipe, where nothing may come for long, it is said so often what is going on, in ms. */
const STILL_HERE_MS = 30_000;
const NAMES_SHOWN = 5;
const BAR = 16;

/** One line for each running deployment on a terminal, rewritten as it goes on; in a pipe a line for each that ended. */
export function openBoard(
  total: number,
  { out, err, tongue }: { out: NodeJS.WriteStream; err: NodeJS.WriteStream; tongue: Tongue },
): Board {
  const running = new Map<string, Progress | null>();
  let done = 0;
  const write = ({ to, text }: Printed) => void (to === 'out' ? out : err).write(text);
  const overall = () =>
    speaking(tongue, () => say('many.progress', { done: String(done), total: String(total), running: running.size }));
  const isTerminal = err.isTTY === true;

  let drawn = 0;
  const rub = () => {
    if (drawn > 0) err.write(`\x1b[${drawn}A\r\x1b[J`);
    drawn = 0;
  };
  const draw = () => {
    rub();
    if (running.size === 0) return;
    const columns = Math.max(20, (err.columns ?? 80) - 1);
    const room = Math.max(1, (err.rows ?? 24) - 3);
    const lines = [...running].slice(0, room).map(([name, progress]) => {
      const { done: n = 0, total: of = 1, label = '' } = progress ?? {};
      const filled = Math.round((n / of) * BAR);
      const count = progress ? `${n}/${of}` : '';
      return `${'█'.repeat(filled)}${'░'.repeat(BAR - filled)} ${name}  ${count}  ${label}`.slice(0, columns);
    });
    lines.push(overall().slice(0, columns));
    err.write(`${lines.join('\n')}\n`);
    drawn = lines.length;
  };
  const stillHere = () => {
    const some = [...running]
      .slice(0, NAMES_SHOWN)
      .map(([name, progress]) =>
        progress
          ? speaking(tongue, () =>
              say('many.running', { name, done: String(progress.done), total: String(progress.total) }),
            )
          : name,
      );
    err.write(`${overall()}: ${some.join(', ')}${running.size > NAMES_SHOWN ? ', ...' : ''}\n`);
  };
  let isStale = false;
  const timer = isTerminal
    ? setInterval(() => {
        if (isStale) draw();
        isStale = false;
      }, REDRAW_MS)
    : setInterval(stillHere, STILL_HERE_MS);
  timer.unref();

  return {
    begin: (name) => {
      running.set(name, null);
      isStale = true;
    },
    show: (name, progress) => {
      if (!running.has(name)) return;
      running.set(name, progress);
      isStale = true;
    },
    end: (name, line, printed) => {
      running.delete(name);
      done++;
      if (isTerminal) rub();
      for (const one of printed) write(one);
      err.write(`[${done}/${total}] ${line}\n`);
      if (isTerminal) draw();
    },
    close: () => {
      clearInterval(timer);
      if (isTerminal) rub();
    },
  };
}
