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

/** Shows how far a run is: one line that is rewritten on a terminal, a line per tenth in a pipe. */
export function progressOn(stream: NodeJS.WriteStream): { show: (progress: Progress) => void; clear: () => void } {
  if (!stream.isTTY) {
    let tenths = 0;
    let of = '';
    return {
      show: ({ done, total, of: what }) => {
        if (what !== of) tenths = 0;
        of = what;
        const now = Math.floor((done * 10) / total);
        if (now <= tenths) return;
        tenths = now;
        stream.write(`${done} of ${total} ${what}\n`);
      },
      clear: () => {},
    };
  }
  const width = 24;
  return {
    show: ({ done, total, label }) => {
      const filled = Math.round((done / total) * width);
      const line = `${'█'.repeat(filled)}${'░'.repeat(width - filled)} ${done}/${total}  ${label}`;
      stream.write(`\r\x1b[2K${line.slice(0, (stream.columns ?? 80) - 1)}`);
    },
    clear: () => void stream.write('\r\x1b[2K'),
  };
}
