import { asMessage, inEnglish, type Said } from '../messages/messages.ts';
import type { Finding } from './check.ts';

export type Breach = Extract<Finding, { kind: 'breach' }>;
type Obstacle = Extract<Finding, { kind: 'obstacle' }>;

/** The deployment does not do what it should. Exchanges are given by their ids. */
export function breachFound(message: Said, expected: Said, actual: Said, exchanges: string[]): Breach {
  const said = { message: asMessage(message), expected: asMessage(expected), actual: asMessage(actual) };
  return {
    kind: 'breach',
    message: inEnglish(said.message),
    expected: inEnglish(said.expected),
    actual: inEnglish(said.actual),
    said,
    exchanges,
  };
}

/** Observed, not judged. */
export function remark(text: Said): Finding {
  const said = asMessage(text);
  return { kind: 'remark', text: inEnglish(said), said };
}

/** No judgement is possible. */
export function obstacleFound(outcome: Obstacle['outcome'], message: Said, exchanges: string[]): Obstacle {
  const said = asMessage(message);
  return { kind: 'obstacle', outcome, message: inEnglish(said), said, exchanges };
}
