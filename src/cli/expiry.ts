import { ConfigError } from '../base/config-error.ts';
import { tell } from '../messages/speech.ts';

/** Throws a ConfigError where `--expires` names no day, or one that is past. */
export function refuseWrongDay(expires: string): void {
  if (!/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(expires))
    throw new ConfigError(tell`--expires ${expires}: a day is wanted, such as 2027-01-31`);
  if (expires < new Date().toISOString().slice(0, 10))
    throw new ConfigError(tell`--expires ${expires}: that day is past; name one that is to come`);
}
