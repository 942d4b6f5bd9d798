import { createHash } from 'node:crypto';
import type { Message } from '../base/message.ts';
import { message } from '../messages/messages.ts';

/**
 * The lines of a record are numbered, and each carries the hash of the one before: a line that was changed, added, moved or
 * taken away shows. Only the end needs something else, its last line and a signature of the whole.
 */
const LINK = /,"seq":(\d{1,15}),"prev":(?:null|"([0-9a-f]{64})")\}$/;

const sha256 = (line: string) => createHash('sha256').update(line).digest('hex');

/** Makes lines of the JSON of entries, each with its number and the hash of the line before; no line feed. */
export function chainer(): (json: string) => string {
  let seq = 0;
  let prev = 'null';
  return (json) => {
    const line = `${json.slice(0, -1)},"seq":${++seq},"prev":${prev}}`;
    prev = `"${sha256(line)}"`;
    return line;
  };
}

export type Chain =
  /** So many lines, and each follows the one before. */
  | { kind: 'whole'; lines: number }
  /** Written by a version that did not number its lines. */
  | { kind: 'none' }
  /** `line` is where it shows, counted from 1. */
  | { kind: 'broken'; line: number; problem: Message };

/** Whether the lines of a record are as they were written. Text after the last line feed was cut off and is not looked at. */
export function chainOf(text: string): Chain {
  const lines = text.split('\n');
  lines.pop();
  if (lines.length === 0 || !lines.some((line) => LINK.test(line))) return { kind: 'none' };
  let before: string | null = null;
  for (const [i, line] of lines.entries()) {
    const broken = (problem: Message): Chain => ({ kind: 'broken', line: i + 1, problem });
    const link = LINK.exec(line);
    if (!link) return broken(message('chain.no-number', {}));
    const [, seq = '', prev] = link;
    if (Number(seq) !== i + 1)
      return broken(
        Number(seq) > i + 1
          ? message('chain.taken-away', { seq, n: Number(seq) - i - 1 })
          : message('chain.again', { seq }),
      );
    if ((prev ?? null) !== (before === null ? null : sha256(before)))
      return broken(message(i === 0 ? 'chain.not-first' : 'chain.other-line', {}));
    before = line;
  }
  return { kind: 'whole', lines: lines.length };
}
