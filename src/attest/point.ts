import { listed, tell } from '../messages/speech.ts';

/**
 * One thing that was looked at. `failed` makes the audit fail; a `note` is for whoever reads it.
 *
 * @since 0.1.0
 */
export interface Point {
  /** What was looked at, in a word or two: "signature", "digests", "record" ... */
  name: string;
  /** What came of it. */
  state: 'ok' | 'failed' | 'note';
  /** A sentence. May hold text of the files. */
  text: string;
  /** What exactly, one each. */
  details: string[];
}

export const ok = (name: string, text: string): Point => ({ name, state: 'ok', text, details: [] });
export const failed = (name: string, text: string, details: string[] = []): Point => ({
  name,
  state: 'failed',
  text,
  details,
});
export const note = (name: string, text: string, details: string[] = []): Point => ({
  name,
  state: 'note',
  text,
  details,
});

/** Programs differ in which of two members they read: what is signed would say two things. */
export const twicePoint = (name: string, what: string, twice: string[] | null): Point =>
  failed(
    name,
    twice === null
      ? tell`${what} cannot be read exactly.`
      : tell`${what} says ${listed(twice.map((member) => JSON.stringify(member)))} twice.`,
  );
