import { withoutCiCommands } from '../ci-commands.ts';
import { visible } from '../visible.ts';

export interface Annotation {
  kind: 'error' | 'warning' | 'notice';
  title: string;
  message: string;
  /** Relative to the repository, and a line from 1. */
  file?: string;
  line?: number | null;
}

/** A workflow command of GitHub, escaped so that text of others commands nothing. */
export function annotation({ kind, title, message, file, line }: Annotation): string {
  const at = file === undefined ? '' : `file=${property(file)},${line ? `line=${line},` : ''}`;
  return `::${kind} ${at}title=${property(title)}::${data(message)}`;
}

const data = (text: string) =>
  withoutCiCommands(visible(text)).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (text: string) => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
