import { visible, visibleLine } from './visible.ts';

/** Text in one line of a terminal: no control reaches it. */
export const terminalLine = (text: string): string => visibleLine(text);

/** Text of several lines. */
export const terminalLines = (text: string): string[] => visible(text).replaceAll('\t', '  ').split('\n');
