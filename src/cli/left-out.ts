import { tell } from '../messages/speech.ts';
import { terminalLine } from '../report/escape-terminal.ts';
import { EXIT, type ExitCode, worstOf } from '../verdict/exit-code.ts';

/** Runs of a store that cannot be read, and are left out. */
export interface LeftOut {
  note(problem: { id: string; message: string }): void;
  /** As lines for whoever reads along; nothing where none was left out. Said once, however many there are. */
  said(): string;
  /** What a command ends with that looked at the others: never as if nothing was missing. */
  codeWith(code: ExitCode): ExitCode;
}

const SHOWN = 3;

export function leavingOut(): LeftOut {
  const problems = new Map<string, string>();
  return {
    note: ({ id, message }) => void problems.set(id, message),
    said: () => {
      if (problems.size === 0) return '';
      const lines = [...problems.values()].slice(0, SHOWN).map((message) => `  ${terminalLine(message)}\n`);
      const rest = problems.size - lines.length;
      return [
        tell`Left out, because this version cannot read them: ${problems.size}\n`,
        ...lines,
        ...(rest > 0 ? [tell`  and ${rest} more\n`] : []),
      ].join('');
    },
    codeWith: (code) => (problems.size === 0 ? code : worstOf([code, EXIT.inconclusive])),
  };
}
