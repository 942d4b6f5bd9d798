/** A comment on a pull request holds 65,536 characters; the rest is left to what a script adds around the report. */
export const MARKDOWN_LIMIT = 60_000;
const ROOM_FOR_NOTES = 1000;

export interface MarkdownParts {
  parts: readonly string[];
  foot: string;
  /** What is said of the parts that do not fit. */
  noteOf: (left: number) => string;
  /** What keeps a text from commanding a CI server. It may make it longer. */
  harmless: (text: string) => string;
}

/** Whole parts only, so that no fence or tag stays open. The first that does not fit ends it. */
export function withinLimit({ parts, foot, noteOf, harmless }: MarkdownParts): string {
  const kept: string[] = [];
  let length = foot.length + ROOM_FOR_NOTES;
  let left = 0;
  for (const part of parts) {
    // No part has more lines that could be commands than this leaves room for.
    const size = harmless(part).length + 2;
    if (left > 0 || length + size > MARKDOWN_LIMIT) left++;
    else {
      kept.push(part);
      length += size;
    }
  }
  return harmless([...kept, ...(left > 0 ? [noteOf(left)] : []), foot].join('\n\n'));
}

/** The heading goes with the first entry, so that it never stands alone. */
export const listed = (entries: readonly string[], heading: string): string[] =>
  entries.map((entry, i) => (i === 0 ? `${heading}\n\n${entry}` : entry));
