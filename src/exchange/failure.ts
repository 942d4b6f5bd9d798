import { type Message, withTexts } from '../base/message.ts';
import { inEnglish, type Said } from '../messages/messages.ts';
import type { Failure } from './exchange.ts';

/** Why there is no answer, with its sentence. */
export const failed = (code: Failure['code'], said: Message): Failure => ({ code, message: inEnglish(said), said });

/** What it says; one of a record of an earlier version has words alone. */
export const sayFailure = ({ message, said }: Failure): Said => said ?? message;

/**
 * Without secrets. A sentence is told by its kind only where that says the same as the whole text: a secret might begin in
 * one of its parts and end in the next.
 */
export function withoutSecrets({ code, message, said }: Failure, redact: (text: string) => string): Failure {
  const text = redact(message);
  const parts = said && withTexts(said, redact);
  return parts && inEnglish(parts) === text ? { code, message: text, said: parts } : { code, message: text };
}

/** Nobody took the request, as where a server is away. */
export const isUntaken = ({ code }: Pick<Failure, 'code'>): boolean => code === 'RESET' || code === 'CONNECTION';
