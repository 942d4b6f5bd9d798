import { withoutCiCommands } from './ci-commands.ts';
import { visible, visibleLine } from './visible.ts';

/** Text in one line of a terminal: no control reaches it. */
export const terminalLine = (text: string): string => visibleLine(text);

/** Text of several lines. */
export const terminalLines = (text: string): string[] => visible(text).replaceAll('\t', '  ').split('\n');

/** What is said of things of others, in as many lines as it has: no control reaches the terminal, no command a CI system. */
export const terminalText = (text: string): string => withoutCiCommands(visible(text));
