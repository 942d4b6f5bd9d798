import { ConfigError } from '../base/config-error.ts';
import { nearest } from '../base/suggest.ts';
import { listed, tell } from '../messages/speech.ts';

/** Throws a ConfigError for an option that there is not: it would be ignored, and what was meant not done. */
export function refuseUnknownOptions(of: string, options: object, known: readonly string[]): void {
  for (const key of Object.keys(options)) {
    if (known.includes(key)) continue;
    const near = nearest(key, known);
    throw new ConfigError(
      tell`${of}: no option is called ${key}; ${near === undefined ? tell`there are ${listed(known)}` : tell`did you mean ${near}?`}`,
    );
  }
}
