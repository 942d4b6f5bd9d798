import { rememberIssued } from './issued.ts';
import { type Redactor, RUN, redactor } from './redact.ts';

/** What must not appear in any exchange, as far as it is known by now. */
export interface KnownSecrets {
  /** The credential as it is now, and what is derived from it, beside what was known from the start. */
  learn(credential: readonly string[]): void;
  all(): Redactor;
  /** Of the credential only what is long: an ordinary word is no echo of a short one. */
  longCredentials(): Redactor;
}

export function openKnownSecrets(fromStart: readonly string[]): KnownSecrets {
  let all = redactor(fromStart);
  let long = redactor([]);
  return {
    learn(credential) {
      rememberIssued(credential);
      all = redactor([...fromStart, ...credential]);
      long = redactor(credential.filter(({ length }) => length >= RUN));
    },
    all: () => all,
    longCredentials: () => long,
  };
}
