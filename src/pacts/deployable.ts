import { isObject } from '../base/json.ts';
import { tell } from '../messages/speech.ts';
import type { Broker } from './broker.ts';

/** Whether a version may be deployed, and why, in lines for people. */
export interface Deployable {
  yes: boolean;
  /** A result may still come: one is missing, or there is none at all. */
  isOpen: boolean;
  lines: string[];
}

/** Who is to go where. */
export interface Deploying {
  pacticipant: string;
  version: string;
  environment: string;
}

/** Asks the broker for the newest result between this version and each that is in the environment. Throws a BrokerError. */
export async function askMatrix(broker: Broker, { pacticipant, version, environment }: Deploying): Promise<Deployable> {
  const query = new URLSearchParams({
    'q[][pacticipant]': pacticipant,
    'q[][version]': version,
    latestby: 'cvpv',
    environment,
  });
  return readMatrix(await broker.get(`matrix?${query}`));
}

/**
 * Reads what the broker's matrix says. Only a success for every row counts as yes: Pact's own command ends with 0 also
 * where a result is missing, and where there is no row at all.
 */
export function readMatrix(answer: unknown): Deployable {
  if (!isObject(answer))
    return { yes: false, isOpen: false, lines: [tell`The broker gave no answer that can be read.`] };
  const { matrix, summary } = answer;
  const rows = Array.isArray(matrix) ? matrix.filter(isObject) : [];
  const states = rows.map((row) => {
    const result = row['verificationResult'];
    const success = isObject(result) ? result['success'] : undefined;
    const state = success === true ? 'verified' : success === false ? 'failed' : 'no verification result';
    return { state, line: `${partyOf(row, 'consumer')} with ${partyOf(row, 'provider')}: ${state}` };
  });
  const reason = isObject(summary) && typeof summary['reason'] === 'string' ? [summary['reason']] : [];
  if (states.length === 0)
    return {
      yes: false,
      isOpen: true,
      lines: [...reason, tell`No pact of this version was verified with anything, which is no yes.`],
    };
  const isAllowed = isObject(summary) && summary['deployable'] === true;
  return {
    isOpen: states.some(({ state }) => state === 'no verification result'),
    yes: isAllowed && states.every(({ state }) => state === 'verified'),
    lines: [...reason, ...states.map(({ line }) => line)],
  };
}

function partyOf(row: Record<string, unknown>, role: 'consumer' | 'provider'): string {
  const party = row[role];
  if (!isObject(party)) return tell`an unknown ${role}`;
  const version = isObject(party['version']) ? party['version']['number'] : undefined;
  return [party['name'], version].filter((part) => typeof part === 'string').join(' ');
}
