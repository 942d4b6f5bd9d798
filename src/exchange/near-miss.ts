import type { Credential } from './exchange.ts';

/** What is appended to a credential that is to be refused for it. */
export const SUFFIX = 'conformity';
const CUT = SUFFIX.length;
/** Shorter ones are halved instead: without ten characters too little would be left. */
const SHORT = 24;

/** A token or key, or what resembles it. White space and the last character are left alone: either may be ignored. */
export function nearMiss(secret: string, credential: Exclude<Credential, 'none'>): string {
  switch (credential) {
    case 'valid':
      return secret;
    case 'cut':
      return secret.slice(0, secret.length < SHORT ? Math.floor(secret.length / 2) : -CUT);
    case 'altered': {
      const middle = Math.max(0, Math.floor(secret.length / 2) - 1);
      return (
        secret.slice(0, middle) +
        secret.slice(middle, middle + 2).replace(/[\s\S]/g, another) +
        secret.slice(middle + 2)
      );
    }
    case 'suffixed':
      return secret + SUFFIX;
    case 'recased':
      return secret.replace(/[a-z]/gi, (letter) => (letter < 'a' ? letter.toLowerCase() : letter.toUpperCase()));
  }
}

/** Another character of the same kind, so that only the meaning is wrong and not the form. */
function another(char: string): string {
  for (const kind of ['0123456789', 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', '+/', '-_']) {
    const at = kind.indexOf(char);
    if (at >= 0) return kind[(at + 1) % kind.length] ?? char;
  }
  return char === 'x' ? 'y' : 'x';
}

/** How a credential is spoken of in records. */
export function describeCredential(credential: Exclude<Credential, 'none'>, what: string): string {
  const how = {
    valid: '',
    cut: ' without its last ten characters',
    altered: ' with two characters in its middle changed',
    suffixed: ' with ten characters appended',
    recased: ' with its letters in the other case',
  };
  return `[${what}${how[credential]}]`;
}
