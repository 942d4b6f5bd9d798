import { ConfigError } from '../../base/config-error.ts';
import { tell } from '../../messages/speech.ts';
import type { Spot } from '../change.ts';
import { linesOf } from './lines.ts';
import { folderOf, type Source } from './source.ts';

export interface Fault {
  spot: Spot;
  /** What is wrong, and what to do. */
  message: string;
}

/** What is wrong in a document, by its places; `toldBy` names their lines. */
export class DocumentError extends ConfigError {
  readonly faults: readonly Fault[];
  constructor(...faults: Fault[]) {
    super(faults.map(({ spot, message }) => `${spot.file ?? ''}#${spot.pointer}: ${message}`).join('\n'));
    this.faults = faults;
  }
}

/** Does the work; the faults that it meets in the documents are told with file, line and pointer. */
export async function withLines<T>(source: Source, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    const spots = error.faults.map(({ spot }) => spot);
    const lineAt = await linesOf(source, spots);
    const told = error.faults.map(({ spot, message }) => {
      const line = lineAt(spot);
      const file = spot.file === null || spot.file === source.file ? source.name : `${folderOf(source)}/${spot.file}`;
      const pointer = spot.pointer === '' ? '' : ` ${spot.pointer}`;
      return tell`${`${file}${line === null ? '' : `:${line}`}${pointer}`}: ${message}`;
    });
    throw new ConfigError([...new Set(told)].join('\n'));
  }
}
