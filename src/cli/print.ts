import { terminalText } from '../report/escape-terminal.ts';
import { wantsColour } from './terminal.ts';

/** How texts for people look on stdout. */
export interface Look {
  colour: boolean;
  /** In columns. */
  width: number;
}

/** Where a command prints. */
export interface Print {
  look: Look;
  out: (text: string) => void;
  /** Words, which may repeat those of others; not painted. */
  err: (text: string) => void;
}

export const lookOfStdout = (): Look => ({
  colour: wantsColour(process.stdout, process.env),
  width: process.stdout.columns ?? 100,
});

/** At once, to the streams of the process. */
export const toStreams: Print = {
  get look() {
    return lookOfStdout();
  },
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(terminalText(text)),
};

/** A piece of what was printed, and where to. */
export interface Printed {
  to: 'out' | 'err';
  text: string;
}

/** Keeps what is printed in `kept`, so that what belongs together can be printed together. */
export const printInto = (kept: Printed[], look: Look): Print => ({
  look,
  out: (text) => void kept.push({ to: 'out', text }),
  err: (text) => void kept.push({ to: 'err', text: terminalText(text) }),
});
